using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Cutting;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Stock;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Quality;

/// <summary>Records by id, or all that wait of one number.</summary>
internal sealed record AssignWarehouseRequest(IReadOnlyList<long>? Ids, string? WarehousingNo, string Warehouse, string? Location);

internal sealed record AssignWarehouseAnswer(int Records, int Quantity, string Warehouse);

/// <summary>POST /api/warehousing/inspections/warehouse (入库): all in one commit or none (C6). No event: the inspection was told when it was saved.</summary>
internal static class AssignWarehouse
{
    private const int MaxRecords = 200;

    public static async Task<Answer<AssignWarehouseAnswer>> HandleAsync(Fields fields, HttpContext context, HubDbContext db, WarehouseWork work, CancellationToken ct)
    {
        var ids = fields.Ids("ids", MaxRecords);
        var (number, warehouse, location) = (fields.Text("warehousingNo", 32), fields.Text("warehouse", 64, required: true), fields.Text("location", 64));
        if (fields.Gives("ids") == fields.Gives("warehousingNo"))
        {
            fields.Fail("ids", "ids 和 warehousingNo 必填其一");
        }
        if (ids is { Count: 0 })
        {
            fields.Fail("ids", "至少一项");
        }
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var reach = OrderReach.Of(context.User());
        return await db.CommitAsync(() => work.ExecuteAsync(ids ?? [], number, warehouse!, location, reach, ct), ct);
    }
}

/// <summary>Puts inspected pieces into the warehouse, under the lock of each of their orders.</summary>
internal sealed class WarehouseWork(HubDbContext db, StockLedger ledger, OrderProgress progress, Actor actor, TimeProvider clock)
{
    public async Task<Result<AssignWarehouseAnswer>> ExecuteAsync(
        IReadOnlyList<long> ids, string? number, string warehouse, string? location, OrderReach reach, CancellationToken ct)
    {
        // By number: those of it that wait. By id: each that was named, or a refusal.
        var wanted = number is null
            ? db.Set<Warehousing>().Where(w => ids.Contains(w.Id))
            : db.Set<Warehousing>().Where(WarehousedPieces.Valid).Where(w => w.WarehousingNo == number && w.WarehousedAt == null && w.QualifiedQuantity > 0);
        var orderIds = await wanted.Select(w => w.OrderId).Distinct().ToListAsync(ct);
        var (count, pieces) = (0, 0);
        foreach (var orderId in orderIds.Order())
        {
            var locked = await db.LockAsync(orderId, reach, ct);
            if (locked.IsRefused(out _))
            {
                return QualityErrors.RecordNotFound;
            }
            var records = await wanted.Where(w => w.OrderId == orderId).OrderBy(w => w.Id).ToListAsync(ct);
            if (await StoreAsync(locked.Value, records, warehouse, location, ct) is { } refusal)
            {
                return refusal;
            }
            (count, pieces) = (count + records.Count, pieces + records.Sum(r => r.QualifiedQuantity));
        }
        return count == 0 || (number is null && count < ids.Count) ? QualityErrors.RecordNotFound : new AssignWarehouseAnswer(count, pieces, warehouse);
    }

    private async Task<Refusal?> StoreAsync(ProductionOrder order, List<Warehousing> records, string warehouse, string? location, CancellationToken ct)
    {
        if (order.RefusesToStore() is { } final)
        {
            return final;
        }
        var now = clock.UtcNow();
        var bundleIds = records.Select(r => r.BundleId).ToList();
        var bundles = await db.Set<CuttingBundle>().Where(b => bundleIds.Contains(b.Id)).ToDictionaryAsync(b => b.Id, ct);
        foreach (var record in records)
        {
            if (Refused(record) is { } refusal)
            {
                return refusal;
            }
            record.Store(warehouse, location, actor.Name, now);
            if (record.BundleId is { } bundleId)
            {
                bundles[bundleId].Stored(record.QualifiedQuantity);
            }
            order.Store(record.QualifiedQuantity);
        }
        foreach (var document in records.GroupBy(r => r.WarehousingNo))
        {
            if (await ledger.MoveAsync(Movements.Of(order, [.. document], MovementType.Inbound, sign: 1, null, withDefects: false), ct) is { } refusal)
            {
                return refusal;
            }
            db.Note(order, "WAREHOUSE", actor, now, $"{document.Key}：{document.Sum(r => r.QualifiedQuantity)} 件入 {warehouse}");
        }
        await progress.UpdateAsync(order, ct);
        return null;
    }

    private static Refusal? Refused(Warehousing record) =>
        record.ReversalOfId is not null ? QualityErrors.IsReversal.With(record.WarehousingNo)
        : record.Reversed ? QualityErrors.IsReversed.With(record.WarehousingNo)
        : record.WarehousedAt is not null ? QualityErrors.AlreadyStored.With(record.WarehousingNo, record.Warehouse)
        : record.QualifiedQuantity == 0 ? QualityErrors.NothingQualified.With(record.WarehousingNo)
        : null;
}
