using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.Production.Cutting;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Stock;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Outbox;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Quality;

/// <summary>
/// What <see cref="SubmitInspection"/> does in a unit of work: stores the records, moves the pieces and the stock, and raises one event,
/// under the order's lock: of two who inspect one bundle the second is refused (STATE). Not safe to repeat by itself.
/// </summary>
internal sealed class InspectionWork(
    HubDbContext db, TenantSettings settings, BeginProduction begin, StockLedger ledger, OrderProgress progress, Actor actor, TimeProvider clock)
{
    public async Task<Result<InspectionState>> ExecuteAsync(SubmitInspectionCommand command, CancellationToken ct)
    {
        if (InspectionRules.Check(command) is { } invalid)
        {
            return invalid;
        }
        var found = await LockAsync(command, ct);
        if (found.IsRefused(out var missing))
        {
            return missing;
        }
        var order = found.Value;
        var parts = await PartsAsync(order, command, ct);
        if (parts.IsRefused(out var unknown))
        {
            return unknown;
        }
        var wanted = await settings.ProductionAsync(db.FilterTenant, ct);
        if ((order.RefusesAs("质检") ?? InspectionRules.Check(order, parts.Value, command.Recheck, wanted.RequiresScans, wanted.OverCutRate) ?? begin.On(order, "质检")) is { } refusal)
        {
            return refusal;
        }
        return await StoreAsync(order, parts.Value, command, ct);
    }

    private async Task<Result<InspectionState>> StoreAsync(ProductionOrder order, IReadOnlyList<InspectedPart> parts, SubmitInspectionCommand command, CancellationToken ct)
    {
        var inspector = new Inspector(actor.UserId, actor.Name, clock.UtcNow());
        List<Warehousing> records = [.. parts.Select(part => part.Record(order, inspector))];
        db.AddRange(records);
        var day = command.Time.Day(inspector.Now);
        db.TakeNumber("WH", day, number => records.ForEach(r => r.Number(day, number)));
        if (command.Warehouse is { } warehouse)
        {
            foreach (var (record, part) in records.Zip(parts).Where(r => r.First.QualifiedQuantity > 0))
            {
                record.Store(warehouse, command.Location, actor.Name, inspector.Now);
                part.Bundle?.Stored(record.QualifiedQuantity);
                order.Store(record.QualifiedQuantity);
            }
        }
        // The number comes with the save; stock and event carry it.
        await db.SaveChangesAsync(ct);
        if (await ledger.MoveAsync(Movements.Of(order, records, MovementType.Inbound, sign: 1, null), ct) is { } refusal)
        {
            return refusal;
        }
        var (sums, totals) = (Sum(records), await QualityQueries.TotalsAsync(db, order.Id, ct));
        db.Raise(Event(order, records, sums, totals, command));
        db.Note(order, command.Recheck ? "RECHECK" : "INSPECT", actor, inspector.Now,
            $"{records[0].WarehousingNo}：质检 {sums.InspectedQuantity}，合格 {sums.QualifiedQuantity}，不合格 {sums.UnqualifiedQuantity}");
        await progress.UpdateAsync(order, ct);
        return new InspectionState(records[0].WarehousingNo, order.OrderNo, order.Status, [.. records.Select(r => r.Id)], sums, totals);
    }

    private async Task<Result<ProductionOrder>> LockAsync(SubmitInspectionCommand command, CancellationToken ct)
    {
        if (command.OrderNo is not null)
        {
            return await db.LockAsync(command.OrderNo, command.Reach, ct);
        }
        if (command.Items[0] is { BundleId: null, QrCode: null })
        {
            return Refusal.Invalid("orderNo", "必填：没有 bundleId 或 qrCode 时按订单查找");
        }
        var locked = await BundleFinder.LockAsync(db, command.Items[0].BundleId, command.Items[0].QrCode, command.Reach, ct);
        return locked.IsRefused(out var refusal) ? refusal : locked.Value.Order;
    }

    /// <summary>What each item is about, read under the order's lock.</summary>
    private async Task<Result<IReadOnlyList<InspectedPart>>> PartsAsync(ProductionOrder order, SubmitInspectionCommand command, CancellationToken ct)
    {
        var ids = command.Items.Select(i => i.BundleId).OfType<long>().ToList();
        var codes = command.Items.Select(i => i.QrCode).OfType<string>().ToList();
        var numbers = command.Items.Select(i => i.BundleNo).OfType<int>().ToList();
        var bundles = order.CuttingBundleCount == 0 ? [] : await db.Set<CuttingBundle>()
            .Where(b => b.OrderId == order.Id && (ids.Contains(b.Id) || codes.Contains(b.QrCode) || numbers.Contains(b.BundleNo))).ToListAsync(ct);
        var origins = command.Recheck ? await OriginsAsync(order, command, bundles, ct) : [];
        List<InspectedPart> parts = [];
        foreach (var (item, index) in command.Items.Select((item, index) => (item, index)))
        {
            if (item is { BundleId: null, QrCode: null, BundleNo: null })
            {
                if (order.CuttingBundleCount > 0)
                {
                    return QualityErrors.HasBundles;
                }
                var root = origins.Find(w => w.Id == item.RecheckOfId);
                if (command.Recheck && root is null)
                {
                    return QualityErrors.RecordNotFound;
                }
                parts.Add(new InspectedPart(item, null, root));
                continue;
            }
            var bundle = bundles.Find(b =>
                (item.BundleId is null || b.Id == item.BundleId) && (item.QrCode is null || b.QrCode == item.QrCode) && (item.BundleNo is null || b.BundleNo == item.BundleNo));
            if (bundle is null)
            {
                return QualityErrors.BundleNotFound.With(order.OrderNo, index);
            }
            parts.Add(new InspectedPart(item, bundle, origins.Find(w => w.BundleId == bundle.Id)));
        }
        return parts;
    }

    /// <summary>The inspections whose unqualified pieces were repaired, the latest first.</summary>
    private Task<List<Warehousing>> OriginsAsync(ProductionOrder order, SubmitInspectionCommand command, List<CuttingBundle> bundles, CancellationToken ct)
    {
        var (bundleIds, roots) = (bundles.Select(b => (long?)b.Id).ToList(), command.Items.Select(i => i.RecheckOfId).OfType<long>().ToList());
        return db.Set<Warehousing>().Where(WarehousedPieces.Valid)
            .Where(w => w.OrderId == order.Id && w.DefectHandling == DefectHandling.Repair
                && (bundleIds.Contains(w.BundleId) || (w.BundleId == null && w.RecheckOfId == null && roots.Contains(w.Id))))
            .OrderByDescending(w => w.InspectedAt).ThenByDescending(w => w.Id).ToListAsync(ct);
    }

    private static QualityTotals Sum(List<Warehousing> records) =>
        new(records.Sum(r => r.InspectedQuantity), records.Sum(r => r.QualifiedQuantity), records.Sum(r => r.UnqualifiedQuantity));

    private static QualityInspected Event(ProductionOrder order, List<Warehousing> records, QualityTotals sums, QualityTotals totals, SubmitInspectionCommand command) => new()
    {
        OrderId = order.Id,
        OrderNo = order.OrderNo,
        ExternalOrderNo = order.ExternalOrderNo,
        WarehousingNo = records[0].WarehousingNo,
        InspectedQuantity = sums.InspectedQuantity,
        QualifiedQuantity = sums.QualifiedQuantity,
        UnqualifiedQuantity = sums.UnqualifiedQuantity,
        Recheck = command.Recheck,
        Warehouse = command.Warehouse,
        InspectedAt = records[0].InspectedAt,
        Items = [.. records.Select(r => new InspectedItem(
            r.BundleNo, r.Color, r.Size, r.InspectedQuantity, r.QualifiedQuantity, r.UnqualifiedQuantity, r.DefectCategory, r.DefectHandling))],
        OrderTotals = totals,
        FromGateway = order.SourceType == OrderSourceType.OpenApi,
        SourceAppId = order.SourceAppId,
    };
}
