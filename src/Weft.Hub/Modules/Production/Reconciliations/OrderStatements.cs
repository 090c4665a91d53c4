using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Shipments;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Reconciliations;

/// <summary>
/// Keeps an order's statements true to its shipments, in the transaction of what changes them (production-domain 9, D15). Each shipment is billed on one statement;
/// a statement's quantity is the sum of its shipments. Callers hold the order's row, or change it with its version, so that two never open a statement at once.
/// </summary>
internal sealed class OrderStatements(HubDbContext db, TenantDirectory tenants, Actor actor, TimeProvider clock)
{
    /// <summary>Makes sure that the order has a statement: an order that is closed before anything was shipped gets one over nothing yet.</summary>
    public async Task EnsureAsync(ProductionOrder order, CancellationToken ct)
    {
        if (await db.Set<Reconciliation>().AnyAsync(r => r.OrderId == order.Id, ct))
        {
            await FollowOrderAsync(order, ct);
        }
        else
        {
            await OpenAsync(order, null, ct);
        }
    }

    /// <summary>Follows an order whose price or customer was edited, while its statement is pending.</summary>
    public async Task FollowOrderAsync(ProductionOrder order, CancellationToken ct)
    {
        if (await PendingAsync(order, ct) is { } pending)
        {
            await FollowAsync(pending, order, null, ct);
        }
    }

    /// <summary>Bills a booked shipment: on the pending statement, or on a new one when the others are past it.</summary>
    public async Task<Reconciliation> BillAsync(ProductionOrder order, Outstock outstock, CancellationToken ct)
    {
        var statement = await PendingAsync(order, ct) ?? await OpenAsync(order, outstock.CustomerName, ct);
        outstock.BillOn(statement.Id);
        await db.SaveChangesAsync(ct);
        await FollowAsync(statement, order, outstock.CustomerName, ct);
        return statement;
    }

    /// <summary>Refused (STATE) when the statement that bills these goods is approved or paid: the customer knows it.</summary>
    public async Task<Refusal?> TakeBackAsync(Outstock outstock, CancellationToken ct)
    {
        var statement = await OfAsync(outstock, ct);
        return statement?.Status is ReconciliationStatus.Approved or ReconciliationStatus.Paid
            ? ShipmentErrors.StatementSettled.With(statement.ReconciliationNo, statement.Status.ChineseName())
            : null;
    }

    /// <summary>Follows after a shipment was reversed. What had been verified was verified with the goods: it is pending again.</summary>
    public async Task RefreshAsync(Outstock outstock, ProductionOrder order, CancellationToken ct)
    {
        if (await OfAsync(outstock, ct) is not { } statement)
        {
            return;
        }
        if (statement.Status == ReconciliationStatus.Verified)
        {
            statement.Reopen();
            db.NoteStep(statement, ReconciliationStatus.Verified, "REOPEN", actor, clock.UtcNow(), $"出库单 {outstock.OutstockNo} 已冲销");
        }
        await FollowAsync(statement, order, null, ct);
    }

    private Task<Reconciliation?> OfAsync(Outstock outstock, CancellationToken ct) =>
        outstock.ReconciliationId is { } id ? db.Set<Reconciliation>().FirstOrDefaultAsync(r => r.Id == id, ct) : Task.FromResult<Reconciliation?>(null);

    private Task<Reconciliation?> PendingAsync(ProductionOrder order, CancellationToken ct) =>
        db.Set<Reconciliation>().Where(r => r.OrderId == order.Id && r.Status == ReconciliationStatus.Pending).OrderByDescending(r => r.Id).FirstOrDefaultAsync(ct);

    private async Task<Reconciliation> OpenAsync(ProductionOrder order, string? customerName, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var tenant = await tenants.FindAsync(db.FilterTenant, ct);
        var day = (tenant?.Time ?? TenantTime.For(null)).Day(now);
        var statement = new Reconciliation(order, day);
        db.TakeNumber("SR", day, statement.Number);
        db.Add(statement);
        db.Set<TimelineEntry>().Add(new TimelineEntry(ReconciliationSteps.EntityType, statement.Id, "CREATE", actor, now) { To = statement.Status.Code() });
        await FollowAsync(statement, order, customerName, ct);
        return statement;
    }

    private async Task FollowAsync(Reconciliation statement, ProductionOrder order, string? customerName, CancellationToken ct)
    {
        var quantity = await db.Set<Outstock>().AsNoTracking()
            .Where(o => o.ReconciliationId == statement.Id && o.Type == OutstockType.Shipment && !o.Reversed && o.ReversalOfId == null).SumAsync(o => o.TotalQuantity, ct);
        var quote = await OrderPrice.QuoteAsync(db, order, ct);
        var prices = new PiecePrices(order.OrderUnitPrice ?? quote.Price ?? 0, quote.MaterialCost, order.Processes.Sum(p => p.UnitPrice));
        statement.Follow(quantity, prices, await OrderCustomer.FindAsync(db, order, customerName, ct), actor);
    }
}
