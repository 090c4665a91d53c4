using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Quality;
using Weft.Hub.Modules.Production.Reconciliations;
using Weft.Hub.Modules.Production.Shipments;
using Weft.Hub.Modules.Production.Stock;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production;

/// <summary>A document after a command.</summary>
/// <param name="OutstockId">The document.</param>
/// <param name="OutstockNo"><c>OS…</c>, or <c>RV…</c> for the document that takes another back.</param>
/// <param name="TotalQuantity">Pieces on it.</param>
/// <param name="ReconciliationNo">The statement on which it is billed, or null.</param>
public sealed record OutstockState(long OutstockId, string OutstockNo, int TotalQuantity, string? ReconciliationNo);

/// <summary>
/// Books goods out of the warehouse (出库): the one way for the finished-goods page, the order page and mobile pages (production-domain 7, 10). Moves the stock, follows
/// the order's shipped quantity, ensures the statement and raises the event, in the caller's unit of work. Not safe to repeat: it books again.
/// </summary>
public sealed class BookOutstock(HubDbContext db, TenantDirectory tenants, Actor actor, TimeProvider clock)
{
    private readonly StockLedger ledger = new(db, actor, clock);
    private readonly OrderStatements statements = new(db, tenants, actor, clock);

    /// <summary>
    /// Refused when the order is not found or (STATE) can not be shipped, when a stock has too little, when more would be shipped of the order than is warehoused as
    /// qualified, and when a price is far from the order's without a reason. All items are booked, or none.
    /// </summary>
    public async Task<Result<OutstockState>> ExecuteAsync(BookOutstockCommand command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        var found = await OrderAsync(command, ct);
        if (found.IsRefused(out var orderRefusal))
        {
            return orderRefusal;
        }
        var order = found.Value.Order;
        var gathered = await GoodsOnHand.GatherAsync(db, command, order, ct);
        if (gathered.IsRefused(out var goodsRefusal))
        {
            return goodsRefusal;
        }
        var now = clock.UtcNow();
        var outstock = Outstock.Book(db.FilterTenant, command, gathered.Value, actor.Name, now);
        if (command.Type == OutstockType.Shipment && await TooManyAsync(outstock, order!, ct) is { } tooMany)
        {
            return tooMany;
        }
        db.TakeNumber("OS", command.Time.Day(now), number => outstock.Number(command.Time.Day(now), number));
        db.Add(outstock);
        await db.SaveChangesAsync(ct);
        var changes = outstock.Items.Select(i =>
            new StockChange(order?.StyleId, i.StyleNo, i.Color, i.Size, MovementType.Outbound, -i.Quantity, outstock.OutstockNo, command.Reason)).ToList();
        if (await ledger.MoveAsync(changes, ct) is { } tooLittle)
        {
            return tooLittle;
        }
        db.Note(outstock, "BOOK", actor, now, command.Reason ?? command.Remark);
        if (command.Type != OutstockType.Shipment)
        {
            return new OutstockState(outstock.Id, outstock.OutstockNo, outstock.TotalQuantity, null);
        }
        order!.CountShipped(order.ShippedQuantity + outstock.TotalQuantity);
        var statement = await statements.BillAsync(order, outstock, ct);
        db.Note(order, "SHIP", actor, now, $"{outstock.OutstockNo}：{outstock.TotalQuantity} 件");
        db.Tell(outstock, order, ShipmentChange.Shipped);
        return new OutstockState(outstock.Id, outstock.OutstockNo, outstock.TotalQuantity, statement.ReconciliationNo);
    }

    private async Task<Result<ShippedOrder>> OrderAsync(BookOutstockCommand command, CancellationToken ct)
    {
        if (command.OrderNo is null)
        {
            return command.Type == OutstockType.Shipment ? ShipmentErrors.OrderMissing
                : command.Reach.FactoryId is not null ? ShipmentErrors.FactoryNeedsOrder
                : new ShippedOrder(null);
        }
        var found = await db.LockAsync(command.OrderNo, command.Reach, ct);
        return found.IsRefused(out var refusal) ? refusal
            : found.Value.Status is OrderStatus.Production or OrderStatus.Completed ? new ShippedOrder(found.Value)
            : ShipmentErrors.OrderNotShippable.With(found.Value.Status.ChineseName());
    }

    /// <summary>Of the order and SKU no more is shipped than is warehoused as qualified; the order's row is held, so the sums stay true.</summary>
    private async Task<Refusal?> TooManyAsync(Outstock outstock, ProductionOrder order, CancellationToken ct)
    {
        var warehoused = await WarehousedPieces.OfOrderAsync(db, order.Id, ct);
        var shipped = await ShippedPieces.OfOrderAsync(db, order.Id, ct);
        foreach (var item in outstock.Items)
        {
            var (there, gone) = (warehoused.GetValueOrDefault((item.Color, item.Size)), shipped.GetValueOrDefault((item.Color, item.Size)));
            if (gone + item.Quantity > there)
            {
                return ShipmentErrors.MoreThanWarehoused.With(item.Color, item.Size, there, gone, Math.Max(0, there - gone), item.Quantity);
            }
        }
        return null;
    }

    private sealed record ShippedOrder(ProductionOrder? Order);
}
