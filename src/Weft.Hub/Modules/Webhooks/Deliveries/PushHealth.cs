using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Webhooks.Deliveries;

/// <summary>Says which credentials count as 推送异常: three deliveries given up in 24 hours, or 20 failed attempts in a row (openapi-gateway 7.4).</summary>
internal sealed class PushHealth(HubDbContext db, Notices notices, CredentialDirectory credentials, TimeProvider clock) : IPushHealth
{
    public const int FailuresInRow = 20;
    private const int DeadPerDay = 3;

    public async Task<IReadOnlySet<long>> FailingAsync(IReadOnlyCollection<long> credentialIds, CancellationToken ct) =>
        (await db.Set<DeliveryQueue>().Where(q => credentialIds.Contains(q.CredentialId) && q.FailingSince != null)
            .Select(q => q.CredentialId).ToListAsync(ct)).ToHashSet();

    /// <summary>
    /// Marks the credential if it has come so far, and tells the administrators, both in one commit: once until a push succeeds again. Repeating is safe.
    /// </summary>
    public async Task JudgeAsync(long credentialId, CancellationToken ct)
    {
        var name = (await credentials.FindAsync(db.Tenant.Required, credentialId, ct))?.AppName ?? "";
        await db.UnitAsync(async () =>
        {
            var now = clock.UtcNow();
            var queue = await db.Set<DeliveryQueue>().FirstOrDefaultAsync(q => q.CredentialId == credentialId, ct);
            if (queue is null or { FailingSince: not null })
            {
                return false;
            }
            var since = now - TimeSpan.FromHours(24);
            if (queue.FailedInRow < FailuresInRow
                && await db.Set<Delivery>().CountAsync(d => d.CredentialId == credentialId && d.State == DeliveryState.Dead && d.ClosedAt > since, ct) < DeadPerDay)
            {
                return false;
            }
            queue.MarkFailing(now);
            await notices.RaiseAsync(
                new Notice(
                    "PUSH_FAILING", "push.failing", [name],
                    $"/system/tenant-management/apps/{credentialId}?tab=deliveries", $"push-failing:{credentialId}:{now:yyyyMMddHHmmssfff}"),
                ct);
            return true;
        }, ct);
    }
}
