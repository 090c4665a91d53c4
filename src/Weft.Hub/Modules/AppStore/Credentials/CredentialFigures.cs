namespace Weft.Hub.Modules.AppStore.Credentials;

/// <summary>Counters and push health of credentials, from the modules that keep them; zeros where no such module runs.</summary>
internal sealed class CredentialFigures(IEnumerable<ICredentialUsage> usage, IEnumerable<IPushHealth> health)
{
    internal sealed record Known(IReadOnlyDictionary<long, CredentialUsage> Usage, IReadOnlySet<long> Failing)
    {
        public CredentialUsage UsageOf(long id) => Usage.TryGetValue(id, out var figures) ? figures : new CredentialUsage(id, 0, 0, null, 0);
    }

    public async Task<Known> ForAsync(IReadOnlyCollection<TenantApp> credentials, CancellationToken ct)
    {
        long[] ids = [.. credentials.Select(c => c.Id)];
        var counted = ids.Length > 0 && usage.FirstOrDefault() is { } counters ? await counters.ForAsync(ids, ct) : new Dictionary<long, CredentialUsage>();
        var failing = ids.Length > 0 && health.FirstOrDefault() is { } pushes ? await pushes.FailingAsync(ids, ct) : new HashSet<long>();
        return new Known(counted, failing);
    }

    public async Task<IReadOnlyList<RecentCall>> RecentAsync(int count, CancellationToken ct) =>
        usage.FirstOrDefault() is { } counters ? await counters.RecentAsync(count, ct) : [];
}
