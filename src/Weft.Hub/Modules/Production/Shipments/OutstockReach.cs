using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production.Shipments;

/// <summary>A document with its order, to change both.</summary>
internal readonly record struct FoundOutstock(Outstock Outstock, ProductionOrder? Order);

/// <summary>Which documents a person reaches: those of the orders within reach, and of those without an order the own ones, or all for who reaches every order.</summary>
internal static class OutstockReach
{
    public static IQueryable<Outstock> Within(this IQueryable<Outstock> rows, OrderReach reach, HubDbContext db)
    {
        if (reach == OrderReach.Everything)
        {
            return rows;
        }
        var orders = db.Set<ProductionOrder>().Where(reach.Filter(db)).Select(o => (long?)o.Id);
        var user = reach.UserId;
        return rows.Where(o => orders.Contains(o.OrderId) || (o.OrderId == null && user != null && o.CreatedById == user));
    }

    /// <summary>The document to change, when it is within reach, at the version that its reader saw, and not taken back; its order's row is held, or its own.</summary>
    public static async Task<Result<FoundOutstock>> FindOutstockAsync(this HubDbContext db, OutstockCommand command, string action, CancellationToken ct)
    {
        var rows = db.Set<Outstock>().Within(command.Reach, db).Where(o => o.OutstockNo == command.OutstockNo);
        ProductionOrder? order = null;
        if (await rows.Select(o => o.OrderId).FirstOrDefaultAsync(ct) is { } orderId)
        {
            // First the order, then the document: the same way round as booking.
            var locked = await db.LockAsync(orderId, command.Reach, ct);
            if (locked.IsRefused(out var refusal))
            {
                return refusal;
            }
            order = locked.Value;
        }
        else
        {
            // Without an order the document's own row is waited for, on whichever node; what is read after it is what the other one left.
            await rows.ExecuteUpdateAsync(set => set.SetProperty(o => o.Version, o => o.Version), ct);
        }
        var outstock = await rows.Include(o => o.Items.OrderBy(i => i.SortOrder)).FirstOrDefaultAsync(ct);
        if (outstock is null)
        {
            return ShipmentErrors.NotFound;
        }
        if (command.Version is { } seen && seen != outstock.Version)
        {
            return CommonErrors.Stale;
        }
        if (outstock.ReversalOfId is not null)
        {
            return ShipmentErrors.IsReversal.With(outstock.OutstockNo, action);
        }
        if (outstock.Reversed)
        {
            return ShipmentErrors.AlreadyReversed.With(outstock.OutstockNo, action);
        }
        return new FoundOutstock(outstock, order);
    }
}
