using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.Gateway.Quota;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Gateway.Calls;

/// <summary>Counters and newest calls for the store's pages (openapi-gateway 4.1, app-store 7).</summary>
internal sealed class CredentialUsageQuery(HubDbContext db, TimeProvider clock) : ICredentialUsage
{
    public async Task<IReadOnlyDictionary<long, CredentialUsage>> ForAsync(IReadOnlyCollection<long> credentialIds, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var today = DateOnly.FromDateTime(now);
        var days = await db.Set<CredentialDay>().Where(d => credentialIds.Contains(d.AppId))
            .GroupBy(d => d.AppId)
            .Select(g => new { g.Key, Total = g.Sum(d => (long)d.Used), Today = g.Where(d => d.Day == today).Sum(d => d.Used), Last = g.Max(d => d.LastCallAt) })
            .ToDictionaryAsync(d => d.Key, ct);
        var failed = await db.Set<CallLogRow>()
            .Where(r => credentialIds.Contains(r.AppId) && r.CreateTime >= now.Date && r.Direction == "INBOUND" && r.Result != "SUCCESS")
            .GroupBy(r => r.AppId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        return credentialIds.Distinct().ToDictionary(id => id, id => new CredentialUsage(
            id, days.TryGetValue(id, out var d) ? d.Today : 0, d?.Total ?? 0, d?.Last, failed.GetValueOrDefault(id)));
    }

    public async Task<IReadOnlyList<RecentCall>> RecentAsync(int count, CancellationToken ct) =>
        await db.Set<CallLogRow>().OrderByDescending(r => r.CreateTime).ThenByDescending(r => r.Id).Take(count)
            .Select(r => new RecentCall(
                r.Id, r.CreateTime, r.AppId, r.AppName, r.Direction, r.HttpMethod, r.RequestPath, r.ResponseCode, r.Result, r.CostMs, r.RequestId))
            .ToListAsync(ct);
}
