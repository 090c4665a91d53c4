using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Quality;
using Weft.Hub.Modules.Production.Reconciliations;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production;

/// <summary>Which order changes, on whose behalf, and why.</summary>
/// <param name="OrderNo">The order.</param>
/// <param name="Reason">Why; kept in the timeline.</param>
public sealed record OrderCommand(string OrderNo, string? Reason)
{
    public OrderReach Reach { get; init; } = OrderReach.Everything;

    /// <summary>The version that the person saw; null takes the order as it is.</summary>
    public int? Version { get; init; }

    /// <summary>Close below the threshold. The door has checked that the person may.</summary>
    public bool Force { get; init; }
}

/// <summary>An order after a command.</summary>
public sealed record OrderState(long OrderId, string OrderNo, OrderStatus Status, OrderStatus PreviousStatus, int CompletedQuantity)
{
    /// <summary>Pieces that are qualified and not in the warehouse yet; closing the order does not keep them out of it.</summary>
    public int WaitingQuantity { get; init; }
}

/// <summary>
/// Closes an order (关单), by whichever path: console, batch, job (production-domain 4, 10). Changes the context; the caller commits, in a unit of work where
/// others may close it at the same time. The statement and the event are in the same commit.
/// </summary>
public sealed class CompleteOrder(HubDbContext db, TenantSettings settings, TenantDirectory tenants, Actor actor, TimeProvider clock)
{
    /// <summary>Refused (STATE) when the order is final, nothing was cut, or too few pieces are qualified and it is not forced.</summary>
    public async Task<Result<OrderState>> ExecuteAsync(OrderCommand command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        var found = await db.FindForChangeAsync(command.OrderNo, command.Reach, command.Version, withLines: false, ct);
        if (found.IsRefused(out var refusal))
        {
            return refusal;
        }
        var (order, previous, now) = (found.Value, found.Value.Status, clock.UtcNow());
        var threshold = (await settings.ProductionAsync(db.FilterTenant, ct)).CompletionThreshold;
        if (order.Complete(threshold, command.Reason, command.Force, now) is { } refused)
        {
            return refused;
        }
        // In the same transaction: no order is closed without its statement (D15).
        await new OrderStatements(db, tenants, actor, clock).EnsureAsync(order, ct);
        db.NoteStatus(order, previous, command.Force ? "FORCE_COMPLETE" : "COMPLETE", actor, now, command.Reason);
        var waiting = await db.Set<Warehousing>().Where(WarehousedPieces.Valid).Where(w => w.OrderId == order.Id && w.WarehousedAt == null).SumAsync(w => w.QualifiedQuantity, ct);
        return new OrderState(order.Id, order.OrderNo, order.Status, previous, order.CompletedQuantity) { WaitingQuantity = waiting };
    }
}
