using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.PartnerApi;

/// <summary>Every refusal of the console's routes; the partner API itself answers in its own literals.</summary>
internal static class PartnerApiErrors
{
    public static readonly Refusal SystemNotFound = CommonErrors.NotFound with { Message = "协同平台不存在" };
    public static readonly Refusal UserNotFound = CommonErrors.NotFound with { Message = "协同平台用户不存在" };
    public static readonly Refusal RequestNotFound = CommonErrors.NotFound with { Message = "API请求不存在" };
    public static readonly Refusal ExportNotFound = CommonErrors.NotFound with { Message = "导出履历不存在" };
    public static readonly Refusal NothingHandedOut = new("STATE", RefusalKind.State, "这次查询不领取单据，没有可以重新交付的内容");
    public static readonly Refusal RowNotFound = CommonErrors.NotFound with { Message = "{0}不存在" };
    public static readonly Refusal Taken = new("CODE_TAKEN", RefusalKind.Conflict, "{0} 已存在，请换一个编码或名称");
    public static readonly Refusal NotByHand = new("STATE", RefusalKind.State, "请求当前为{0}，只能设为 未处理、已处理 或 处理异常，且不能修改正在处理、格式错误的请求");
    public static readonly Refusal NotProcessable = new("STATE", RefusalKind.State, "请求当前为{0}，只有未处理、需重新处理、处理异常，以及数据错误且没有生成单据的请求可以立即处理");
    public static readonly Refusal AlreadyMade = new("STATE", RefusalKind.State, "请求已处理成功并生成了单据，不能修改状态");
    public static readonly Refusal DocumentNotFound = CommonErrors.NotFound with { Message = "协同单据不存在" };
    public static readonly Refusal NotDone = new("STATE", RefusalKind.State, "{0}");
    public static readonly Refusal BodyGone = new("STATE", RefusalKind.State, "请求内容已超过保留期限，不能再处理");
    public static readonly Refusal NotTaken = new("STATE", RefusalKind.State, "物流回执状态为{0}，只有处理中、处理错误的发货单可以退回待处理");
    public static readonly Refusal ShipmentReversed = new("STATE", RefusalKind.State, "发货单已冲销，不能退回待处理");
    public static readonly Refusal NoOpenTransfer = new("STATE", RefusalKind.State, "不是开放的移库单，没有等待物流回执");
    public static readonly Refusal SideNotTaken = new("STATE", RefusalKind.State, "{0}的物流回执状态为{1}，只有处理中、处理错误的可以退回待处理");
}
