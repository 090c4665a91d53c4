namespace Weft.Hub.Modules.Production.Styles;

/// <summary>How far the development of a style is (production-domain 3); in the order in which it goes.</summary>
internal enum ProgressNode
{
    NotStarted,
    PatternInWork,
    PatternDone,
    SampleInWork,
    SampleDone,
}

/// <summary>The words for them, which also go over the wire.</summary>
internal static class ProgressNodes
{
    public static readonly string[] Names = ["未开始", "纸样开发中", "纸样完成", "样衣制作中", "样衣完成"];

    public static string ChineseName(this ProgressNode node) => Names[(int)node];

    public static ProgressNode? Parse(string? name) => Array.IndexOf(Names, name) is >= 0 and var at ? (ProgressNode)at : null;

    public static IEnumerable<ProgressNode> Beside(this ProgressNode node) =>
        new[] { node - 1, node + 1 }.Where(n => n is >= ProgressNode.NotStarted and <= ProgressNode.SampleDone);
}
