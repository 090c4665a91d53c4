using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Styles;

/// <summary>The number of the new style, and its name if it shall have another.</summary>
internal sealed record CopyStyleRequest(string StyleNo, string? StyleName);

/// <summary>POST /api/production/styles/{id}/copy: a new style with the processes, materials, sizes and quotation of the old, and a history of its own.</summary>
internal static class CopyStyle
{
    public static async Task<Answer<StyleRow>> HandleAsync(long id, Fields fields, HttpContext context, HubDbContext db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var (styleNo, name) = (fields.Text("styleNo", 64, required: true) ?? "", fields.Text("styleName", 128));
        if (fields.Rejected is { } rejected)
        {
            return await db.Set<Style>().AnyAsync(s => s.Id == id, ct) ? rejected : ProductionErrors.StyleNotFound;
        }
        try
        {
            var result = await db.UnitAsync(() => CopyAsync(id, styleNo, name, db, actor, clock, ct), ct);
            return result.IsRefused(out var refusal) ? refusal : StyleRow.Of(result.Value, TenantTime.For(context.User().TimeZone));
        }
        catch (DbUpdateException error) when (HubDatabase.IsUniqueViolation(error))
        {
            return ProductionErrors.StyleNoTaken.With(styleNo);
        }
    }

    private static async Task<Result<Style>> CopyAsync(long id, string styleNo, string? name, HubDbContext db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var style = await db.Set<Style>().AsNoTracking().AsSplitQuery().Include(s => s.Processes).Include(s => s.Bom).Include(s => s.SizeTable)
            .FirstOrDefaultAsync(s => s.Id == id, ct);
        if (style is null)
        {
            return ProductionErrors.StyleNotFound;
        }
        if (await db.Set<Style>().AnyAsync(s => s.StyleNo == styleNo, ct))
        {
            return ProductionErrors.StyleNoTaken.With(styleNo);
        }
        var copy = new Style(db.FilterTenant, styleNo, style.Content() with { StyleName = name ?? style.StyleName });
        copy.Replace([.. style.Bom.OrderBy(b => b.SortOrder).Select(b => b.Input())]);
        copy.Replace([.. style.SizeTable.OrderBy(m => m.SortOrder).Select(m => m.Input())]);
        copy.Quote(style.OtherCost, style.TargetMargin);
        db.Add(copy);
        db.NoteStyle(copy.Id, "COPY", actor, clock.UtcNow(), remark: $"复制自 {style.StyleNo}");
        await db.SaveChangesAsync(ct);
        return copy;
    }
}
