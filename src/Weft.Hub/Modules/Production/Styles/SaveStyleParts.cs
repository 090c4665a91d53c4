using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Styles;

/// <summary>The whole bill of materials, at most 200 lines; it replaces what was there.</summary>
internal sealed record StyleBomRequest(IReadOnlyList<StyleBomInput> Items, int? Version);

/// <summary>The whole size table, at most 1,000 measures; it replaces what was there.</summary>
internal sealed record StyleSizesRequest(IReadOnlyList<StyleSizeInput> Items, int? Version);

/// <summary>All processes with their prices, at most 100, names distinct; they replace what was there.</summary>
internal sealed record StyleProcessesRequest(IReadOnlyList<StyleProcessInput> Items, int? Version);

/// <summary>What is entered of a quotation: other cost, and the margin in percent of the price. Both null takes it back.</summary>
internal sealed record StyleQuotationRequest(decimal? OtherCost, decimal? TargetMargin, int? Version);

/// <summary>PUT /api/production/styles/{id}/bom, /sizes, /processes and /quotation.</summary>
internal static class SaveStyleParts
{
    public static Task<Answer<StyleRow>> BomAsync(long id, Fields fields, HttpContext context, HubDbContext db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var items = fields.Items("items", 200, Material, required: true) ?? [];
        return ChangeStyle.RunAsync(id, fields, context, db, style =>
        {
            style.Replace(items);
            db.NoteStyle(id, "EDIT_BOM", actor, clock.UtcNow());
            return null;
        }, ct, withParts: true);
    }

    public static Task<Answer<StyleRow>> SizesAsync(long id, Fields fields, HttpContext context, HubDbContext db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var items = fields.Items("items", 1000, Measure, required: true) ?? [];
        var pairs = new HashSet<(string, string)>();
        for (var i = 0; i < items.Count; i++)
        {
            if (!pairs.Add((items[i].Part, items[i].Size)))
            {
                fields.Fail($"items[{i}]", $"部位“{items[i].Part}”尺码“{items[i].Size}”重复");
            }
        }
        return ChangeStyle.RunAsync(id, fields, context, db, style =>
        {
            style.Replace(items);
            db.NoteStyle(id, "EDIT_SIZES", actor, clock.UtcNow());
            return null;
        }, ct, withParts: true);
    }

    public static Task<Answer<StyleRow>> ProcessesAsync(long id, Fields fields, HttpContext context, HubDbContext db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var items = ProductionFields.Processes(fields, "items");
        if (items is null && fields.Rejected is null)
        {
            fields.Fail("items", "必填");
        }
        return ChangeStyle.RunAsync(id, fields, context, db, style =>
        {
            style.Replace(items!);
            db.NoteStyle(id, "EDIT_PROCESSES", actor, clock.UtcNow());
            return null;
        }, ct);
    }

    public static Task<Answer<StyleRow>> QuotationAsync(long id, Fields fields, HttpContext context, HubDbContext db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        // At 95 % the price is twenty times the cost; beyond that it is a slip of the pen.
        var (other, margin) = (fields.Number("otherCost", 4), fields.Number("targetMargin", 2, max: 95));
        if (other is null != margin is null && fields.Rejected is null)
        {
            fields.Fail(other is null ? "otherCost" : "targetMargin", "与另一项必须同时填写，或同时为空");
        }
        return ChangeStyle.RunAsync(id, fields, context, db, style =>
        {
            style.Quote(other, margin);
            db.NoteStyle(id, "QUOTE", actor, clock.UtcNow());
            return null;
        }, ct);
    }

    private static StyleBomInput Material(Fields fields, int index) => new(
        fields.OneOf("materialType", true, "面料", "里料", "辅料") ?? "", fields.Text("materialCode", 64), fields.Text("materialName", 128, required: true) ?? "",
        fields.Text("color", 32), fields.Text("specification", 128), fields.Text("unit", 16), fields.Number("usageAmount", 4, max: 1_000_000, required: true) ?? 0,
        fields.Number("lossRate", 2, max: 100) ?? 0, fields.Number("unitPrice", 4) ?? 0, fields.Text("supplier", 100));

    private static StyleSizeInput Measure(Fields fields, int index) => new(
        fields.Text("part", 64, required: true) ?? "", fields.Text("size", 16, required: true) ?? "", fields.Number("value", 2, max: 100_000, required: true) ?? 0,
        fields.Number("tolerance", 2, max: 1000), fields.Text("method", 200));
}
