using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Gateway.Calls;

/// <summary>Deletes rows past their retention, a portion a commit, so that nobody waits for it. Safe to run twice, and to be cut off.</summary>
internal sealed class CallLogRetentionJob(HubDbContext db, TenantScope tenant, IOptions<GatewayOptions> options, TimeProvider clock) : IClockJob
{
    private const int Portion = 2000;

    public async Task RunAsync(CancellationToken ct)
    {
        tenant.EnterPlatform();
        var before = clock.UtcNow() - TimeSpan.FromDays(options.Value.LogRetentionDays);
        while (await DeleteAsync(before, ct) == Portion)
        {
            ct.ThrowIfCancellationRequested();
        }
        await db.UnitAsync(() => db.Set<SecurityLogRow>().Where(r => r.CreateTime < before).ExecuteDeleteAsync(ct), ct);
    }

    private Task<int> DeleteAsync(DateTime before, CancellationToken ct) => db.UnitAsync(
        async () =>
        {
            var old = await db.AcrossTenants<CallLogRow>("retention of the call log").Where(r => r.CreateTime < before)
                .OrderBy(r => r.CreateTime).Select(r => r.Id).Take(Portion).ToListAsync(ct);
            return await db.AcrossTenants<CallLogRow>("retention of the call log").Where(r => old.Contains(r.Id)).ExecuteDeleteAsync(ct);
        },
        ct);
}
