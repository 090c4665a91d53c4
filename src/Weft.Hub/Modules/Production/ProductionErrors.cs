using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Production;

/// <summary>Every refusal of this module.</summary>
internal static class ProductionErrors
{
    public static readonly Refusal OrderNotFound = CommonErrors.NotFound with { Message = "生产订单不存在" };
    public static readonly Refusal StyleNotFound = CommonErrors.NotFound with { Message = "款式不存在" };
    public static readonly Refusal FactoryNotFound = CommonErrors.NotFound with { Message = "加工厂不存在" };

    public static readonly Refusal OrderIsFinal = new("STATE", RefusalKind.State, "订单{0}，不能再{1}");
    public static readonly Refusal NothingCut = new("STATE", RefusalKind.State, "关单条件未满足：订单尚未裁剪，裁剪数为 0");
    public static readonly Refusal TooFewQualified = new("STATE", RefusalKind.State, "关单条件未满足：合格入库 {0}/{1}");
    public static readonly Refusal CancelInProduction = new("STATE", RefusalKind.State, "订单已开始生产，不能取消；请使用报废");
    public static readonly Refusal ScrapShipped = new("STATE", RefusalKind.State, "订单已出库 {0} 件，不能报废");
    public static readonly Refusal OnlyWhilePending = new("STATE", RefusalKind.State, "订单{0}，只有待生产的订单可以修改{1}");
    public static readonly Refusal NoTemplate = new("STATE", RefusalKind.State, "款式 {0} 不在款式库中，或还没有工序；请先在款式管理中维护工序单价");
    public static readonly Refusal LinesAllocated = new("STATE", RefusalKind.State, "订单的颜色尺码已拆分");
    public static readonly Refusal StyleDisabled = new("STATE", RefusalKind.State, "款式 {0} 已停用，不能下单");

    public static readonly Refusal ForceNotAllowed = CommonErrors.Forbidden with { Message = "只有管理员可以强制关单" };

    public static readonly Refusal StyleNoTaken = new("STYLE_NO_TAKEN", RefusalKind.Conflict, "款号 {0} 已存在");
    public static readonly Refusal FactoryNameTaken = new("FACTORY_NAME_TAKEN", RefusalKind.Conflict, "加工厂名称 {0} 已存在");
    public static readonly Refusal FactoryCodeTaken = new("FACTORY_CODE_TAKEN", RefusalKind.Conflict, "加工厂编码 {0} 已存在");
    public static readonly Refusal ProcessNameTaken = new("PROCESS_NAME_TAKEN", RefusalKind.Conflict, "工序 {0} 已存在");

    public static Refusal ReasonMissing => Refusal.Invalid("reason", "必填：请说明原因");

    public static Refusal FactoryUnusable => Refusal.Invalid("factoryId", "加工厂不存在或已停用");
}
