using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Weft.Hub.Modules.Production.Cutting;

/// <summary>A scan with the number of its order, as it is read.</summary>
internal sealed record NumberedScan(ProcessScan Scan, string OrderNo);

/// <summary>GET /api/production/scans: what was scanned, newest first; undone scans are not in it.</summary>
internal static class ListScans
{
    public static async Task<Answer<PageOf<ScanRow>>> HandleAsync(Fields fields, HttpContext context, HubDbContext db, CancellationToken ct)
    {
        var user = context.User();
        var time = TenantTime.For(user.TimeZone);
        var page = PageRequest.Read(fields);
        var scans = Matching(fields, user, time, db);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var found = await scans.PageAsync(page, s => s, ct);
        return new PageOf<ScanRow>(found.Total, found.Page, found.Size, [.. found.Records.Select(r => ScanProcess.Row(r.Scan, r.OrderNo, time))]);
    }

    /// <summary>The scans that the reader's scope and the list's filters leave, in its order; also what an export writes.</summary>
    public static IQueryable<NumberedScan> Matching(Fields fields, SignedInUser user, TenantTime time, HubDbContext db)
    {
        var (orderNo, process, by, bundleId) = (fields.Text("orderNo", 32), fields.Text("processName", 64), fields.Text("operatorName", 128), fields.Integer("bundleId", min: 1));
        var (from, to) = (ProductionFields.Moment(fields, "from", time, isEnd: false), ProductionFields.Moment(fields, "to", time, isEnd: true));
        var orders = db.Set<ProductionOrder>().Where(OrderReach.Of(user).Filter(db));
        var scans = db.Set<ProcessScan>().AsNoTracking().Where(s => orders.Any(o => o.Id == s.OrderId && (orderNo == null || o.OrderNo == orderNo)));
        scans = process is not null ? scans.Where(s => s.ProcessName == process) : scans;
        scans = by is not null ? scans.Where(s => s.OperatorName == by) : scans;
        scans = bundleId is not null ? scans.Where(s => s.BundleId == bundleId) : scans;
        scans = from is not null ? scans.Where(s => s.ScanTime >= from) : scans;
        scans = to is not null ? scans.Where(s => s.ScanTime < to) : scans;
        return scans.OrderByDescending(s => s.ScanTime).ThenByDescending(s => s.Id)
            .Select(s => new NumberedScan(s, db.Set<ProductionOrder>().Where(o => o.Id == s.OrderId).Select(o => o.OrderNo).First()));
    }
}
