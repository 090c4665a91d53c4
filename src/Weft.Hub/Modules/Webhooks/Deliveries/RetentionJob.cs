using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Webhooks.Deliveries;

/// <summary>Deletes closed deliveries with their attempts when they are old enough. Works in small commits; cut off, it goes on the next time.</summary>
internal sealed class RetentionJob(HubDbContext db, TenantScope scope, IOptions<WebhooksOptions> options, TimeProvider clock) : IClockJob
{
    private const int Chunk = 1000;

    public async Task RunAsync(CancellationToken ct)
    {
        scope.EnterPlatform();
        var before = clock.UtcNow() - TimeSpan.FromDays(options.Value.KeepDays);
        var queues = await db.AcrossTenants<DeliveryQueue>("old deliveries are deleted").Select(q => new { q.TenantId, q.CredentialId }).ToListAsync(ct);
        foreach (var queue in queues)
        {
            while (await DeleteSomeAsync(queue.TenantId, queue.CredentialId, before, ct) == Chunk)
            {
                ct.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>Sequences grow with time: the oldest rows are the first of the credential's range, and no index by age is needed.</summary>
    private Task<int> DeleteSomeAsync(long tenant, long credential, DateTime before, CancellationToken ct) => db.UnitAsync(async () =>
    {
        var deliveries = db.AcrossTenants<Delivery>("old deliveries are deleted").Where(d => d.TenantId == tenant && d.CredentialId == credential);
        var ids = await deliveries.Where(d => d.CreateTime < before && d.ClosedAt < before).OrderBy(d => d.Sequence).Take(Chunk).Select(d => d.Id).ToListAsync(ct);
        return await deliveries.Where(d => ids.Contains(d.Id)).ExecuteDeleteAsync(ct);
    }, ct);
}
