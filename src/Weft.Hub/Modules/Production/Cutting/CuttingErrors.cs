using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Production.Cutting;

/// <summary>Every refusal of the cutting room and of process scans.</summary>
internal static class CuttingErrors
{
    public static readonly Refusal TaskTaken = new("STATE", RefusalKind.State, "该任务已被「{0}」领取");
    public static readonly Refusal TaskThere = new("STATE", RefusalKind.State, "订单 {0} 已有裁剪任务，颜色尺码也已拆分，请直接打开它的任务");
    public static readonly Refusal NotTaken = new("STATE", RefusalKind.State, "裁剪任务还没有领取，请先领取");
    public static readonly Refusal MaterialMissing = new("STATE", RefusalKind.State, "面辅料未到齐（到料 {0}%），不能领取；到齐或确认采购后再领取");
    public static readonly Refusal LinesOpen = new("STATE", RefusalKind.State, "订单的颜色尺码未拆分，请先拆分再裁剪");
    public static readonly Refusal OverCut = new("STATE", RefusalKind.State, "裁剪数量超过上限：已裁 {0}，本次 {1}，订单 {2} 件最多可裁 {3} 件");
    public static readonly Refusal InspectedLoose = new("STATE", RefusalKind.State, "订单已按颜色尺码质检 {0} 件，不能再生成菲号");
    public static readonly Refusal NotYours = CommonErrors.Forbidden with { Message = "只有领取人「{0}」或主管可以退回" };
    public static readonly Refusal BundlesInUse = new("STATE", RefusalKind.State, "菲号 {0} 已扫菲或已质检，不能退回");
    public static readonly Refusal BundleNotFound = CommonErrors.NotFound with { Message = "菲号不存在" };
    public static readonly Refusal ScanNotFound = CommonErrors.NotFound with { Message = "扫菲记录不存在" };
    public static readonly Refusal BundleScrapped = new("STATE", RefusalKind.State, "菲号 {0} 已报废，不能扫菲");

    public static Refusal UnknownProcess(string given, IEnumerable<string> known) => Refusal.Invalid(
        "processName", known.Any() ? $"订单没有工序“{given}”，可选: {string.Join("、", known)}" : "订单没有工序，请先在订单中维护工序");
}
