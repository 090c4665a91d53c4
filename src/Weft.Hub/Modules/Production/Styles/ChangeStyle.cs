using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Styles;

/// <summary>A change of one style at the version that its reader saw. Its version grows also when only a part of it changes.</summary>
internal static class ChangeStyle
{
    public static async Task<Answer<StyleRow>> RunAsync(
        long id, Fields fields, HttpContext context, HubDbContext db, Func<Style, Refusal?> change, CancellationToken ct, bool withParts = false)
    {
        var version = fields.Integer("version", 0, int.MaxValue);
        if (fields.Rejected is { } rejected)
        {
            // What is not there is not there, whatever is asked of it.
            return await db.Set<Style>().AnyAsync(s => s.Id == id, ct) ? rejected : ProductionErrors.StyleNotFound;
        }
        var result = await db.CommitAsync<Style>(async () =>
        {
            var styles = db.Set<Style>().Include(s => s.Processes).AsQueryable();
            styles = withParts ? styles.AsSplitQuery().Include(s => s.Bom).Include(s => s.SizeTable) : styles;
            var style = await styles.FirstOrDefaultAsync(s => s.Id == id, ct);
            if (style is null)
            {
                return ProductionErrors.StyleNotFound;
            }
            if (version is { } seen && seen != style.Version)
            {
                return CommonErrors.Stale;
            }
            if (change(style) is { } refusal)
            {
                return refusal;
            }
            db.Entry(style).Property(s => s.StyleName).IsModified = true;
            return style;
        }, ct);
        return result.IsRefused(out var refused) ? refused : StyleRow.Of(result.Value, TenantTime.For(context.User().TimeZone));
    }
}

/// <summary>Writes what happened to a style, in the commit of what it describes.</summary>
internal static class StyleTimeline
{
    public const string StyleType = "STYLE";

    public static void NoteStyle(
        this HubDbContext db, long styleId, string action, Actor actor, DateTime now, string? from = null, string? to = null, string? remark = null) =>
        db.Set<TimelineEntry>().Add(new TimelineEntry(StyleType, styleId, action, actor, now) { From = from, To = to, Remark = remark });
}
