using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production.Orders;

/// <summary>What the commands on an order share: finding it, and committing against others who change it.</summary>
internal static class OrderCommands
{
    /// <summary>The order to change, when it is within reach and at the version that its reader saw.</summary>
    public static async Task<Result<ProductionOrder>> FindForChangeAsync(
        this HubDbContext db, string orderNo, OrderReach reach, int? version, bool withLines, CancellationToken ct)
    {
        if (!ProductionOrder.IsNumber(orderNo))
        {
            return ProductionErrors.OrderNotFound;
        }
        var orders = db.Set<ProductionOrder>().Where(reach.Filter(db));
        var order = await (withLines ? orders.Include(o => o.Lines) : orders).FirstOrDefaultAsync(o => o.OrderNo == orderNo, ct);
        return order is null ? ProductionErrors.OrderNotFound
            : version is { } seen && seen != order.Version ? CommonErrors.Stale
            : order;
    }

    /// <summary>
    /// Runs a command in one unit of work and commits it. Should another node change the row between, the command runs again on what is there now:
    /// of two people who close an order, the second is told that it is closed.
    /// </summary>
    public static async Task<Result<T>> CommitAsync<T>(this HubDbContext db, Func<Task<Result<T>>> command, CancellationToken ct)
    {
        const int Tries = 3;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await db.UnitAsync(command, ct);
            }
            catch (DbUpdateConcurrencyException) when (attempt < Tries)
            {
                // The next try reads the row again.
            }
            catch (DbUpdateConcurrencyException)
            {
                return CommonErrors.Stale;
            }
        }
    }
}
