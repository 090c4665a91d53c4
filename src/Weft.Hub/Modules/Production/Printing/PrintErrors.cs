using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Production.Printing;

/// <summary>Every refusal of printing.</summary>
internal static class PrintErrors
{
    /// <summary>Labels of one document: more would keep a browser busy for minutes, and no roll has as many.</summary>
    public const int MaxLabels = 2000;

    public static readonly Refusal NoBundles = new("STATE", RefusalKind.State, "订单 {0} 还没有菲号，请先生成菲号再打印");

    public static Refusal TooMany(int labels) =>
        Refusal.Invalid("bundleNos", $"一次最多打印 {MaxLabels} 张标签，本次 {labels} 张；请用 bundleNos 分批打印，如 bundleNos=1-{MaxLabels}");

    public static Refusal UnknownBundles(IReadOnlyList<int> missing) =>
        Refusal.Invalid("bundleNos", $"订单没有扎号 {string.Join("、", missing.Take(10))}{(missing.Count > 10 ? $" 等 {missing.Count} 个" : "")}，请核对后重试");
}
