using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Platform.Persistence;

/// <summary>How many rows a list has.</summary>
public static class RowCounts
{
    /// <summary>The number of rows, or one more than <see cref="PageRequest.CountedTo"/> when there are more: what a list takes does not grow with the table.</summary>
    public static Task<long> CountedAsync<T>(this IQueryable<T> rows, CancellationToken ct) => rows.Take(PageRequest.CountedTo + 1).LongCountAsync(ct);
}
