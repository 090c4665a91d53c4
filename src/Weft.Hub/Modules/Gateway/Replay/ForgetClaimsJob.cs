using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Gateway.Replay;

/// <summary>Deletes claims whose requests the clock check refuses anyway. Harmless on two nodes and after a crash.</summary>
internal sealed class ForgetClaimsJob(HubDbContext db, TenantScope tenant, TimeProvider clock) : IClockJob
{
    public async Task RunAsync(CancellationToken ct)
    {
        tenant.EnterPlatform();
        var now = clock.UtcNow();
        await db.UnitAsync(() => db.Set<ReplayClaim>().Where(c => c.ExpiresAt < now).ExecuteDeleteAsync(ct), ct);
    }
}
