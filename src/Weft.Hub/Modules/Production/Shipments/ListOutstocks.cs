using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Shipments;

/// <summary>GET /api/warehousing/outstocks and /{no} (出库记录, console-pages 8).</summary>
internal static class ListOutstocks
{
    public static async Task<Answer<PageOf<OutstockRow>>> HandleAsync(Fields fields, HttpContext context, HubDbContext db, CancellationToken ct)
    {
        var user = context.User();
        var page = PageRequest.Read(fields);
        var rows = Matching(fields, user, db);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var found = await rows.PageAsync(page, o => o, ct);
        return new PageOf<OutstockRow>(found.Total, found.Page, found.Size, [.. found.Records.Select(o => OutstockRow.Of(o, user))]);
    }

    /// <summary>The documents that the reader's scope and the list's filters leave, in its order; also what an export writes.</summary>
    public static IQueryable<Outstock> Matching(Fields fields, SignedInUser user, HubDbContext db) =>
        Narrow(db.Set<Outstock>().AsNoTracking().Within(OrderReach.Of(user), db), fields, TenantTime.For(user.TimeZone))
            .Include(o => o.Items).OrderByDescending(o => o.CreateTime).ThenByDescending(o => o.Id);

    public static async Task<Answer<OutstockRow>> ReadAsync(string outstockNo, HttpContext context, HubDbContext db, CancellationToken ct)
    {
        var user = context.User();
        var outstock = await db.Set<Outstock>().AsNoTracking().Within(OrderReach.Of(user), db).Include(o => o.Items).FirstOrDefaultAsync(o => o.OutstockNo == outstockNo, ct);
        return outstock is null ? ShipmentErrors.NotFound : await DetailAsync(db, outstock, user, ct);
    }

    public static async Task<OutstockRow> DetailAsync(HubDbContext db, Outstock outstock, SignedInUser user, CancellationToken ct)
    {
        var time = TenantTime.For(user.TimeZone);
        var timeline = await db.Set<TimelineEntry>().AsNoTracking().Where(e => e.EntityType == OutstockJournal.EntityType && e.EntityId == outstock.Id)
            .OrderByDescending(e => e.Time).ThenByDescending(e => e.Id).ToListAsync(ct);
        return OutstockRow.Of(outstock, user) with
        {
            Timeline = [.. timeline.Select(e => new TimelineRow(e.Action, e.From, e.To, e.OperatorName, e.Source, e.Remark, time.Local(e.Time)))],
        };
    }

    private static IQueryable<Outstock> Narrow(IQueryable<Outstock> rows, Fields fields, TenantTime time)
    {
        rows = OutstockTypeWords.Parse(fields.OneOf("outstockType", false, "shipment", "transfer", "scrap")) is { } type ? rows.Where(o => o.Type == type) : rows;
        rows = fields.Text("outstockNo", 40) is { } no ? rows.Where(o => o.OutstockNo == no) : rows;
        rows = fields.Text("orderNo", 32) is { } orderNo ? rows.Where(o => o.OrderNo == orderNo) : rows;
        rows = fields.Text("styleNo", 64) is { } styleNo ? rows.Where(o => o.StyleNo == styleNo || o.Items.Any(i => i.StyleNo == styleNo)) : rows;
        rows = fields.Text("trackingNo", 64) is { } tracking ? rows.Where(o => o.TrackingNo == tracking) : rows;
        rows = fields.Text("warehouse", 64) is { } warehouse ? rows.Where(o => o.Warehouse == warehouse) : rows;
        rows = fields.Flag("shippingFilled") is { } filled ? rows.Where(o => (o.TrackingNo != null || o.ExpressCompany != null) == filled) : rows;
        rows = fields.Flag("reversed") is { } reversed ? rows.Where(o => o.Reversed == reversed) : rows;
        rows = fields.OneOf("receiveStatus", false, "none", "received") switch
        {
            "none" => rows.Where(o => o.ReceiveStatus == ReceiveStatus.None),
            "received" => rows.Where(o => o.ReceiveStatus == ReceiveStatus.Received),
            _ => rows,
        };
        rows = ProductionFields.Moment(fields, "from", time, isEnd: false) is { } from ? rows.Where(o => o.CreateTime >= from) : rows;
        rows = ProductionFields.Moment(fields, "to", time, isEnd: true) is { } to ? rows.Where(o => o.CreateTime < to) : rows;
        return fields.Text("keyword", 64) is { } keyword
            ? rows.Where(o => o.OutstockNo.Contains(keyword) || (o.OrderNo != null && o.OrderNo.Contains(keyword)) || o.StyleNo.Contains(keyword)
                || (o.TrackingNo != null && o.TrackingNo.Contains(keyword)))
            : rows;
    }
}
