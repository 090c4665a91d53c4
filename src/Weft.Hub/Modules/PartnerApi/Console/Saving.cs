using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.PartnerApi.Console;

/// <summary>What the console's slices share: one page of a list, and a save whose expected failures are answers.</summary>
internal static class Saving
{
    public static async Task<PageOf<TView>> PageAsync<TRow, TView>(this IQueryable<TRow> rows, PageRequest page, Expression<Func<TRow, TView>> view, CancellationToken ct)
    {
        var records = await rows.Skip(page.Skip).Take(page.Size).Select(view).ToListAsync(ct);
        var total = records.Count < page.Size && (records.Count > 0 || page.Page == 1) ? page.Skip + records.Count : await rows.CountedAsync(ct);
        return new PageOf<TView>(total, page.Page, page.Size, records);
    }

    /// <summary>Saves; a code that is taken and a row that somebody else changed are refusals.</summary>
    public static async Task<Answer<T>> SavedAsync<T>(this HubDbContext db, Func<T> answer, string name, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException error) when (HubDatabase.IsUniqueViolation(error))
        {
            return PartnerApiErrors.Taken.With(name);
        }
        catch (DbUpdateConcurrencyException)
        {
            return CommonErrors.Stale;
        }
        return answer();
    }

    /// <summary>The version that the person saw; null takes the row as it is.</summary>
    public static bool IsStale(Fields fields, int version) => fields.Integer("version", 0, int.MaxValue) is { } seen && seen != version;
}
