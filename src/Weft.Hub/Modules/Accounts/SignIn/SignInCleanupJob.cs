using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Accounts.SignIn;

/// <summary>
/// Removes sessions that ended a week ago, and counts of tries that count no more. Runs once across nodes; one that is cut off leaves the rest for the next run.
/// </summary>
internal sealed class SignInCleanupJob(HubDbContext db, TenantScope scope, TimeProvider clock) : IClockJob
{
    private static readonly TimeSpan KeepSessions = TimeSpan.FromDays(7);
    private static readonly TimeSpan KeepTries = TimeSpan.FromDays(2);

    public async Task RunAsync(CancellationToken ct)
    {
        scope.EnterPlatform();
        var now = clock.UtcNow();
        var (sessionsBefore, triesBefore) = (now - KeepSessions, now - KeepTries);
        await db.UnitAsync(() => db.AcrossTenants<Session>("old sessions are removed").Where(s => s.EndsAt < sessionsBefore || s.EndedAt < sessionsBefore).ExecuteDeleteAsync(ct), ct);
        await db.UnitAsync(() => db.Set<LoginAttempt>().Where(a => a.WindowStart < triesBefore && (a.LockedUntil == null || a.LockedUntil < now)).ExecuteDeleteAsync(ct), ct);
    }
}
