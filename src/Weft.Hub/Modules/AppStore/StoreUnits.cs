using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.AppStore;

/// <summary>The store's commands: each is one unit, whose lost races are refusals.</summary>
internal static class StoreUnits
{
    /// <summary>
    /// Runs a unit. A row that someone else changed meanwhile is <see cref="CommonErrors.Stale"/>; a row that a unique index already holds is
    /// <paramref name="taken"/>, or the exception when the unit expects none.
    /// </summary>
    public static async Task<Result<T>> AttemptAsync<T>(this HubDbContext db, Func<Task<Result<T>>> work, CancellationToken ct, Refusal? taken = null)
    {
        try
        {
            return await db.UnitAsync(work, ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return CommonErrors.Stale;
        }
        catch (DbUpdateException error) when (taken is not null && HubDatabase.IsUniqueViolation(error))
        {
            return taken;
        }
    }
}
