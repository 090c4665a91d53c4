using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production;

/// <summary>
/// Sums over everything that a tenant has, remembered for the pages that many people keep open: read anew after each commit of the tenant on this node, and after half a
/// minute, which is how often a page reads by itself, whatever else was committed.
/// </summary>
internal sealed class RecentFigures(TenantCommits commits, TimeProvider clock)
{
    private const int Capacity = 2_000;

    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(30);

    private readonly RecentValues<Key, object> recent = new(MaxAge, clock, Capacity);

    /// <summary>The figures within a person's reach.</summary>
    /// <param name="user">Whose reach, and whose calendar.</param>
    /// <param name="name">Which figures.</param>
    /// <param name="asked">What narrows them; the same values are the same figures.</param>
    /// <param name="read">Reads them.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Answer<T>> GetAsync<T>(
        SignedInUser user, string name, IEnumerable<KeyValuePair<string, string>> asked, Func<Task<Answer<T>>> read, CancellationToken ct)
    {
        var isOwn = user.FactoryId is null && user.DataScope == DataScope.Own;
        var tenant = user.TenantId ?? throw new InvalidOperationException("The platform has no orders.");
        var key = new Key(tenant, commits.Of(tenant), user.FactoryId, isOwn ? user.UserId : null, user.TimeZone, name,
            string.Join('&', asked.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => a.Key + "=" + a.Value)));
        return (Answer<T>)await recent.GetAsync(key, async (_, _) => await read(), ct);
    }

    private sealed record Key(long TenantId, long Commits, long? FactoryId, long? UserId, string TimeZone, string Name, string Asked);
}
