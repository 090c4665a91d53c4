using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Reconciliations;
using Weft.Hub.Modules.Production.Shipments;
using Weft.Hub.Modules.Production.Stock;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production;

/// <summary>Which document changes, on whose behalf, and why.</summary>
/// <param name="OutstockNo">The document.</param>
/// <param name="Reason">Why; kept in the timeline.</param>
public sealed record OutstockCommand(string OutstockNo, string? Reason)
{
    public OrderReach Reach { get; init; } = OrderReach.Everything;

    /// <summary>The version that the person saw; null takes the document as it is.</summary>
    public int? Version { get; init; }
}

/// <summary>
/// Takes a booked document back (冲销) with a counter-document: the stock returns, and neither counts in a sum any more (production-domain 7, D7). Runs in the caller's
/// unit of work; the event is in the same commit. Repeating is refused.
/// </summary>
public sealed class ReverseOutstock(HubDbContext db, TenantDirectory tenants, Actor actor, TimeProvider clock)
{
    private readonly StockLedger ledger = new(db, actor, clock);
    private readonly OrderStatements statements = new(db, tenants, actor, clock);

    /// <summary>Refused without a reason, and (STATE) when it was reversed before, is a counter-document itself, or its statement is approved or paid.</summary>
    public async Task<Result<OutstockState>> ExecuteAsync(OutstockCommand command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (string.IsNullOrWhiteSpace(command.Reason))
        {
            return ProductionErrors.ReasonMissing;
        }
        var found = await db.FindOutstockAsync(command, "冲销", ct);
        if (found.IsRefused(out var refusal))
        {
            return refusal;
        }
        var (outstock, order) = found.Value;
        var now = clock.UtcNow();
        if (await statements.TakeBackAsync(outstock, ct) is { } settled)
        {
            return settled;
        }
        var counter = outstock.Reverse(command.Reason, actor.Name, now);
        db.Add(counter);
        await db.SaveChangesAsync(ct);
        var changes = outstock.Items.Select(i =>
            new StockChange(order?.StyleId, i.StyleNo, i.Color, i.Size, MovementType.Reversal, i.Quantity, counter.OutstockNo, command.Reason)).ToList();
        if (await ledger.MoveAsync(changes, ct) is { } refused)
        {
            return refused;
        }
        db.Note(outstock, "REVERSE", actor, now, command.Reason);
        if (order is not null && outstock.Type == OutstockType.Shipment)
        {
            order.CountShipped((await ShippedPieces.OfOrderAsync(db, order.Id, ct)).Values.Sum());
            db.Note(order, "REVERSE_SHIP", actor, now, $"{outstock.OutstockNo}：{command.Reason}");
            await statements.RefreshAsync(outstock, order, ct);
            db.Tell(outstock, order, ShipmentChange.Reversed);
        }
        return new OutstockState(counter.Id, counter.OutstockNo, counter.TotalQuantity, null);
    }
}
