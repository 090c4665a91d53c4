using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Gateway;

/// <summary>Every refusal of the signed door (openapi-gateway 4).</summary>
internal static class GatewayErrors
{
    public static readonly Refusal HeaderMissing = new("HEADER_MISSING", RefusalKind.Unauthenticated, "缺少或重复的请求头: {0}");
    public static readonly Refusal Timestamp = new("TIMESTAMP", RefusalKind.Unauthenticated, "时间戳已过期或格式错误（需毫秒）");

    /// <summary>The same for an unknown key and for a wrong signature, so that keys can not be found out (3.5).</summary>
    public static readonly Refusal KeyOrSignature = new("APP_KEY_OR_SIGNATURE", RefusalKind.Unauthenticated, "签名验证失败");
    public static readonly Refusal Replay = new("REPLAY", RefusalKind.Unauthenticated, "请求重复");
    public static readonly Refusal IpDenied = new("IP_DENIED", RefusalKind.Forbidden, "调用方 IP {0} 不在白名单内");
    public static readonly Refusal TenantDisabled = new("TENANT_DISABLED", RefusalKind.Forbidden, "租户已停用");
    public static readonly Refusal AppDisabled = new("APP_DISABLED", RefusalKind.Forbidden, "应用已停用");
    public static readonly Refusal AppExpired = new("APP_EXPIRED", RefusalKind.Forbidden, "应用已过期");
    public static readonly Refusal AppType = new("APP_TYPE", RefusalKind.Forbidden, "应用类型无权调用此接口");
    public static readonly Refusal Rate = new("RATE", RefusalKind.TooMany, "请求过于频繁");
    public static readonly Refusal DailyQuota = new("DAILY_QUOTA", RefusalKind.TooMany, "今日调用次数已达上限");
}
