using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Cutting;

/// <summary>A bundle, by label or id, and a process of its order, by name or code. Left out, the quantity is the whole bundle.</summary>
internal sealed record ScanProcessRequest(string? QrCode, long? BundleId, string? ProcessName, string? ProcessCode, int? Quantity);

internal sealed record ScanRow(
    long ScanId, string OrderNo, long BundleId, int BundleNo, string? ProcessCode, string ProcessName, string? Stage, int Quantity, decimal UnitPrice, string OperatorName,
    DateTimeOffset ScanTime, string Source);

/// <summary><c>duplicated</c>: the process was scanned before, and that scan is what stands here.</summary>
internal sealed record ScanAnswer(ScanRow Scan, int ProductionProgress, bool Duplicated);

/// <summary>POST /api/production/scans (扫菲, production-domain 5). Safe to repeat: a bundle has one scan for each process.</summary>
internal static class ScanProcess
{
    public static async Task<Answer<ScanAnswer>> HandleAsync(Fields fields, HttpContext context, HubDbContext db, RecordScan record, CancellationToken ct)
    {
        var user = context.User();
        var request = new ScanProcessRequest(
            fields.Text("qrCode", 200), fields.Integer("bundleId", min: 1), fields.Text("processName", 64), fields.Text("processCode", 32), (int?)fields.Integer("quantity", 1, 1_000_000));
        if (!fields.Gives("qrCode") && !fields.Gives("bundleId"))
        {
            fields.Fail("qrCode", "qrCode 和 bundleId 必填其一");
        }
        if (!fields.Gives("processName") && !fields.Gives("processCode"))
        {
            fields.Fail("processName", "processName 和 processCode 必填其一");
        }
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        return await db.CommitAsync(() => record.ExecuteAsync(request, OrderReach.Of(user), TenantTime.For(user.TimeZone), ct), ct);
    }

    public static ScanRow Row(ProcessScan scan, string orderNo, TenantTime time) => new(
        scan.Id, orderNo, scan.BundleId, scan.BundleNo, scan.ProcessCode, scan.ProcessName, scan.Stage, scan.Quantity, scan.UnitPrice, scan.OperatorName,
        time.Local(scan.ScanTime), scan.Source);
}

/// <summary>Writes that someone did a process on a bundle, once (production-domain 5); production begins with it. Within the caller's commit.</summary>
internal sealed class RecordScan(HubDbContext db, BeginProduction begin, OrderProgress progress, Actor actor, TimeProvider clock)
{
    public async Task<Result<ScanAnswer>> ExecuteAsync(ScanProcessRequest request, OrderReach reach, TenantTime time, CancellationToken ct)
    {
        var found = await BundleFinder.LockAsync(db, request.BundleId, request.QrCode, reach, ct);
        if (found.IsRefused(out var missing))
        {
            return missing;
        }
        var (order, bundle) = found.Value;
        var named = order.Processes.FirstOrDefault(p => (request.ProcessCode is null || p.Code == request.ProcessCode) && (request.ProcessName is null || p.Name == request.ProcessName));
        if (named is not { } process)
        {
            return CuttingErrors.UnknownProcess(request.ProcessName ?? request.ProcessCode!, order.Processes.Select(p => p.Name));
        }
        var stored = await db.Set<ProcessScan>().FirstOrDefaultAsync(s => s.BundleId == bundle.Id && s.ProcessName == process.Name, ct);
        if (stored is not null)
        {
            return new ScanAnswer(ScanProcess.Row(stored, order.OrderNo, time), order.ProductionProgress, Duplicated: true);
        }
        if (Refused(order, bundle, request.Quantity) is { } refused)
        {
            return refused;
        }
        var now = clock.UtcNow();
        if (begin.On(order, "扫菲：" + process.Name) is { } final)
        {
            return final;
        }
        var scan = db.Add(new ProcessScan(bundle, process, request.Quantity ?? bundle.Quantity, actor, now)).Entity;
        bundle.Scanned(isScanned: true);
        await progress.UpdateAsync(order, ct);
        return new ScanAnswer(ScanProcess.Row(scan, order.OrderNo, time), order.ProductionProgress, Duplicated: false);
    }

    private static Refusal? Refused(ProductionOrder order, CuttingBundle bundle, int? quantity) =>
        order.RefusesAs("扫菲") is { } final ? final
        : bundle.Status == BundleStatus.Scrapped ? CuttingErrors.BundleScrapped.With(bundle.BundleNo)
        : quantity > bundle.Quantity ? Refusal.Invalid("quantity", $"不能超过该扎的 {bundle.Quantity} 件")
        : null;
}
