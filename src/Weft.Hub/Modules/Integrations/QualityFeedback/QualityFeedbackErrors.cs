using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Integrations.QualityFeedback;

/// <summary>Every refusal of this module.</summary>
internal static class QualityFeedbackErrors
{
    public static readonly Refusal OrderNotFound = CommonErrors.NotFound with { Message = "订单不存在" };
}
