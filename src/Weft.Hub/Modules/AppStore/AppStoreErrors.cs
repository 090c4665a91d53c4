using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.AppStore;

/// <summary>Every refusal of the store and of credentials.</summary>
internal static class AppStoreErrors
{
    // Trials and orders (app-store 2, 3).
    public static readonly Refusal TrialUsed = new("TRIAL_USED", RefusalKind.State, "您已试用过该应用，每个应用仅可试用一次");
    public static readonly Refusal AlreadySubscribed = new("ALREADY_SUBSCRIBED", RefusalKind.State, "您已有该应用的有效订阅，无需再试用");
    public static readonly Refusal OrderPending = new("ORDER_PENDING", RefusalKind.State, "您已有一个待处理的相同订单，请等待处理，或先取消该订单");
    public static readonly Refusal Perpetual = new("PERPETUAL", RefusalKind.State, "该应用已永久开通，无需购买或续费");
    public static readonly Refusal NotRenewable = new("STATE", RefusalKind.State, "该订阅已取消，不能续费，请在应用商店重新购买");
    public static readonly Refusal NotPending = new("STATE", RefusalKind.State, "订单当前状态为{0}，只有待处理的订单可以{1}");
    public static readonly Refusal NotRefundable = new("STATE", RefusalKind.State, "订单当前状态为{0}，只有已激活的订单可以退款");
    public static readonly Refusal AmountDiffers = new("AMOUNT", RefusalKind.Invalid, "金额与订单应付金额不符，应为 {0:0.00}");
    public static readonly Refusal TransactionKnown = new("TRANSACTION_KNOWN", RefusalKind.State, "该支付方式的交易号已登记过，请核对");
    public static readonly Refusal NothingToRevoke = new("STATE", RefusalKind.State, "该租户没有这些应用的有效订阅");

    // Credentials (app-store 6).
    public static readonly Refusal NotSubscribed = new("NOT_SUBSCRIBED", RefusalKind.State, "请先在应用商店开通");
    public static readonly Refusal TooManyCredentials = new("LIMIT", RefusalKind.State, "每种应用最多创建 {0} 个，请先删除不用的应用");
    public static readonly Refusal DisabledByPlatform = new("PLATFORM_DISABLED", RefusalKind.Forbidden, "该应用已被平台停用，请联系平台处理");
    public static readonly Refusal Expired = new("APP_EXPIRED", RefusalKind.State, "应用已过期，请先续费");
    public static readonly Refusal SecretPending = new("SECRET_PENDING", RefusalKind.State, "该应用的密钥尚未领取，请先领取密钥");
    public static readonly Refusal SecretClaimed = new("SECRET_CLAIMED", RefusalKind.State, "密钥已被领取；如未保存，请重置密钥");
    public static readonly Refusal PasswordNeeded = new("PASSWORD_NEEDED", RefusalKind.Forbidden, "请输入登录密码确认此操作");
}
