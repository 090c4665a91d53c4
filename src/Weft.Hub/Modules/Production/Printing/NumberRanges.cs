using System.Globalization;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Production.Printing;

/// <summary>Numbers as people write them for a printer: <c>1,3,5-20</c>.</summary>
internal static class NumberRanges
{
    private const int MaxText = 4000;

    /// <summary>Distinct and ascending; null when the field is absent, or wrong and marked so.</summary>
    public static IReadOnlyList<int>? Read(Fields fields, string name)
    {
        if (fields.Text(name, MaxText) is not { } text)
        {
            return null;
        }
        var numbers = new SortedSet<int>();
        foreach (var part in text.Split([',', '，'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = part.Split('-', StringSplitOptions.TrimEntries);
            if (ends.Length > 2 || Number(ends[0]) is not { } first || Number(ends[^1]) is not { } last || last < first)
            {
                fields.Fail(name, $"“{Short(part)}”不是扎号；请写正整数和范围，用逗号分隔，如 1,3,5-20");
                return null;
            }
            if ((long)last - first + 1 + numbers.Count > PrintErrors.MaxLabels)
            {
                fields.Fail(name, $"一次最多打印 {PrintErrors.MaxLabels} 张标签；请分批打印，如 1-{PrintErrors.MaxLabels}");
                return null;
            }
            numbers.UnionWith(Enumerable.Range(first, last - first + 1));
        }
        if (numbers.Count == 0)
        {
            fields.Fail(name, "没有扎号；请写正整数和范围，用逗号分隔，如 1,3,5-20，全部打印时不填");
            return null;
        }
        return [.. numbers];
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < int.MaxValue ? number : null;

    private static string Short(string text) => text.Length > 20 ? text[..20] + "…" : text;
}
