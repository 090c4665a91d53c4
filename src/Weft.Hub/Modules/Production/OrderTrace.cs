using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Cutting;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Quality;
using Weft.Hub.Modules.Production.Reconciliations;
using Weft.Hub.Modules.Production.Shipments;
using Weft.Hub.Modules.Production.Stock;
using Weft.Hub.Modules.Production.Traces;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production;

/// <summary>Finds the orders behind any number of production, and tells what happened to them in order of time.</summary>
public sealed class OrderTrace(HubDbContext db)
{
    /// <summary>A SKU may be made by any number of orders; the newest are told of.</summary>
    public const int MaxOrders = 50;

    /// <summary>
    /// What the number leads to, null when to nothing within sight: an order's or the customer's number, a bundle's code, a SKU's code, the number of an inspection, of
    /// an outstock document or its reversal, of a statement.
    /// </summary>
    /// <param name="number">As a person typed or scanned it.</param>
    /// <param name="orderNos">Orders that are known to belong to it already.</param>
    /// <param name="sight">What the person may see.</param>
    /// <param name="ct">Stops.</param>
    public async Task<TraceSubject?> FindAsync(string number, IReadOnlyList<string> orderNos, TraceSight sight, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(sight);
        var ids = new HashSet<long>(await db.Set<ProductionOrder>()
            .Where(o => o.OrderNo == number || o.ExternalOrderNo == number || orderNos.Contains(o.OrderNo)).Select(o => o.Id).ToListAsync(ct));
        ids.UnionWith(await db.Set<CuttingBundle>().Where(b => b.QrCode == number).Select(b => b.OrderId).ToListAsync(ct));
        ids.UnionWith(await db.Set<Warehousing>().Where(w => w.WarehousingNo == number).Select(w => w.OrderId).Distinct().ToListAsync(ct));
        ids.UnionWith(await db.Set<Outstock>().Where(o => o.OutstockNo == number && o.OrderId != null).Select(o => o.OrderId!.Value).ToListAsync(ct));
        if (sight.WithFinance)
        {
            ids.UnionWith(await db.Set<Reconciliation>().Where(r => r.ReconciliationNo == number).Select(r => r.OrderId).ToListAsync(ct));
        }
        var sku = await db.Set<ProductSku>().AsNoTracking().SingleOrDefaultAsync(s => s.SkuCode == number, ct);
        var within = db.Set<ProductionOrder>().AsNoTracking().Where(sight.Reach.Filter(db));
        var orders = await Pick(within.Where(o => ids.Contains(o.Id))).ToListAsync(ct);
        if (sku is not null)
        {
            orders = [.. orders.Concat(await Pick(OfSku(within, sku)).ToListAsync(ct)).DistinctBy(o => o.OrderId).OrderByDescending(o => o.OrderId)];
        }
        // Documents without an order: transfers, goods that were scrapped. A document and its reversal are one story.
        var document = await db.Set<Outstock>().Within(sight.Reach, db).Where(o => o.OutstockNo == number && o.OrderId == null).Select(o => new { o.Id, o.ReversalOfId }).SingleOrDefaultAsync(ct);
        IReadOnlyList<long> documents = [];
        if (document is not null)
        {
            var first = document.ReversalOfId ?? document.Id;
            documents = await db.Set<Outstock>().Where(o => o.Id == first || o.ReversalOfId == first).Select(o => o.Id).ToListAsync(ct);
        }
        // All of a SKU's movements are for who sees all orders; others see those of their orders.
        var skuId = sight.WithStock && sight.Reach == OrderReach.Everything ? sku?.Id : null;
        return orders.Count == 0 && documents.Count == 0 && skuId is null ? null : new TraceSubject
        {
            Orders = [.. orders.Take(MaxOrders)], OrdersTruncated = orders.Count > MaxOrders, OutstockIds = documents, SkuId = skuId,
        };
    }

    /// <summary>The story's first <paramref name="take"/> entries.</summary>
    public Task<TraceRead> ReadAsync(TraceSubject subject, TraceSight sight, int take, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(sight);
        return new StoryReader(db, subject, sight, take).ReadAsync(ct);
    }

    private static IQueryable<TracedOrder> Pick(IQueryable<ProductionOrder> orders) => orders.OrderByDescending(o => o.Id).Take(MaxOrders + 1)
        .Select(o => new TracedOrder(o.Id, o.OrderNo, o.ExternalOrderNo, o.StyleNo, o.StyleName, o.Status, o.SourceAppId));

    private IQueryable<ProductionOrder> OfSku(IQueryable<ProductionOrder> orders, ProductSku sku) => orders.Where(o => o.StyleNo == sku.StyleNo
        && (o.Lines.Any(l => l.Color == sku.Color && l.Size == sku.Size)
            || db.Set<Warehousing>().Any(w => w.OrderId == o.Id && w.Color == sku.Color && w.Size == sku.Size)));
}
