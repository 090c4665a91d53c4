using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Cutting;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Quality;
using Weft.Hub.Modules.Production.Reconciliations;
using Weft.Hub.Modules.Production.Shipments;
using Weft.Hub.Modules.Production.Stock;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Traces;

/// <summary>
/// Puts the story of some orders together. Each table gives at most as many entries as are asked for in all, by an index over its orders, so that a long story costs no
/// more than the part that is read.
/// </summary>
internal sealed class StoryReader(HubDbContext db, TraceSubject subject, TraceSight sight, int take)
{
    private readonly IReadOnlyList<long> orderIds = [.. subject.Orders.Select(o => o.OrderId)];
    private readonly List<TraceEntry> entries = [];
    private long total;

    public async Task<TraceRead> ReadAsync(CancellationToken ct)
    {
        await AddAsync(Timeline(TimelineEntry.OrderType, orderIds), e => e.Time, e => Step(e, "ORDER", e.EntityId, null), ct);
        await AddAsync(db.Set<ProcessScan>().Where(s => orderIds.Contains(s.OrderId)), s => s.ScanTime, Scan, ct);
        var inspections = db.Set<Warehousing>().Where(w => orderIds.Contains(w.OrderId));
        await AddAsync(inspections, w => w.InspectedAt, Inspection, ct);
        // A counter-record's own time in the warehouse is its reversal, which is told already.
        await AddAsync(inspections.Where(w => w.WarehousedAt != null && w.ReversalOfId == null), w => w.WarehousedAt!.Value, Stored, ct);
        var documents = await AddOutstocksAsync(ct);
        if (sight.WithStock)
        {
            await AddMovementsAsync(inspections, documents, ct);
        }
        if (sight.WithFinance)
        {
            await AddStatementsAsync(ct);
        }
        return new TraceRead(total, [.. entries.OrderBy(e => e.Time).ThenBy(e => e.Id).Take(take)]);
    }

    private async Task<Dictionary<string, long?>> AddOutstocksAsync(CancellationToken ct)
    {
        var alone = subject.OutstockIds;
        var documents = await db.Set<Outstock>().AsNoTracking().Where(o => (o.OrderId != null && orderIds.Contains(o.OrderId.Value)) || alone.Contains(o.Id)).ToDictionaryAsync(o => o.Id, ct);
        await AddAsync(Timeline(OutstockJournal.EntityType, [.. documents.Keys]), e => e.Time, e =>
        {
            var document = documents[e.EntityId];
            return Step(e, "OUTSTOCK", document.OrderId, document.OutstockNo) with { Quantity = document.TotalQuantity, Warehouse = document.Warehouse };
        }, ct);
        return documents.Values.ToDictionary(o => o.OutstockNo, o => o.OrderId);
    }

    private async Task AddMovementsAsync(IQueryable<Warehousing> inspections, Dictionary<string, long?> orderOf, CancellationToken ct)
    {
        foreach (var inspection in await inspections.Select(w => new { w.WarehousingNo, w.OrderId }).Distinct().ToListAsync(ct))
        {
            orderOf[inspection.WarehousingNo] = inspection.OrderId;
        }
        IReadOnlyList<string> numbers = [.. orderOf.Keys];
        var sku = subject.SkuId;
        await AddAsync(db.Set<StockMovement>().Where(m => numbers.Contains(m.RefNo) || (sku != null && m.SkuId == sku)), m => m.Time, m => new TraceEntry
        {
            Time = m.Time, Id = m.Id, Kind = "STOCK", Action = m.Type.ToString().ToUpperInvariant(), OrderId = orderOf.GetValueOrDefault(m.RefNo), Number = m.RefNo,
            SkuCode = m.SkuCode, Quantity = m.Delta, Balance = m.Balance, OperatorName = m.OperatorName, Remark = m.Reason,
        }, ct);
    }

    private async Task AddStatementsAsync(CancellationToken ct)
    {
        var statements = await db.Set<Reconciliation>().Where(r => orderIds.Contains(r.OrderId)).Select(r => new { r.Id, r.ReconciliationNo, r.OrderId }).ToDictionaryAsync(r => r.Id, ct);
        await AddAsync(Timeline(ReconciliationSteps.EntityType, [.. statements.Keys]), e => e.Time,
            e => Step(e, "RECONCILIATION", statements[e.EntityId].OrderId, statements[e.EntityId].ReconciliationNo), ct);
    }

    private IQueryable<TimelineEntry> Timeline(string type, IReadOnlyList<long> ids) =>
        db.Set<TimelineEntry>().Where(e => e.EntityType == type && ids.Contains(e.EntityId));

    private async Task AddAsync<T>(IQueryable<T> rows, Expression<Func<T, DateTime>> time, Func<T, TraceEntry> entry, CancellationToken ct) where T : Row
    {
        total += await rows.LongCountAsync(ct);
        entries.AddRange((await rows.AsNoTracking().OrderBy(time).ThenBy(r => r.Id).Take(take).ToListAsync(ct)).Select(entry));
    }

    private static TraceEntry Step(TimelineEntry e, string kind, long? orderId, string? number) => new()
    {
        Time = e.Time, Id = e.Id, Kind = kind, Action = e.Action, OrderId = orderId, Number = number, From = e.From, To = e.To,
        OperatorName = e.OperatorName, Source = e.Source, Remark = e.Remark,
    };

    private static TraceEntry Scan(ProcessScan s) => new()
    {
        Time = s.ScanTime, Id = s.Id, Kind = "SCAN", Action = "SCAN", OrderId = s.OrderId, BundleNo = s.BundleNo, ProcessName = s.ProcessName, Quantity = s.Quantity,
        OperatorName = s.OperatorName, Source = s.Source,
    };

    private static TraceEntry Inspection(Warehousing w) => new()
    {
        Time = w.InspectedAt, Id = w.Id, Kind = "INSPECTION", Action = w.ReversalOfId is not null ? "REVERSE" : w.IsRecheck ? "RECHECK" : "INSPECT",
        OrderId = w.OrderId, Number = w.WarehousingNo, BundleNo = w.BundleNo, Color = w.Color, Size = w.Size,
        Quantity = w.InspectedQuantity, QualifiedQuantity = w.QualifiedQuantity, UnqualifiedQuantity = w.UnqualifiedQuantity,
        OperatorName = w.InspectorName, Remark = w.DefectRemark,
    };

    private static TraceEntry Stored(Warehousing w) => new()
    {
        Time = w.WarehousedAt!.Value, Id = w.Id, Kind = "WAREHOUSING", Action = "WAREHOUSE", OrderId = w.OrderId, Number = w.WarehousingNo, BundleNo = w.BundleNo,
        Color = w.Color, Size = w.Size, Quantity = w.QualifiedQuantity, Warehouse = w.Warehouse, OperatorName = w.WarehousedBy,
    };
}
