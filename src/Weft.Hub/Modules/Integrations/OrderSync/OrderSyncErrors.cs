using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Integrations.OrderSync;

/// <summary>Every refusal of this module.</summary>
internal static class OrderSyncErrors
{
    public static readonly Refusal IdempotencyConflict =
        new("IDEMPOTENCY_CONFLICT", RefusalKind.Invalid, "外部订单号已存在且内容不一致：{0} 已对应订单 {1}");

    /// <summary>Two rows of one import with the same number; which of them is meant is not ours to guess.</summary>
    public static readonly Refusal NumberTwice = Refusal.Invalid("externalOrderNo", "与上面一行的外部订单号相同，内容不同");

    public static readonly Refusal OrderNotFound = CommonErrors.NotFound with { Message = "订单不存在" };

    /// <summary>Undoes a strict upload; the caller sees each record's error, not this.</summary>
    public static readonly Refusal NothingStored = new("NOTHING_STORED", RefusalKind.State, "严格模式：存在无效记录，全部未保存");

    public static readonly Refusal UnknownAction = new("UNKNOWN_ACTION", RefusalKind.Invalid, "不支持的 action：“{0}”，可选: {1}");
    public static readonly Refusal NoExternalApiUrl =
        new("NOT_CONFIGURED", RefusalKind.State, "未配置客户API地址，请在「客户应用管理」中编辑应用填写");
    public static readonly Refusal NoCallbackSecret = new("NOT_CONFIGURED", RefusalKind.State, "回调密钥尚未领取，请先在「我的应用」中领取密钥");
    public static readonly Refusal NoPull = new("APP_TYPE", RefusalKind.State, "应用“{0}”不是下单对接应用，没有 Pull 接口");
    public static readonly Refusal NotInService = new("STATE", RefusalKind.State, "应用当前不可用（已停用或已过期），不能调用客户API");

    public static Refusal RequiredDatePassed => Refusal.Invalid("requiredDate", "不能早于今天");
}
