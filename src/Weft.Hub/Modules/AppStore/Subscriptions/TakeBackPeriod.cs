using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.AppStore.Credentials;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore.Subscriptions;

/// <summary>
/// Takes back what is left of the period that an order paid for (app-store 3.1, refund). Periods paid by other orders keep their length and move up.
/// Runs inside the unit of its caller.
/// </summary>
internal sealed class TakeBackPeriod(HubDbContext db, TimeProvider clock)
{
    /// <returns>The subscription as it is now, or null when the order had none.</returns>
    public async Task<TenantSubscription?> RunAsync(long orderId, TenantTime time, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var refunded = await db.Set<SubscriptionPeriod>().FirstOrDefaultAsync(p => p.OrderId == orderId && p.TakenBackAt == null, ct);
        if (refunded is null)
        {
            return null;
        }
        var subscription = await db.Set<TenantSubscription>().FirstAsync(s => s.Id == refunded.SubscriptionId, ct);
        if (subscription.Status == SubscriptionStatus.Canceled || refunded.To <= now)
        {
            // It was used up, or taken back already: the money goes back, no time does.
            refunded.TakeBack(now);
            return subscription;
        }
        var later = await db.Set<SubscriptionPeriod>()
            .Where(p => p.SubscriptionId == subscription.Id && p.TakenBackAt == null && p.From > refunded.From).OrderBy(p => p.From).ToListAsync(ct);
        DateTime? end = refunded.From > now ? refunded.From : now;
        refunded.TakeBack(now);
        foreach (var period in later)
        {
            var from = end!.Value;
            end = CalendarMonths.After(from, period.Months, time);
            period.Move(from, end);
        }
        if (end is not { } newEnd)
        {
            return subscription;
        }
        subscription.ShortenTo(newEnd, now);
        foreach (var credential in await db.Set<TenantApp>().Where(a => a.SubscriptionId == subscription.Id).ToListAsync(ct))
        {
            credential.EndBy(newEnd, now);
        }
        return subscription;
    }
}
