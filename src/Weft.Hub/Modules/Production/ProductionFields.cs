using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production;

/// <summary>Reads what several doors take in the same shape; errors go to the <see cref="Fields"/>.</summary>
public static class ProductionFields
{
    private static readonly string[] Stages = ["采购", "裁剪", "车缝", "二次工艺", "尾部", "入库"];

    /// <summary>Lines of one colour and size each: at most 500, pairs distinct (openapi-gateway 6.1, <c>items</c>).</summary>
    public static IReadOnlyList<OrderLineInput>? Lines(Fields fields, string name, bool required = false)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var lines = fields.Items(name, 500, (item, index) =>
        {
            var size = item.Text("size", 16, required: true);
            if (size?.Contains(',') == true)
            {
                item.Fail("size", "不能包含逗号");
            }
            return new OrderLineInput(item.Text("color", 32, required: true) ?? "", size ?? "", (int)(item.Integer("quantity", 1, 1_000_000, required: true) ?? 0));
        }, required);
        var pairs = new HashSet<(string, string)>();
        for (var i = 0; i < (lines?.Count ?? 0); i++)
        {
            if (lines![i] is { Quantity: > 0 } line && !pairs.Add((line.Color, line.Size)))
            {
                fields.Fail($"{name}[{i}]", $"颜色“{line.Color}”尺码“{line.Size}”重复");
            }
        }
        return lines;
    }

    /// <summary>The end of a range of time: an instant with offset, or a day of the tenant, which is meant whole.</summary>
    /// <param name="fields">The request.</param>
    /// <param name="name">The field.</param>
    /// <param name="time">The tenant's zone.</param>
    /// <param name="isEnd">True for the end of a range: the instant after the last one that is meant.</param>
    public static DateTime? Moment(Fields fields, string name, TenantTime time, bool isEnd)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(time);
        var text = fields.Text(name, 40);
        if (text is null)
        {
            return null;
        }
        if (text.Length > 10)
        {
            return fields.Instant(name) is { } instant ? (isEnd ? instant.AddMilliseconds(1) : instant) : null;
        }
        return fields.Date(name) is { } day && day < DateOnly.MaxValue ? time.StartOf(isEnd ? day.AddDays(1) : day) : null;
    }

    /// <summary>Everything of a style but its number.</summary>
    public static StyleContent Style(Fields fields, bool isNameRequired)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new StyleContent
        {
            StyleName = fields.Text("styleName", 128, isNameRequired),
            Category = fields.Text("category", 64, isNameRequired),
            Season = fields.Text("season", 32),
            Year = (int?)fields.Integer("year", 1990, 2100),
            Month = (int?)fields.Integer("month", 1, 12),
            Color = fields.Text("color", 500),
            Size = fields.Text("size", 500),
            Customer = fields.Text("customer", 100),
            Price = fields.Number("price", 2),
            Cycle = (int?)fields.Integer("cycle", 0, 3650),
            Description = fields.Text("description", 2000, multiline: true),
            PlateType = fields.Text("plateType", 32),
            PatternNo = fields.Text("patternNo", 64),
            Processes = Processes(fields, "processes"),
        };
    }

    /// <summary>Processes of a style, at most 100, names distinct.</summary>
    public static IReadOnlyList<StyleProcessInput>? Processes(Fields fields, string name)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var processes = fields.Items(name, 100, Process);
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < (processes?.Count ?? 0); i++)
        {
            if (processes![i].ProcessName is { Length: > 0 } processName && !names.Add(processName))
            {
                fields.Fail($"{name}[{i}].processName", $"工序“{processName}”重复");
            }
        }
        return processes;
    }

    /// <summary>One process of a style; its place in the list is its order when it gives none.</summary>
    public static StyleProcessInput Process(Fields fields, int index)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new StyleProcessInput(
            fields.Text("processCode", 32), fields.Text("processName", 64, required: true) ?? "", fields.OneOf("progressStage", required: false, Stages),
            fields.Text("machineType", 64), (int?)fields.Integer("standardTime", 0, 86_400), fields.Number("price", 4) ?? 0, (int)(fields.Integer("sortOrder", 0, 10_000) ?? index + 1));
    }
}
