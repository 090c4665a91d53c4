using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.AppStore.Catalogue;
using Weft.Hub.Modules.AppStore.Credentials;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore.Subscriptions;

/// <summary>Time that was paid for, or granted.</summary>
// Months: Calendar months; null is without end.
// UnitPrice: Price of one user.
// Paid: What was paid for the period.
internal sealed record BoughtTime(StoreApp App, SubscriptionType Type, int? Months, decimal UnitPrice, decimal Paid, int UserCount, long? OrderId);

/// <summary>Gives a tenant time on a module: extends its paid subscription or starts one, and ends a trial (app-store 4). Runs inside the unit of its caller.</summary>
internal sealed class ExtendSubscription(HubDbContext db, TimeProvider clock, StoreTenant tenant)
{
    public async Task<Result<TenantSubscription>> RunAsync(BoughtTime bought, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var buyer = await tenant.GetAsync(ct);
        var known = await db.Set<TenantSubscription>()
            .Where(s => s.AppCode == bought.App.AppCode && s.Status != SubscriptionStatus.Canceled).ToListAsync(ct);
        var paid = known.Where(s => !s.IsTrial).OrderBy(s => s.Status == SubscriptionStatus.Active ? 0 : 1).ThenByDescending(s => s.EndTime).FirstOrDefault();
        if (paid is { Status: SubscriptionStatus.Active, EndTime: null })
        {
            return AppStoreErrors.Perpetual;
        }
        // Paid time is never lost: the new period begins where the current one ends (S11).
        var from = paid is { Status: SubscriptionStatus.Active, EndTime: { } end } && end > now ? end : now;
        var to = CalendarMonths.After(from, bought.Months, buyer.Time);
        if (paid is null)
        {
            paid = TenantSubscription.Start(buyer.Id, buyer.Name, bought.App, bought.Type, from, to);
            db.Add(paid);
            Number(paid, known.FirstOrDefault(s => s.Status == SubscriptionStatus.Trial), buyer.Time.Day(now));
        }
        else
        {
            paid.Extend(bought.Type, from, to);
        }
        paid.PaidBy(bought.OrderId, bought.UnitPrice, bought.UserCount);
        db.Add(SubscriptionPeriod.For(paid, bought.OrderId, from, to, bought.Months, bought.Paid));
        foreach (var trial in known.Where(s => s.Status == SubscriptionStatus.Trial))
        {
            // Buying during a trial starts the paid time at once, not after the trial.
            trial.Expire(now);
            trial.ReplaceBy(paid.SubscriptionNo);
        }
        foreach (var credential in await db.Set<TenantApp>().Where(a => a.SubscriptionId == paid.Id).ToListAsync(ct))
        {
            credential.FollowRenewal(paid.EndTime, now);
        }
        return paid;
    }

    private void Number(TenantSubscription subscription, TenantSubscription? trial, DateOnly day) =>
        db.TakePlatformNumber(TenantSubscription.Prefix, day, n =>
        {
            subscription.Number(day, n);
            trial?.ReplaceBy(subscription.SubscriptionNo);
        });
}
