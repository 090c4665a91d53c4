using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Integrations.PaymentSync;

/// <summary>Every refusal of this module.</summary>
internal static class PaymentSyncErrors
{
    public static readonly Refusal StatementNotFound = CommonErrors.NotFound with { Message = "对账单不存在" };
}
