using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Cutting;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production.Quality;

/// <summary>Which bundles wait for what, on orders in production and which of closed ones for the warehouse (production-domain 6, board counts).</summary>
internal static class BundleStages
{
    /// <summary>A process with this in its name packs.</summary>
    private const string Packing = "包装";

    /// <param name="db">The context.</param>
    /// <param name="reach">Whose orders.</param>
    /// <param name="stage"><c>inspect</c> 待质检, <c>recheck</c> 返修待质检, <c>pack</c> 待包装 or <c>warehouse</c> 待入库.</param>
    /// <param name="requiresScans">A bundle that was never scanned is not in production yet.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task<IQueryable<CuttingBundle>> ReadAsync(HubDbContext db, OrderReach reach, string stage, bool requiresScans, CancellationToken ct)
    {
        // A closed order may still have goods that wait for the warehouse.
        var isStoring = stage == "warehouse";
        var orders = db.Set<ProductionOrder>().AsNoTracking().Where(reach.Filter(db)).Where(o => o.Status == OrderStatus.Production || (isStoring && o.Status == OrderStatus.Completed));
        var bundles = db.Set<CuttingBundle>().AsNoTracking().Where(b => orders.Any(o => o.Id == b.OrderId));
        return stage switch
        {
            "inspect" => bundles.Where(b => b.InspectedQuantity < b.Quantity && (b.IsScanned || !requiresScans)),
            "recheck" => bundles.Where(b => b.RepairDeclared > 0),
            "warehouse" => bundles.Where(b => b.QualifiedQuantity > b.WarehousedQuantity),
            _ => await ToPackAsync(db, bundles, ct),
        };
    }

    private static async Task<IQueryable<CuttingBundle>> ToPackAsync(HubDbContext db, IQueryable<CuttingBundle> bundles, CancellationToken ct)
    {
        var waiting = bundles.Where(b => b.Status == BundleStatus.Qualified);
        // An order's processes are one column of JSON: those of the orders with such bundles are read, and looked at here.
        var orders = await db.Set<ProductionOrder>().AsNoTracking().Where(o => waiting.Any(b => b.OrderId == o.Id)).Select(o => new { o.Id, o.Processes }).ToListAsync(ct);
        var packed = orders.Where(o => o.Processes.Any(p => p.Name.Contains(Packing, StringComparison.Ordinal))).Select(o => o.Id).ToList();
        return waiting.Where(b => packed.Contains(b.OrderId) && !db.Set<ProcessScan>().Any(s => s.BundleId == b.Id && s.ProcessName.Contains(Packing)));
    }
}
