using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.Production.Cutting;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production.Orders;

/// <summary>
/// Keeps an order's progress up to date, and completes the order where the tenant wants that to happen by itself (production-domain 4). Called by every command that changes
/// what it counts, under the order's lock.
/// </summary>
internal sealed class OrderProgress(HubDbContext db, TenantSettings settings, CompleteOrder complete)
{
    private const decimal Material = 10, CuttingRoom = 20, Sewing = 40, Finishing = 10, Warehouse = 20;

    /// <summary>Saves what the command did, counts, and stores the result. The caller commits.</summary>
    public async Task UpdateAsync(ProductionOrder order, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        var wanted = await settings.ProductionAsync(db.FilterTenant, ct);
        var scanned = order.Processes.Count == 0 ? [] : await ScannedAsync(db, order.Id, ct);
        order.Advance(Percent(order, wanted.ManagesMaterial, scanned));
        if (wanted.CompletesAutomatically && order.CompletedQuantity >= order.OrderQuantity && order.CuttingBundleCount > 0
            && !await db.Set<CuttingBundle>().AnyAsync(b => b.OrderId == order.Id && b.InspectedQuantity < b.Quantity, ct))
        {
            // Refused when the tenant's threshold asks for more than was ordered: then a person closes it.
            await complete.ExecuteAsync(new OrderCommand(order.OrderNo, "自动完成：已全部质检入库"), ct);
        }
    }

    /// <summary>Pieces done in each process.</summary>
    public static async Task<Dictionary<string, int>> ScannedAsync(HubDbContext db, long orderId, CancellationToken ct) =>
        await db.Set<ProcessScan>().Where(s => s.OrderId == orderId).GroupBy(s => s.ProcessName)
            .Select(g => new { Name = g.Key, Pieces = g.Sum(s => s.Quantity) }).ToDictionaryAsync(s => s.Name, s => s.Pieces, ct);

    /// <summary>Stages that the order does not have give their weight to the others.</summary>
    private static int Percent(ProductionOrder order, bool managesMaterial, Dictionary<string, int> scanned)
    {
        decimal Mean(List<OrderProcess> processes) => processes.Average(p => Part(scanned.GetValueOrDefault(p.Name), order.CuttingQuantity));
        var finishing = order.Processes.Where(p => p.Stage == "尾部").ToList();
        var sewing = order.Processes.Where(p => p.Stage is not ("采购" or "裁剪" or "尾部" or "入库")).ToList();
        List<(decimal Weight, decimal Done)> stages =
        [
            (CuttingRoom, Part(order.CuttingQuantity, order.OrderQuantity)), (Warehouse, Part(order.CompletedQuantity, order.OrderQuantity)),
        ];
        if (managesMaterial || order.ProcurementConfirmed || order.MaterialArrivalRate > 0)
        {
            stages.Add((Material, order.ProcurementConfirmed ? 1 : order.MaterialArrivalRate / 100m));
        }
        if (sewing.Count > 0)
        {
            stages.Add((Sewing, Mean(sewing)));
        }
        if (finishing.Count > 0)
        {
            stages.Add((Finishing, Mean(finishing)));
        }
        return (int)Math.Floor(100 * stages.Sum(s => s.Weight * s.Done) / stages.Sum(s => s.Weight));
    }

    private static decimal Part(int done, int of) => of <= 0 ? 0 : Math.Clamp(done / (decimal)of, 0, 1);
}
