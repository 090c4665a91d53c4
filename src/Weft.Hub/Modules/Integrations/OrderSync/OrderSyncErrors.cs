using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Integrations.OrderSync;

/// <summary>Every refusal of this module.</summary>
internal static class OrderSyncErrors
{
    public static readonly Refusal IdempotencyConflict =
        new("IDEMPOTENCY_CONFLICT", RefusalKind.Invalid, "外部订单号已存在且内容不一致：{0} 已对应订单 {1}");

    public static readonly Refusal OrderNotFound = CommonErrors.NotFound with { Message = "订单不存在" };

    /// <summary>Undoes a strict upload; the caller sees each record's error, not this.</summary>
    public static readonly Refusal NothingStored = new("NOTHING_STORED", RefusalKind.State, "严格模式：存在无效记录，全部未保存");

    public static Refusal RequiredDatePassed => Refusal.Invalid("requiredDate", "不能早于今天");
}
