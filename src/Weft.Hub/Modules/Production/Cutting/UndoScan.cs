using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Cutting;

/// <summary>Why the scan was wrong.</summary>
internal sealed record UndoScanRequest(string Reason);

/// <summary>POST /api/production/scans/{id}/undo: a supervisor takes a scan back; the process may be scanned again.</summary>
internal static class UndoScan
{
    public static async Task<Answer<ScanRow>> HandleAsync(
        long id, Fields fields, HttpContext context, HubDbContext db, OrderProgress progress, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var user = context.User();
        var reason = fields.Text("reason", 500, required: true, multiline: true);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        return await db.CommitAsync<ScanRow>(async () =>
        {
            var bundleId = await db.Set<ProcessScan>().Where(s => s.Id == id).Select(s => (long?)s.BundleId).FirstOrDefaultAsync(ct);
            if (bundleId is null || (await BundleFinder.LockAsync(db, bundleId, null, OrderReach.Of(user), ct)) is not { Refusal: null } found)
            {
                return CuttingErrors.ScanNotFound;
            }
            var ((order, bundle), now) = (found.Value, clock.UtcNow());
            var scan = await db.Set<ProcessScan>().FirstOrDefaultAsync(s => s.Id == id, ct);
            if (scan is null)
            {
                return CuttingErrors.ScanNotFound;
            }
            if (order.RefusesAs("撤销扫菲") is { } final)
            {
                return final;
            }
            scan.Undo(now);
            bundle.Scanned(await db.Set<ProcessScan>().AnyAsync(s => s.BundleId == bundle.Id && s.Id != id, ct));
            db.Note(order, "UNDO_SCAN", actor, now, $"{bundle.BundleNo} 号菲 {scan.ProcessName}：{reason}");
            await progress.UpdateAsync(order, ct);
            return ScanProcess.Row(scan, order.OrderNo, TenantTime.For(user.TimeZone));
        }, ct);
    }
}
