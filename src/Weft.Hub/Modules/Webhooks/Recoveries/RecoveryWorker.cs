using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Weft.Hub.Modules.Webhooks.Deliveries;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Webhooks.Recoveries;

/// <summary>Wakes the worker when this node committed a recovery.</summary>
internal sealed class RecoverySignal : WorkSignal;

/// <summary>
/// Works recoveries off, a chunk a commit: deliveries set due and progress stand in the same commit, so after a crash none is done twice or left
/// out. With two nodes, the loser of a chunk sees that the row has changed and drops its own. The next chunk waits until the former is nearly
/// sent: new events do not queue up behind a large recovery.
/// </summary>
internal sealed class RecoveryWorker(
    RecoverySignal signal, IServiceScopeFactory scopes, IOptions<WebhooksOptions> options, TimeProvider clock, ILogger<RecoveryWorker> logger)
    : QueueWorker(signal, clock, logger)
{
    private readonly int chunk = options.Value.RecoveryChunk;

    protected override TimeSpan Poll => TimeSpan.FromSeconds(1);

    protected override async Task<bool> WorkAsync(CancellationToken ct)
    {
        var more = false;
        foreach (var (tenant, id) in await RunningAsync(ct))
        {
            more |= await WorkOnAsync(tenant, id, ct);
        }
        return more;
    }

    private async Task<List<(long Tenant, long Id)>> RunningAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().EnterPlatform();
        var db = scope.ServiceProvider.GetRequiredService<HubDbContext>();
        var found = await db.AcrossTenants<Recovery>("the worker looks for running recoveries").Where(r => r.State == RecoveryState.Running)
            .OrderBy(r => r.Id).Select(r => new { r.TenantId, r.Id }).ToListAsync(ct);
        return [.. found.Select(r => (r.TenantId, r.Id))];
    }

    /// <summary>True when another chunk can follow at once.</summary>
    private async Task<bool> WorkOnAsync(long tenant, long id, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(tenant);
        scope.ServiceProvider.GetRequiredService<Actor>().BecomeJob("webhooks.recovery");
        var db = scope.ServiceProvider.GetRequiredService<HubDbContext>();
        var resend = scope.ServiceProvider.GetRequiredService<DeliveryResend>();
        try
        {
            return await db.UnitAsync(() => DoChunkAsync(db, resend, id, ct), ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another node did this chunk, or a user cancelled: its commit stands, ours is undone.
            return false;
        }
    }

    private async Task<bool> DoChunkAsync(HubDbContext db, DeliveryResend resend, long id, CancellationToken ct)
    {
        if (await db.Set<Recovery>().FirstOrDefaultAsync(r => r.Id == id && r.State == RecoveryState.Running, ct) is not { } recovery)
        {
            return false;
        }
        var now = Clock.UtcNow();
        var stillDue = await db.Set<Delivery>().CountAsync(d => d.CredentialId == recovery.CredentialId && d.NextAttemptAt <= now, ct);
        if (stillDue > chunk / 2)
        {
            return false;
        }
        var next = await recovery.Remaining(db.Set<Delivery>()).OrderBy(d => d.Sequence).Take(chunk).Select(d => new { d.Id, d.Sequence }).ToListAsync(ct);
        if (next.Count > 0)
        {
            var ids = next.Select(d => d.Id).ToList();
            var count = await resend.SetDueAsync(recovery.CredentialId, db.Set<Delivery>().Where(d => ids.Contains(d.Id)), ct);
            recovery.Advance(count, next[^1].Sequence);
        }
        if (next.Count < chunk)
        {
            recovery.End(RecoveryState.Done, now);
        }
        await db.SaveChangesAsync(ct);
        return recovery.State == RecoveryState.Running;
    }
}
