using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Webhooks;

internal static class WebhooksErrors
{
    public static readonly Refusal NoCallbackUrl = new("NOT_CONFIGURED", RefusalKind.State, "未配置推送地址，请先在「客户应用管理」中填写回调地址");
    public static readonly Refusal NoCallbackSecret = new("NOT_CONFIGURED", RefusalKind.State, "回调密钥尚未领取，请先在「我的应用」中领取密钥");
    public static readonly Refusal NotInService = new("STATE", RefusalKind.State, "应用当前不可用（{0}），不能推送");
    public static readonly Refusal RecoveryRunning = new("STATE", RefusalKind.State, "该应用已有一个正在进行的批量补推，请等待完成或先取消");
    public static readonly Refusal RecoveryOver = new("STATE", RefusalKind.State, "该批量补推已经结束，不能取消");
}
