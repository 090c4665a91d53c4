using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production;

/// <summary>Scraps an order (报废), with a reason (production-domain 4). Changes the context; the caller commits. The event is in the same commit.</summary>
public sealed class ScrapOrder(HubDbContext db, Actor actor, TimeProvider clock)
{
    /// <summary>Refused without a reason, and (STATE) when the order is final or pieces of it were shipped.</summary>
    public async Task<Result<OrderState>> ExecuteAsync(OrderCommand command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (string.IsNullOrWhiteSpace(command.Reason))
        {
            return ProductionErrors.ReasonMissing;
        }
        var found = await db.FindForChangeAsync(command.OrderNo, command.Reach, command.Version, withLines: false, ct);
        if (found.IsRefused(out var refusal))
        {
            return refusal;
        }
        var (order, previous, now) = (found.Value, found.Value.Status, clock.UtcNow());
        if (order.Scrap() is { } refused)
        {
            return refused;
        }
        db.NoteStatus(order, previous, "SCRAP", actor, now, command.Reason);
        return new OrderState(order.Id, order.OrderNo, order.Status, previous, order.CompletedQuantity);
    }
}
