using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production.Orders;

/// <summary>
/// Cutting, scanning and inspecting an order happen one after the other, on whichever node: each begins by locking the order's row, and then reads what is true (D9).
/// </summary>
internal static class OrderLock
{
    /// <summary>The locked order of that number, when it is within reach. Inside a unit of work.</summary>
    public static async Task<Result<ProductionOrder>> LockAsync(this HubDbContext db, string? orderNo, OrderReach reach, CancellationToken ct)
    {
        if (orderNo is null || !ProductionOrder.IsNumber(orderNo))
        {
            return ProductionErrors.OrderNotFound;
        }
        var id = await db.Set<ProductionOrder>().Where(o => o.OrderNo == orderNo).Select(o => o.Id).FirstOrDefaultAsync(ct);
        return await db.LockAsync(id, reach, ct);
    }

    /// <summary>The same by id. Whoever locks several orders does so in the order of their ids.</summary>
    public static async Task<Result<ProductionOrder>> LockAsync(this HubDbContext db, long orderId, OrderReach reach, CancellationToken ct)
    {
        // A statement that changes nothing, and waits for the other node that holds the row; what is read after it is what that one left.
        await db.Set<ProductionOrder>().Where(o => o.Id == orderId).ExecuteUpdateAsync(set => set.SetProperty(o => o.Version, o => o.Version), ct);
        var order = await db.Set<ProductionOrder>().Where(reach.Filter(db)).Include(o => o.Lines).FirstOrDefaultAsync(o => o.Id == orderId, ct);
        return order is null ? ProductionErrors.OrderNotFound : order;
    }
}
