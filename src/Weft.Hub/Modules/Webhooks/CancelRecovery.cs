using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.Webhooks.Recoveries;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Webhooks;

/// <summary>Stops a running recovery. What it has set due already is still sent.</summary>
internal static class CancelRecovery
{
    public static async Task<Answer<StartRecovery.Response>> HandleAsync(
        long id, long recoveryId, HttpContext context, HubDbContext db, Audit audit, TimeProvider clock, CancellationToken ct) =>
        await db.UnitAsync<Result<StartRecovery.Response>>(async () =>
        {
            if (await db.Set<Recovery>().FirstOrDefaultAsync(r => r.Id == recoveryId && r.CredentialId == id, ct) is not { } recovery)
            {
                return CommonErrors.NotFound;
            }
            if (recovery.State != RecoveryState.Running)
            {
                return WebhooksErrors.RecoveryOver;
            }
            recovery.End(RecoveryState.Canceled, clock.UtcNow());
            audit.Record(new AuditEntry("Webhooks", "CancelRecovery", "TenantApp", id, null) { After = new { recovery.Done, recovery.Total } });
            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateConcurrencyException)
            {
                // The worker finished a chunk in between.
                return CommonErrors.Stale;
            }
            return StartRecovery.Response.Of(recovery, TenantTime.For(context.User().TimeZone));
        }, ct);
}
