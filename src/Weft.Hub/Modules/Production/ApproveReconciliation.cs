using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Reconciliations;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Outbox;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production;

/// <summary>Which statement changes, on whose behalf, and why.</summary>
/// <param name="ReconciliationNo">The statement.</param>
/// <param name="Reason">Why; kept in the timeline.</param>
public sealed record ReconciliationCommand(string ReconciliationNo, string? Reason)
{
    public OrderReach Reach { get; init; } = OrderReach.Everything;

    /// <summary>The version that the person saw; null takes the statement as it is.</summary>
    public int? Version { get; init; }

    /// <summary>The person knows that the amount is zero.</summary>
    public bool Confirmed { get; init; }
}

/// <summary>A statement after a command.</summary>
public sealed record ReconciliationState(
    long ReconciliationId, string ReconciliationNo, ReconciliationStatus Status, ReconciliationStatus PreviousStatus, decimal FinalAmount);

/// <summary>
/// Approves a statement (审批), one or each of many: the one way into <c>approved</c>, so that the event can not be missed (production-domain 9, 10). Changes the context;
/// the caller commits, in a unit of work. What is approved already is refused, and tells nothing again (G26).
/// </summary>
public sealed class ApproveReconciliation(HubDbContext db, TenantSettings settings, Actor actor, TimeProvider clock)
{
    /// <summary>
    /// Refused (STATE) unless it is pending or verified, and when 双人复核 is on and the same person changed the amounts; invalid when the amount is zero and not confirmed.
    /// </summary>
    public async Task<Result<ReconciliationState>> ExecuteAsync(ReconciliationCommand command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        var found = await db.FindStatementAsync(command, ct);
        if (found.IsRefused(out var refusal))
        {
            return refusal;
        }
        var (statement, previous, now) = (found.Value, found.Value.Status, clock.UtcNow());
        var twoPeople = (await settings.ProductionAsync(db.FilterTenant, ct)).NeedsTwoPeople;
        if (statement.Approve(actor.Name, actor.UserId, now, twoPeople, command.Confirmed) is { } refused)
        {
            return refused;
        }
        var order = await db.Set<ProductionOrder>().AsNoTracking().Where(o => o.Id == statement.OrderId)
            .Select(o => new { o.ExternalOrderNo, o.SourceType, o.SourceAppId }).FirstAsync(ct);
        db.NoteStep(statement, previous, "APPROVE", actor, now, command.Reason);
        db.Raise(new ReconciliationApproved
        {
            ReconciliationId = statement.Id,
            ReconciliationNo = statement.ReconciliationNo,
            OrderNo = statement.OrderNo,
            ExternalOrderNo = order.ExternalOrderNo,
            CustomerName = statement.CustomerName,
            StyleNo = statement.StyleNo,
            Quantity = statement.Quantity,
            UnitPrice = Money.Rounded(statement.UnitPrice),
            TotalAmount = Money.Rounded(statement.TotalAmount),
            DeductionAmount = Money.Rounded(statement.DeductionAmount),
            FinalAmount = Money.Rounded(statement.FinalAmount),
            PreviousStatus = previous,
            ApprovedAt = now,
            FromGateway = order.SourceType == OrderSourceType.OpenApi,
            SourceAppId = order.SourceAppId,
        });
        return new ReconciliationState(statement.Id, statement.ReconciliationNo, statement.Status, previous, statement.FinalAmount);
    }
}
