using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Production.Quality;

/// <summary>Every refusal of inspection and warehousing.</summary>
internal static class QualityErrors
{
    public static readonly Refusal RecordNotFound = CommonErrors.NotFound with { Message = "质检入库记录不存在" };
    public static readonly Refusal BundleNotFound = CommonErrors.NotFound with { Message = "菲号不存在，或不属于订单 {0}（items[{1}]）" };

    public static readonly Refusal AlreadyInspected = new("STATE", RefusalKind.State, "菲号 {0} 已质检");
    public static readonly Refusal OnlyRecheck = new("STATE", RefusalKind.State, "菲号 {0} 已质检，返修待质检 {1} 件：请以复检提交（recheck = true）");
    public static readonly Refusal NothingToRecheck = new("STATE", RefusalKind.State, "{0}没有待复检的返修件，请先申报返修完成");
    public static readonly Refusal NotScanned = new("STATE", RefusalKind.State, "菲号 {0} 还没有工序扫菲，不能质检");
    public static readonly Refusal AllInspected = new("STATE", RefusalKind.State, "质检数量超过上限：已质检 {0}，本次 {1}，最多 {2} 件");
    public static readonly Refusal HasBundles = new("STATE", RefusalKind.State, "订单已生成菲号，请按菲号质检");
    public static readonly Refusal NothingToRepair = new("STATE", RefusalKind.State, "{0}没有待返修的次品");

    public static readonly Refusal AlreadyStored = new("STATE", RefusalKind.State, "质检入库 {0} 已入库（{1}）");
    public static readonly Refusal NothingQualified = new("STATE", RefusalKind.State, "质检入库 {0} 没有合格件，不能入库");
    public static readonly Refusal IsReversed = new("STATE", RefusalKind.State, "质检入库 {0} 已冲销");
    public static readonly Refusal IsReversal = new("STATE", RefusalKind.State, "{0} 是冲销记录，不能再操作");
    public static readonly Refusal RecheckedSince = new("STATE", RefusalKind.State, "质检入库 {0} 的次品已复检，请先冲销复检记录 {1}");
    public static readonly Refusal PiecesLeft = new("STATE", RefusalKind.State, "{0} {1} 已出库 {2} 件，冲销后入库仅 {3} 件，不能冲销");
}
