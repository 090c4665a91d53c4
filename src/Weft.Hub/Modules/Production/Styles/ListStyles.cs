using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Files;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Styles;

/// <summary>GET /api/production/styles and /api/production/styles/{id}.</summary>
internal static class ListStyles
{
    public static async Task<Answer<PageOf<StyleRow>>> HandleAsync(Fields fields, HttpContext context, HubDbContext db, FileLinks links, CancellationToken ct)
    {
        var page = PageRequest.Read(fields);
        var time = TenantTime.For(context.User().TimeZone);
        var styles = Matching(fields, time, db);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var found = await styles.PageAsync(page, s => s, ct);
        IReadOnlyList<StyleRow> rows = [.. found.Records.Select(s => StyleRow.Of(s, time))];
        rows = await (await rows.WithCoversAsync(db, links, ct)).WithKeepingAsync(context.User(), db, ct);
        return new PageOf<StyleRow>(found.Total, found.Page, found.Size, rows);
    }

    public static async Task<Answer<StyleDetail>> ReadAsync(long id, HttpContext context, HubDbContext db, FileLinks links, CancellationToken ct)
    {
        var time = TenantTime.For(context.User().TimeZone);
        var style = await db.Set<Style>().AsNoTracking().AsSplitQuery().Include(s => s.Processes).Include(s => s.Bom).Include(s => s.SizeTable).FirstOrDefaultAsync(s => s.Id == id, ct);
        if (style is null)
        {
            return ProductionErrors.StyleNotFound;
        }
        var timeline = await db.Set<TimelineEntry>().AsNoTracking().Where(e => e.EntityType == StyleTimeline.StyleType && e.EntityId == id)
            .OrderByDescending(e => e.Time).ThenByDescending(e => e.Id).Take(200).ToListAsync(ct);
        IReadOnlyList<StyleRow> row = [StyleRow.Of(style, time)];
        row = await (await row.WithCoversAsync(db, links, ct)).WithKeepingAsync(context.User(), db, ct);
        return new StyleDetail(row[0])
        {
            UnlinkedOrders = await LinkOrders.Waiting(db, OrderReach.Of(context.User()), style.StyleNo).CountAsync(ct),
            Bom = [.. style.Bom.OrderBy(b => b.SortOrder).Select(b => b.Input())],
            Sizes = [.. style.SizeTable.OrderBy(m => m.SortOrder).Select(m => m.Input())],
            Quotation = StyleQuotation.Of(style),
            Attachments = await Attachments.RowsAsync(id, db, links, time, ct),
            Timeline = [.. timeline.Select(e => new TimelineRow(e.Action, e.From, e.To, e.OperatorName, e.Source, e.Remark, time.Local(e.Time)))],
        };
    }

    public static async Task<Answer<StyleRow>> RowAsync(long id, HttpContext context, HubDbContext db, CancellationToken ct) =>
        await db.Set<Style>().AsNoTracking().Include(s => s.Processes).FirstOrDefaultAsync(s => s.Id == id, ct) is { } style
            ? StyleRow.Of(style, TenantTime.For(context.User().TimeZone))
            : ProductionErrors.StyleNotFound;

    /// <summary>What the list's filters leave, in its order; also what an export writes.</summary>
    public static IQueryable<Style> Matching(Fields fields, TenantTime time, HubDbContext db)
    {
        var (styleNo, category, status, keyword) =
            (fields.Text("styleNo", 64), fields.Text("category", 64), fields.OneOf("status", false, "ENABLED", "DISABLED"), fields.Text("keyword", 64));
        var (node, customer) = (fields.OneOf("progressNode", false, ProgressNodes.Names), fields.Text("customer", 100));
        var (from, to) = (ProductionFields.Moment(fields, "createdFrom", time, isEnd: false), ProductionFields.Moment(fields, "createdTo", time, isEnd: true));
        var styles = db.Set<Style>().AsNoTracking().Include(s => s.Processes).AsQueryable();
        styles = styleNo is null ? styles : styles.Where(s => s.StyleNo == styleNo);
        styles = category is null ? styles : styles.Where(s => s.Category == category);
        styles = customer is null ? styles : styles.Where(s => s.Customer == customer);
        styles = status is null ? styles : styles.Where(s => s.IsEnabled == (status == "ENABLED"));
        styles = ProgressNodes.Parse(node) is { } at ? styles.Where(s => s.ProgressNode == at) : styles;
        styles = from is null ? styles : styles.Where(s => s.CreateTime >= from);
        styles = to is null ? styles : styles.Where(s => s.CreateTime < to);
        styles = keyword is null ? styles : styles.Where(s => s.StyleNo.Contains(keyword) || s.StyleName.Contains(keyword));
        return fields.OneOf("sort", false, "createTime", "-createTime", "styleNo", "-styleNo", "deliveryDate", "-deliveryDate") switch
        {
            "createTime" => styles.OrderBy(s => s.CreateTime).ThenBy(s => s.Id),
            "styleNo" => styles.OrderBy(s => s.StyleNo).ThenBy(s => s.Id),
            "-styleNo" => styles.OrderByDescending(s => s.StyleNo).ThenByDescending(s => s.Id),
            "deliveryDate" => styles.OrderBy(s => s.DeliveryDate).ThenBy(s => s.Id),
            "-deliveryDate" => styles.OrderByDescending(s => s.DeliveryDate).ThenByDescending(s => s.Id),
            _ => styles.OrderByDescending(s => s.CreateTime).ThenByDescending(s => s.Id),
        };
    }
}
