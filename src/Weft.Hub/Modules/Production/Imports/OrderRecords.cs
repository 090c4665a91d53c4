using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Cutting;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production.Imports;

/// <summary>How imported orders are placed and taken back, whatever sheet they came from.</summary>
internal sealed class OrderRecords(HubDbContext db, PlaceOrder place)
{
    public async Task<IReadOnlyList<Result<long>>> StoreAsync(IReadOnlyList<object> commands, CancellationToken ct)
    {
        var placed = await place.ExecuteAsync([.. commands.Cast<PlaceOrderCommand>()], ct);
        return [.. placed.Select(order => order.IsRefused(out var refusal) ? (Result<long>)refusal : order.Value.OrderId)];
    }

    /// <summary>Only orders that nobody has touched go, and with them what was made beside them: lines, cutting task and history.</summary>
    public async Task<Refusal?> UndoAsync(IReadOnlyList<long> ids, CancellationToken ct)
    {
        var touched = await db.Set<ProductionOrder>().Where(o => ids.Contains(o.Id) && (o.Status != OrderStatus.Pending || o.Version != 0 || o.CuttingBundleCount > 0 || o.CuttingQuantity > 0
            || db.Set<CuttingTask>().Any(t => t.OrderId == o.Id && t.Status != CuttingTaskStatus.Pending))).OrderBy(o => o.Id).Select(o => o.OrderNo).Take(5).ToListAsync(ct);
        if (touched.Count > 0)
        {
            return ImportErrors.InUse.With("订单", string.Join("、", touched), "已修改、领取或开始生产");
        }
        await db.Set<CuttingTask>().Where(t => ids.Contains(t.OrderId) && t.Status == CuttingTaskStatus.Pending).ExecuteDeleteAsync(ct);
        await db.Set<OrderLine>().Where(l => ids.Contains(l.OrderId)).ExecuteDeleteAsync(ct);
        await db.Set<TimelineEntry>().Where(e => e.EntityType == TimelineEntry.OrderType && ids.Contains(e.EntityId)).ExecuteDeleteAsync(ct);
        // Should another node change one in between, the whole is undone: the count tells.
        return await db.Set<ProductionOrder>().Where(o => ids.Contains(o.Id) && o.Status == OrderStatus.Pending && o.Version == 0).ExecuteDeleteAsync(ct) == ids.Count
            ? null
            : ImportErrors.Changed.With("订单");
    }
}
