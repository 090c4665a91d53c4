using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Shipments;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production;

/// <summary>A shipment as others may read it; instants are UTC. A reversed one stays to be seen, and counts in no sum.</summary>
public sealed record ShipmentView
{
    public required string OutstockNo { get; init; }
    public required string OrderNo { get; init; }
    public required string? ExternalOrderNo { get; init; }
    public required int Quantity { get; init; }
    public required string? Warehouse { get; init; }
    public required string? ExpressCompany { get; init; }
    public required string? TrackingNo { get; init; }
    public required IReadOnlyList<ShippedItem> Items { get; init; }
    public required DateTime ShippedAt { get; init; }
    public required bool IsReceived { get; init; }
    public required DateTime? ReceiveTime { get; init; }
    public required bool Reversed { get; init; }
}

/// <summary>Which shipments a list holds; what is null does not narrow it. Instants are UTC; <c>To</c> is left out of the range.</summary>
public sealed record ShipmentFilter(string? OrderNo, DateTime? From, DateTime? To);

/// <summary>
/// Reads customer shipments of the tenant in scope for someone outside, narrowed to the orders that he may see (openapi-gateway 5.2). Transfers, scrapped goods and
/// counter-documents are not among them.
/// </summary>
public sealed class ShipmentQueries(HubDbContext db)
{
    /// <summary>More shipments of one order than anyone makes; a list pages the rest.</summary>
    private const int MaxOfOrder = 500;

    /// <summary>The shipments of an order that the caller found visible, newest first.</summary>
    public Task<List<ShipmentView>> OfOrderAsync(OrderView order, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(order);
        return Views(Shipments().Where(o => o.OrderId == order.OrderId).OrderByDescending(o => o.CreateTime).ThenByDescending(o => o.Id)).Take(MaxOfOrder).ToListAsync(ct);
    }

    /// <summary>One page of the visible shipments, newest first.</summary>
    public Task<PageOf<ShipmentView>> ListAsync(ShipmentFilter filter, OrderVisibility visibility, PageRequest page, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(visibility);
        var visible = db.Set<ProductionOrder>().Where(visibility.Filter).Select(o => (long?)o.Id);
        var rows = Shipments().Where(o => visible.Contains(o.OrderId));
        rows = filter.OrderNo is { } orderNo ? rows.Where(o => o.OrderNo == orderNo) : rows;
        rows = filter.From is { } from ? rows.Where(o => o.CreateTime >= from) : rows;
        rows = filter.To is { } to ? rows.Where(o => o.CreateTime < to) : rows;
        return Views(rows.OrderByDescending(o => o.CreateTime).ThenByDescending(o => o.Id)).PageAsync(page, v => v, ct, isExact: true);
    }

    private IQueryable<Outstock> Shipments() => db.Set<Outstock>().AsNoTracking().Where(o => o.Type == OutstockType.Shipment && o.ReversalOfId == null);

    private IQueryable<ShipmentView> Views(IQueryable<Outstock> rows) => rows.Select(o => new ShipmentView
    {
        OutstockNo = o.OutstockNo,
        OrderNo = o.OrderNo!,
        ExternalOrderNo = db.Set<ProductionOrder>().Where(p => p.Id == o.OrderId).Select(p => p.ExternalOrderNo).FirstOrDefault(),
        Quantity = o.TotalQuantity,
        Warehouse = o.Warehouse,
        ExpressCompany = o.ExpressCompany,
        TrackingNo = o.TrackingNo,
        Items = o.Items.OrderBy(i => i.SortOrder).Select(i => new ShippedItem(i.SkuCode, i.Color, i.Size, i.Quantity)).ToList(),
        ShippedAt = o.OutstockTime,
        IsReceived = o.ReceiveStatus == ReceiveStatus.Received,
        ReceiveTime = o.ReceiveTime,
        Reversed = o.Reversed,
    });
}
