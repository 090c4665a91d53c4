using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Production.Styles;

/// <summary>Refusals of the style library beyond those that orders share.</summary>
internal static class StyleErrors
{
    public static readonly Refusal OneStep = new("STATE", RefusalKind.State, "进度节点一次只能移动一步：当前为“{0}”，可以改为：{1}");
    public static readonly Refusal AlreadySwitched = new("STATE", RefusalKind.State, "款式 {0} 已{1}");
    public static readonly Refusal InUse = new("IN_USE", RefusalKind.State, "款式 {0} 已有 {1} 个生产订单，不能删除；可以停用");
    public static readonly Refusal NothingToLink = new("STATE", RefusalKind.State, "款号 {0} 没有待关联的订单");
    public static readonly Refusal AttachmentNotFound = CommonErrors.NotFound with { Message = "附件不存在" };
    public static readonly Refusal TooManyAttachments = new("STATE", RefusalKind.State, "每个款式最多 {0} 个附件，请先删除不用的");
}
