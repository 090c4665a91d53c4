namespace Weft.Hub.Modules.AppStore.Subscriptions;

/// <summary>Which of several subscriptions to one module a person wants to see: what covers now, paid before trial; else what ended last.</summary>
internal static class BestSubscription
{
    public static TenantSubscription? Of(IEnumerable<TenantSubscription> subscriptions, DateTime now) => subscriptions
        .OrderBy(s => s.CoversAt(now) ? 0 : 1)
        .ThenBy(s => s.Status == SubscriptionStatus.Canceled ? 1 : 0)
        .ThenBy(s => s.IsTrial ? 1 : 0)
        .ThenByDescending(s => s.EndTime ?? DateTime.MaxValue)
        .FirstOrDefault();
}
