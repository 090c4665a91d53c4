using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.AppStore.Catalogue;
using Weft.Hub.Modules.AppStore.Subscriptions;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore.Trials;

// Reason: Why it can not be tried, to show; null when it can.
public sealed record TrialStatusAnswer(
    bool HasTried, bool CanTrial, DateTimeOffset? StartTime, DateTimeOffset? EndTime, bool IsExpired, string? Status, string? Reason);

/// <summary><c>GET /app-store/trial-status/{appId}</c>: whether the tenant tried the module, and whether it may (app-store 2).</summary>
internal static class TrialStatus
{
    public static async Task<Answer<TrialStatusAnswer>> HandleAsync(long appId, HubDbContext db, StoreTenant tenant, TimeProvider clock, CancellationToken ct)
    {
        var app = await db.Set<StoreApp>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == appId && a.Status == StoreAppStatus.Published, ct);
        if (app is null)
        {
            return CommonErrors.NotFound;
        }
        var now = clock.UtcNow();
        var time = (await tenant.GetAsync(ct)).Time;
        var known = await db.Set<TenantSubscription>().AsNoTracking().Where(s => s.AppCode == app.AppCode).ToListAsync(ct);
        var trial = known.FirstOrDefault(s => s.IsTrial);
        var refusal = WhyNot(known, now);
        return new TrialStatusAnswer(
            trial is not null, refusal is null, time.Local(trial?.StartTime), time.Local(trial?.EndTime),
            trial?.StatusAt(now) == SubscriptionStatus.Expired, trial?.StatusAt(now).Spelled(), refusal?.Message);
    }

    /// <summary>Once for ever, and not beside a paid subscription.</summary>
    public static Refusal? WhyNot(IReadOnlyCollection<TenantSubscription> ofTheApp, DateTime now) =>
        ofTheApp.Any(s => s.IsTrial) ? AppStoreErrors.TrialUsed
        : ofTheApp.Any(s => s.CoversAt(now)) ? AppStoreErrors.AlreadySubscribed
        : null;
}
