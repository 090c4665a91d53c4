using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore.Subscriptions;

/// <summary>
/// Reminds administrators before something ends: a trial 3 days and 1 day before, a subscription 14, 7 and 1 (app-store 2). The end itself is told by
/// <see cref="ExpireOverdue"/>.
/// </summary>
/// <remarks>Each reminder has a key, so running again, also on another node, tells nothing twice; after a pause only the latest one due is told.</remarks>
internal sealed class ReminderJob(HubDbContext db, TenantScope scope, TimeProvider clock, StoreScopes scopes) : IClockJob
{
    public const string Name = "appstore.reminders";

    private static readonly int[] TrialDays = [1, 3];
    private static readonly int[] PaidDays = [1, 7, 14];

    public async Task RunAsync(CancellationToken ct)
    {
        scope.EnterPlatform();
        var now = clock.UtcNow();
        var horizon = now.AddDays(PaidDays[^1]);
        var ending = await db.AcrossTenants<TenantSubscription>("the reminder job looks for what ends soon").AsNoTracking()
            .Where(s => (s.Status == SubscriptionStatus.Active || s.Status == SubscriptionStatus.Trial) && s.EndTime > now && s.EndTime <= horizon).ToListAsync(ct);
        foreach (var tenant in ending.GroupBy(s => s.TenantId))
        {
            var due = tenant.Select(s => (Subscription: s, Days: DaysDue(s, now))).Where(d => d.Days is not null).ToList();
            if (due.Count == 0)
            {
                continue;
            }
            await scopes.InTenantAsync(tenant.Key, services => RemindAsync(services, due, ct));
        }
    }

    /// <summary>In a unit, where the key's index decides should another node remind at the same moment.</summary>
    private static Task<int> RemindAsync(IServiceProvider services, IReadOnlyCollection<(TenantSubscription Subscription, int? Days)> due, CancellationToken ct) =>
        services.GetRequiredService<HubDbContext>().UnitAsync(async () =>
        {
            foreach (var (subscription, days) in due)
            {
                await TellAsync(services.GetRequiredService<StoreJournal>(), subscription, days!.Value, ct);
            }
            return due.Count;
        }, ct);

    /// <summary>One key for each reminder of each end: a renewed subscription is reminded of again.</summary>
    internal static string Key(TenantSubscription subscription, string which) => string.Create(
        CultureInfo.InvariantCulture, $"subscription-{subscription.Id}-{subscription.EndTime:yyyyMMddHHmmss}-{which}");

    private static int? DaysDue(TenantSubscription subscription, DateTime now)
    {
        var left = subscription.EndTime!.Value - now;
        foreach (var days in subscription.IsTrial ? TrialDays : PaidDays)
        {
            if (left <= TimeSpan.FromDays(days))
            {
                return days;
            }
        }
        return null;
    }

    private static Task TellAsync(StoreJournal journal, TenantSubscription subscription, int days, CancellationToken ct) => journal.TellAsync(
        subscription.IsTrial ? "TRIAL_ENDING" : "SUBSCRIPTION_ENDING", subscription.IsTrial ? "trial.ending" : "subscription.ending", [StoreJournal.App(subscription.AppName), days],
        StoreJournal.BuyPath(subscription.AppCode), ct, once: Key(subscription, days.ToString(CultureInfo.InvariantCulture)));
}
