using System.Collections.Concurrent;

namespace Weft.Hub.Platform.Persistence;

/// <summary>
/// Counts what this process commits as a tenant: what was read of a tenant at one count is as new as that. Commits of other nodes, of the platform's own work across
/// tenants, and of what one person keeps for himself, are not counted, so whoever remembers something also lets it expire.
/// </summary>
public sealed class TenantCommits
{
    private readonly ConcurrentDictionary<long, long> counts = new();

    public long Of(long tenant) => counts.GetValueOrDefault(tenant);

    /// <summary>After a commit, before anybody hears of it.</summary>
    internal void Count(long tenant) => counts.AddOrUpdate(tenant, 1, (_, count) => count + 1);
}
