using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Integrations.LogisticsSync;

/// <summary>Every refusal of this module.</summary>
internal static class LogisticsSyncErrors
{
    public static readonly Refusal OrderNotFound = CommonErrors.NotFound with { Message = "订单不存在" };
}
