using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Cutting;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Shipments;
using Weft.Hub.Modules.Production.Stock;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Quality;

/// <summary>Why the inspection does not count.</summary>
internal sealed record ReverseInspectionRequest(string Reason);

internal sealed record ReverseInspectionAnswer(long Id, string WarehousingNo, long ReversalId, string ReversalNo, QualityTotals OrderTotals);

/// <summary>POST /api/warehousing/inspections/{id}/reverse (冲销, production-domain 6): a supervisor's counter-record; nothing is deleted.</summary>
internal static class ReverseInspection
{
    public static async Task<Answer<ReverseInspectionAnswer>> HandleAsync(
        long id, Fields fields, HttpContext context, HubDbContext db, ReversalWork work, CancellationToken ct)
    {
        var reason = fields.Text("reason", 500, required: true, multiline: true);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var reach = OrderReach.Of(context.User());
        return await db.CommitAsync(() => work.ExecuteAsync(id, reason!, reach, ct), ct);
    }
}

/// <summary>Takes one inspection back, under its order's lock: pieces, stock, bundle and order follow.</summary>
internal sealed class ReversalWork(HubDbContext db, StockLedger ledger, OrderProgress progress, Actor actor, TimeProvider clock)
{
    public async Task<Result<ReverseInspectionAnswer>> ExecuteAsync(long id, string reason, OrderReach reach, CancellationToken ct)
    {
        var orderId = await db.Set<Warehousing>().Where(w => w.Id == id).Select(w => (long?)w.OrderId).FirstOrDefaultAsync(ct);
        if (orderId is null || (await db.LockAsync(orderId.Value, reach, ct)) is not { Refusal: null } found)
        {
            return QualityErrors.RecordNotFound;
        }
        var order = found.Value;
        var record = await db.Set<Warehousing>().FirstAsync(w => w.Id == id, ct);
        if (await RefusedAsync(order, record, ct) is { } refusal)
        {
            return refusal;
        }
        var changes = Movements.Of(order, [record], MovementType.Reversal, sign: -1, reason);
        var inspector = new Inspector(actor.UserId, actor.Name, clock.UtcNow());
        var counter = db.Add(record.Reverse(reason, inspector)).Entity;
        await MovePiecesAsync(order, record, ct);
        await db.SaveChangesAsync(ct);
        if (await ledger.MoveAsync(changes, ct) is { } shortage)
        {
            return shortage;
        }
        db.Note(order, "REVERSE_INSPECTION", actor, inspector.Now, $"{record.WarehousingNo}：{reason}");
        await progress.UpdateAsync(order, ct);
        return new ReverseInspectionAnswer(record.Id, record.WarehousingNo, counter.Id, counter.WarehousingNo, await QualityQueries.TotalsAsync(db, order.Id, ct));
    }

    private async Task MovePiecesAsync(ProductionOrder order, Warehousing record, CancellationToken ct)
    {
        var stored = record.WarehousedAt is null ? 0 : record.QualifiedQuantity;
        order.Store(-stored);
        if (!record.IsRecheck)
        {
            order.Inspect(-record.InspectedQuantity);
        }
        if (record.BundleId is { } bundleId)
        {
            var bundle = await db.Set<CuttingBundle>().FirstAsync(b => b.Id == bundleId, ct);
            bundle.Inspected(record, sign: -1);
            bundle.Stored(-stored);
        }
        else if (record.RecheckOfId is { } rootId)
        {
            var root = await db.Set<Warehousing>().FirstAsync(w => w.Id == rootId, ct);
            root.Pool = root.Pool.Remove(record.RepairedPieces).Return(record.InspectedQuantity);
        }
        else
        {
            record.Pool = record.Pool.Remove(record.RepairedPieces);
        }
    }

    private async Task<Refusal?> RefusedAsync(ProductionOrder order, Warehousing record, CancellationToken ct)
    {
        var state = order.RefusesAs("冲销")
            ?? (record.ReversalOfId is not null ? QualityErrors.IsReversal.With(record.WarehousingNo)
                : record.Reversed ? QualityErrors.IsReversed.With(record.WarehousingNo)
                : null);
        if (state is not null)
        {
            return state;
        }
        if (await RecheckedAsync(record, ct) is { } recheck)
        {
            return QualityErrors.RecheckedSince.With(record.WarehousingNo, recheck);
        }
        if (record.WarehousedAt is null)
        {
            return null;
        }
        // The SKU's stock may hold pieces of other orders: what counts is what this order still has in the warehouse.
        var sku = (record.Color, record.Size);
        var left = (await WarehousedPieces.OfOrderAsync(db, order.Id, ct)).GetValueOrDefault(sku) - record.QualifiedQuantity;
        var shipped = (await ShippedPieces.OfOrderAsync(db, order.Id, ct)).GetValueOrDefault(sku);
        return left < shipped ? QualityErrors.PiecesLeft.With(record.Color, record.Size, shipped, left) : null;
    }

    /// <summary>The number of a valid re-inspection that took pieces which this record put into the pool, or null.</summary>
    private async Task<string?> RecheckedAsync(Warehousing record, CancellationToken ct)
    {
        var valid = db.Set<Warehousing>().AsNoTracking().Where(WarehousedPieces.Valid);
        if (await valid.Where(w => w.RecheckOfId == record.Id).Select(w => w.WarehousingNo).FirstOrDefaultAsync(ct) is { } direct)
        {
            return direct;
        }
        // Pieces of one pool are alike: those that another record put there may be the ones that are gone.
        var pool = record.BundleId is { } bundleId ? await db.Set<CuttingBundle>().Where(b => b.Id == bundleId).Select(b => b.RepairWaiting + b.RepairDeclared).FirstAsync(ct)
            : record.RecheckOfId is { } rootId ? await db.Set<Warehousing>().Where(w => w.Id == rootId).Select(w => w.RepairWaiting + w.RepairDeclared).FirstAsync(ct)
            : record.Pool.Total;
        return pool >= record.RepairedPieces ? null
            : await valid.Where(w => w.OrderId == record.OrderId && w.BundleId == record.BundleId && w.RecheckOfId != null && w.Id != record.Id)
                .OrderByDescending(w => w.InspectedAt).ThenByDescending(w => w.Id).Select(w => w.WarehousingNo).FirstAsync(ct);
    }
}
