using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Cutting;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Orders;

/// <summary>How far an order is in one stage of making it.</summary>
/// <param name="Stage">采购, 裁剪, 二次工艺, 车缝 or 尾部.</param>
/// <param name="Done">Pieces; of 采购 percent.</param>
/// <param name="Total">Pieces that the stage has to do; of 采购 100.</param>
/// <param name="CompletedAt">When the last of it was done; null while something is left.</param>
public sealed record StageProgress(string Stage, int Done, int Total, DateTimeOffset? CompletedAt)
{
    public bool IsDone => Total > 0 && Done >= Total;
}

/// <summary>
/// The stages of orders (console-pages 5), for a page of them at once: three queries, however many orders there are. A stage that an order does not have is not in its
/// list. Of a stage with several processes the mean counts, as it does in the progress (production-domain 4).
/// </summary>
internal static class OrderStages
{
    public const string Material = "采购", CuttingRoom = "裁剪", Secondary = "二次工艺", Sewing = "车缝", Finishing = "尾部", Warehouse = "入库";

    /// <summary>In the order in which they follow each other.</summary>
    public static readonly IReadOnlyList<string> Shown = [Material, CuttingRoom, Secondary, Sewing, Finishing];

    private static readonly string[] Scanned = [Secondary, Sewing, Finishing];

    /// <summary>A process without a stage is sewn (production-domain 4: “other scanned processes”).</summary>
    public static string Of(OrderProcess process) => process.Stage is Material or CuttingRoom or Secondary or Finishing or Warehouse ? process.Stage : Sewing;

    /// <summary>How many pieces a process has to do: what was cut, and what is ordered before that.</summary>
    public static int PiecesOf(ProductionOrder order) => order.CuttingQuantity > 0 ? order.CuttingQuantity : order.OrderQuantity;

    public static async Task<IReadOnlyDictionary<long, IReadOnlyList<StageProgress>>> ReadAsync(
        IReadOnlyList<ProductionOrder> orders, HubDbContext db, TenantTime time, CancellationToken ct)
    {
        var ids = orders.Select(o => o.Id).ToList();
        if (ids.Count == 0)
        {
            return new Dictionary<long, IReadOnlyList<StageProgress>>();
        }
        var cut = await db.Set<CuttingTask>().AsNoTracking().Where(t => ids.Contains(t.OrderId) && t.BundledTime != null)
            .Select(t => new { t.OrderId, t.BundledTime }).ToDictionaryAsync(t => t.OrderId, t => t.BundledTime, ct);
        var arrived = await db.Set<TimelineEntry>().AsNoTracking().Where(e => e.EntityType == TimelineEntry.OrderType && ids.Contains(e.EntityId) && e.Action == "MATERIAL")
            .GroupBy(e => e.EntityId).Select(g => new { g.Key, At = g.Max(e => e.Time) }).ToDictionaryAsync(e => e.Key, e => (DateTime?)e.At, ct);
        var scans = (await db.Set<ProcessScan>().AsNoTracking().Where(s => ids.Contains(s.OrderId)).GroupBy(s => new { s.OrderId, s.ProcessName })
            .Select(g => new Done(g.Key.OrderId, g.Key.ProcessName, g.Sum(s => s.Quantity), g.Max(s => s.ScanTime))).ToListAsync(ct)).ToLookup(s => s.OrderId);
        return orders.ToDictionary(o => o.Id, o => Of(o, arrived.GetValueOrDefault(o.Id), cut.GetValueOrDefault(o.Id), [.. scans[o.Id]], time));
    }

    private static IReadOnlyList<StageProgress> Of(ProductionOrder order, DateTime? arrivedAt, DateTime? cutAt, IReadOnlyList<Done> scans, TenantTime time)
    {
        StageProgress Stage(string name, int done, int total, DateTime? last) => new(name, done, total, done >= total && total > 0 ? time.Local(last) : null);
        List<StageProgress> stages =
        [
            Stage(Material, order.ProcurementConfirmed ? 100 : order.MaterialArrivalRate, 100, arrivedAt), Stage(CuttingRoom, order.CuttingQuantity, order.OrderQuantity, cutAt),
        ];
        var total = PiecesOf(order);
        foreach (var stage in Scanned)
        {
            var names = order.Processes.Where(p => Of(p) == stage).Select(p => p.Name).ToList();
            if (names.Count > 0)
            {
                var of = scans.Where(s => names.Contains(s.ProcessName)).ToList();
                var done = (int)Math.Floor(of.Sum(s => (decimal)Math.Min(s.Pieces, total)) / names.Count);
                stages.Add(Stage(stage, done, total, of.Count == 0 ? null : of.Max(s => s.LastAt)));
            }
        }
        return stages;
    }

    /// <summary>What was scanned in one process of an order.</summary>
    private sealed record Done(long OrderId, string ProcessName, int Pieces, DateTime LastAt);
}
