using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Orders;

/// <summary>
/// Tells an order of production activity: a bundle, a process scan, an inspection (production-domain 4). The first one begins production and raises the event; later
/// ones change nothing, so repeating is safe.
/// </summary>
internal sealed class BeginProduction(HubDbContext db, Actor actor, TimeProvider clock)
{
    /// <summary>Refused (STATE) when the order is final. The caller commits.</summary>
    public Refusal? On(ProductionOrder order, string activity)
    {
        var (previous, now) = (order.Status, clock.UtcNow());
        if (order.BeginProduction(now) is { } refusal)
        {
            return refusal;
        }
        if (order.Status != previous)
        {
            db.NoteStatus(order, previous, "BEGIN", actor, now, activity);
        }
        return null;
    }
}
