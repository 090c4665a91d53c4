using Weft.Hub.Modules.AppStore.Catalogue;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore.Subscriptions;

internal enum SubscriptionType
{
    Trial,
    Monthly,
    Yearly,
    Perpetual,
}

internal enum SubscriptionStatus
{
    Trial,
    Active,
    Expired,
    Canceled,
}

/// <summary>A tenant's right to use a module (app-store 4). Whether it covers a moment is decided by <see cref="CoversAt"/>; the stored status follows by a job.</summary>
internal sealed class TenantSubscription : TenantRow
{
    /// <summary>Prefix of <see cref="SubscriptionNo"/> (production-domain 1).</summary>
    public const string Prefix = "SUB";

    public string SubscriptionNo { get; private set; } = "";
    public string TenantName { get; private set; } = "";
    public long AppId { get; private set; }
    public string AppCode { get; private set; } = "";
    public string AppName { get; private set; } = "";
    public SubscriptionType SubscriptionType { get; private set; }
    public decimal Price { get; private set; }
    public int UserCount { get; private set; } = 1;

    /// <summary>Begin of the current run; a run that lapsed is in the periods.</summary>
    public DateTime StartTime { get; private set; }

    /// <summary>Null: without end.</summary>
    public DateTime? EndTime { get; private set; }
    public SubscriptionStatus Status { get; private set; }

    /// <summary>Reserved (app-store 4).</summary>
    public bool AutoRenew { get; private set; }
    public long? OrderId { get; private set; }
    public string Remark { get; private set; } = "";

    public bool IsTrial => SubscriptionType == SubscriptionType.Trial;

    /// <summary>Entitled (app-store 4): <c>startTime ≤ t &lt; endTime</c> while it was neither replaced nor taken back.</summary>
    public bool CoversAt(DateTime now) =>
        Status is SubscriptionStatus.Active or SubscriptionStatus.Trial && StartTime <= now && (EndTime is not { } end || now < end);

    /// <summary>What people are told: a run that is over is over, also before the job came by.</summary>
    public SubscriptionStatus StatusAt(DateTime now) =>
        Status is SubscriptionStatus.Active or SubscriptionStatus.Trial && EndTime <= now ? SubscriptionStatus.Expired : Status;

    public static TenantSubscription StartTrial(long tenantId, string tenantName, StoreApp app, DateTime now) =>
        Make(tenantId, tenantName, app, SubscriptionType.Trial, SubscriptionStatus.Trial, now, now.AddDays(app.TrialDays));

    public static TenantSubscription Start(long tenantId, string tenantName, StoreApp app, SubscriptionType type, DateTime from, DateTime? to) =>
        Make(tenantId, tenantName, app, type, SubscriptionStatus.Active, from, to);

    public void Number(DateOnly day, long number) => SubscriptionNo = $"{Prefix}{day:yyyyMMdd}{number:D5}";

    public void PaidBy(long? orderId, decimal price, int userCount) => (OrderId, Price, UserCount) = (orderId ?? OrderId, price, userCount);

    /// <summary>Adds a period: the run goes on, or begins anew when it had lapsed.</summary>
    public void Extend(SubscriptionType type, DateTime from, DateTime? to)
    {
        if (Status == SubscriptionStatus.Canceled || IsTrial || (Status == SubscriptionStatus.Active && EndTime is null))
        {
            throw new InvalidOperationException($"Subscription {SubscriptionNo} can not be extended.");
        }
        StartTime = EndTime == from && Status == SubscriptionStatus.Active ? StartTime : from;
        (SubscriptionType, Status, EndTime) = (type, SubscriptionStatus.Active, to);
    }

    /// <summary>A purchase ends the trial at that moment (app-store 4).</summary>
    public void ReplaceBy(string subscriptionNo) => Remark = $"已由正式订阅 {subscriptionNo} 取代";

    public void Expire(DateTime at)
    {
        Status = SubscriptionStatus.Expired;
        EndTime = EndTime is { } end && end < at ? end : at;
    }

    /// <summary>A refund took a period back: the run ends earlier, or nothing is left of it.</summary>
    public void ShortenTo(DateTime end, DateTime now)
    {
        EndTime = end < now ? now : end;
        if (end <= now)
        {
            Cancel(now, "退款");
        }
    }

    /// <summary>The platform took it back.</summary>
    public void Cancel(DateTime now, string reason)
    {
        Status = SubscriptionStatus.Canceled;
        EndTime = EndTime is { } end && end < now ? end : now;
        Remark = reason.Length > 500 ? reason[..500] : reason;
    }

    private static TenantSubscription Make(
        long tenantId, string tenantName, StoreApp app, SubscriptionType type, SubscriptionStatus status, DateTime from, DateTime? to) => new()
        {
            TenantId = tenantId,
            TenantName = tenantName,
            AppId = app.Id,
            AppCode = app.AppCode,
            AppName = app.AppName,
            SubscriptionType = type,
            Status = status,
            StartTime = from,
            EndTime = to,
        };
}
