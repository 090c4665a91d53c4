using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Styles;

/// <summary>GET /api/production/styles and /api/production/styles/{id}.</summary>
internal static class ListStyles
{
    public static async Task<Answer<PageOf<StyleRow>>> HandleAsync(Fields fields, HttpContext context, HubDbContext db, CancellationToken ct)
    {
        var page = PageRequest.Read(fields);
        var (styleNo, category, status, keyword) =
            (fields.Text("styleNo", 64), fields.Text("category", 64), fields.OneOf("status", false, "ENABLED", "DISABLED"), fields.Text("keyword", 64));
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var styles = db.Set<Style>().AsNoTracking().Include(s => s.Processes).AsQueryable();
        styles = styleNo is null ? styles : styles.Where(s => s.StyleNo == styleNo);
        styles = category is null ? styles : styles.Where(s => s.Category == category);
        styles = status is null ? styles : styles.Where(s => s.IsEnabled == (status == "ENABLED"));
        styles = keyword is null ? styles : styles.Where(s => s.StyleNo.Contains(keyword) || s.StyleName.Contains(keyword));
        var found = await styles.OrderByDescending(s => s.CreateTime).ThenByDescending(s => s.Id).PageAsync(page, s => s, ct);
        var time = TenantTime.For(context.User().TimeZone);
        return new PageOf<StyleRow>(found.Total, found.Page, found.Size, [.. found.Records.Select(s => StyleRow.Of(s, time))]);
    }

    public static async Task<Answer<StyleRow>> ReadAsync(long id, HttpContext context, HubDbContext db, CancellationToken ct) =>
        await db.Set<Style>().AsNoTracking().Include(s => s.Processes).FirstOrDefaultAsync(s => s.Id == id, ct) is { } style
            ? StyleRow.Of(style, TenantTime.For(context.User().TimeZone))
            : ProductionErrors.StyleNotFound;
}
