using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Gateway.Quota;

/// <summary>
/// Tells administrators when a credential has used 50, 80 and 95 % of its day. Each level of a day has a key, so running again, also on another node, tells
/// nothing twice; between two runs only the highest level that was reached is told.
/// </summary>
internal sealed class QuotaNoticeJob(HubDbContext db, TenantScope scope, CredentialDirectory credentials, Notices notices, TimeProvider clock) : IClockJob
{
    private static readonly int[] Levels = [95, 80, 50];

    public async Task RunAsync(CancellationToken ct)
    {
        scope.EnterPlatform();
        var today = DateOnly.FromDateTime(clock.UtcNow());
        var used = await db.AcrossTenants<CredentialDay>("the quota job looks for days that are nearly used up").AsNoTracking()
            .Where(d => d.Day == today && d.Used > 0).Select(d => new { d.TenantId, d.AppId, d.Used }).ToListAsync(ct);
        foreach (var day in used)
        {
            if (await credentials.FindAsync(day.TenantId, day.AppId, ct) is not { DailyQuota: > 0 } credential
                || Levels.FirstOrDefault(level => day.Used * 100L >= (long)level * credential.DailyQuota) is not (> 0 and var reached))
            {
                continue;
            }
            var notice = new Notice(
                "QUOTA", "quota", [reached, credential.AppName, day.Used, credential.DailyQuota],
                $"/system/tenant-management/apps/{day.AppId}", string.Create(CultureInfo.InvariantCulture, $"quota-{day.AppId}-{today:yyyyMMdd}-{reached}"));
            await db.UnitAsync(async () =>
            {
                await notices.RaiseAsync(day.TenantId, notice, ct);
                return true;
            }, ct);
        }
    }
}
