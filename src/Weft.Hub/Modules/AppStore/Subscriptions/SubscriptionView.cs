using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore.Subscriptions;

/// <summary>A subscription as the console shows it.</summary>
// DaysLeft: Whole days that are left, rounded up; null without end, 0 when it is over.
// Periods: What was paid for or granted, oldest first; only where one tenant's list asks for it.
public sealed record SubscriptionAnswer(
    long Id, string SubscriptionNo, long TenantId, string TenantName, long AppId, string AppCode, string AppName, string SubscriptionType, decimal Price, int UserCount,
    DateTimeOffset StartTime, DateTimeOffset? EndTime, string Status, int? DaysLeft, bool AutoRenew, long? OrderId, string Remark,
    DateTimeOffset CreateTime, DateTimeOffset UpdateTime, int Version, IReadOnlyList<PeriodAnswer> Periods);

public sealed record PeriodAnswer(long? OrderId, DateTimeOffset From, DateTimeOffset? To, decimal Price, bool TakenBack);

/// <summary>Shows subscriptions of the tenant in scope.</summary>
internal sealed class SubscriptionView(StoreTenant tenant, TimeProvider clock)
{
    public async Task<SubscriptionAnswer> OfAsync(TenantSubscription subscription, CancellationToken ct) =>
        Of(subscription, (await tenant.GetAsync(ct)).Time, []);

    public SubscriptionAnswer Of(TenantSubscription s, TenantTime time, IEnumerable<SubscriptionPeriod> periods)
    {
        var now = clock.UtcNow();
        int? daysLeft = s.EndTime is { } end ? s.CoversAt(now) ? (int)Math.Ceiling((end - now).TotalDays) : 0 : null;
        return new SubscriptionAnswer(
            s.Id, s.SubscriptionNo, s.TenantId, s.TenantName, s.AppId, s.AppCode, s.AppName, s.SubscriptionType.Spelled(), s.Price, s.UserCount,
            time.Local(s.StartTime), time.Local(s.EndTime), s.StatusAt(now).Spelled(), daysLeft, s.AutoRenew, s.OrderId, s.Remark,
            time.Local(s.CreateTime), time.Local(s.UpdateTime), s.Version,
            [.. periods.Where(p => p.SubscriptionId == s.Id).OrderBy(p => p.From)
                .Select(p => new PeriodAnswer(p.OrderId, time.Local(p.From), time.Local(p.To), p.Price, p.TakenBackAt is not null))]);
    }
}
