using System.Net;
using System.Text.Json;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore.Credentials;

internal enum CredentialStatus
{
    Active,
    Disabled,
    Expired,
}

internal enum DisabledBy
{
    Tenant,
    Platform,
}

internal enum CredentialSource
{
    Trial,
    Purchase,
    Grant,
    Manual,
}

/// <summary>A credential of a customer's system, 客户应用 (app-store 6). Its secrets are in <c>TenantApp.Secrets.cs</c>.</summary>
internal sealed partial class TenantApp : TenantRow, ISoftDeleted
{
    /// <summary>Marks a trial's credential in its name, until it is bought (app-store 2, 4).</summary>
    public const string TrialMark = "(试用)";

    public string AppName { get; private set; } = "";
    public string AppType { get; private init; } = "";
    public string AppKey { get; private init; } = "";
    public CredentialStatus Status { get; private set; }
    public DisabledBy? DisabledBy { get; private set; }
    public string? DisabledReason { get; private set; }
    public string? CallbackUrl { get; private set; }
    public string? ExternalApiUrl { get; private set; }
    public string? ConfigJson { get; private set; }
    public OrderScope OrderScope { get; private set; }
    public bool RequireV2Signature { get; private set; }
    public List<string> IpAllowList { get; private set; } = [];

    /// <summary>Calls per UTC day; 0 is unlimited.</summary>
    public int DailyQuota { get; private set; }
    public DateTime? ExpireTime { get; private set; }

    /// <summary>An administrator of the tenant set an earlier end; renewals leave it alone (app-store 4).</summary>
    public bool KeepsOwnExpiry { get; private set; }

    /// <summary>Lives from a trial: the quota is fixed (app-store 6.1; S2).</summary>
    public bool IsTrial { get; private set; }
    public long SubscriptionId { get; private set; }
    public CredentialSource Source { get; private set; }
    public string? Remark { get; private set; }
    public DateTime? DeletedAt { get; private set; }

    public static TenantApp Create(
        Subscriptions.TenantSubscription subscription, string appName, CredentialSource source, int dailyQuota, OrderScope scope) => new()
        {
            TenantId = subscription.TenantId,
            AppName = appName,
            AppType = subscription.AppCode,
            AppKey = CredentialText.NewAppKey(),
            SubscriptionId = subscription.Id,
            ExpireTime = subscription.EndTime,
            IsTrial = subscription.IsTrial,
            Source = source,
            DailyQuota = dailyQuota,
            OrderScope = scope,
        };

    /// <summary>What people are told: what is over is over, also before the job came by.</summary>
    public CredentialStatus StatusAt(DateTime now) => Status != CredentialStatus.Expired && ExpireTime <= now ? CredentialStatus.Expired : Status;

    public void Apply(CredentialSettings settings)
    {
        AppName = settings.AppName ?? AppName;
        CallbackUrl = settings.CallbackUrl.Or(CallbackUrl);
        ExternalApiUrl = settings.ExternalApiUrl.Or(ExternalApiUrl);
        ConfigJson = settings.ConfigJson.Or(ConfigJson);
        OrderScope = settings.OrderScope ?? OrderScope;
        RequireV2Signature = settings.RequireV2Signature ?? RequireV2Signature;
        IpAllowList = settings.IpAllowList is { } list ? [.. list] : IpAllowList;
        DailyQuota = settings.DailyQuota ?? DailyQuota;
        Remark = settings.Remark.Or(Remark);
        if (settings.ExpireTime is { } end && end != ExpireTime)
        {
            (ExpireTime, KeepsOwnExpiry) = (end, true);
        }
    }

    /// <summary>Switched off by the tenant (app-store 6.2). Doing it again changes nothing.</summary>
    public Refusal? Disable(string? reason, DateTime now)
    {
        if (StatusAt(now) == CredentialStatus.Expired)
        {
            return AppStoreErrors.Expired;
        }
        if (Status == CredentialStatus.Active)
        {
            (Status, DisabledBy, DisabledReason) = (CredentialStatus.Disabled, Credentials.DisabledBy.Tenant, reason);
        }
        return null;
    }

    /// <summary>Switched on by the tenant: neither what the platform switched off, nor what is over (app-store 6.2; S3).</summary>
    public Refusal? Enable(DateTime now)
    {
        if (DisabledBy == Credentials.DisabledBy.Platform)
        {
            return AppStoreErrors.DisabledByPlatform;
        }
        if (StatusAt(now) == CredentialStatus.Expired)
        {
            return AppStoreErrors.Expired;
        }
        (Status, DisabledBy, DisabledReason) = (CredentialStatus.Active, null, null);
        return null;
    }

    public void DisableByPlatform(string reason) =>
        (Status, DisabledBy, DisabledReason) = (CredentialStatus.Disabled, Credentials.DisabledBy.Platform, reason);

    public void Expire() => Status = CredentialStatus.Expired;

    public void Delete(DateTime now) => DeletedAt = now;

    /// <summary>Its subscription was renewed: its end moves, unless an administrator of the tenant gave it an earlier one (app-store 4).</summary>
    public void FollowRenewal(DateTime? end, DateTime now)
    {
        if (!KeepsOwnExpiry)
        {
            ExpireTime = end;
        }
        Revive(now);
    }

    /// <summary>
    /// The buyer goes on with this credential, or the platform grants it anew: key and secrets stay, the trial's limits end. What the platform had switched off works
    /// again, because it is the platform that activates. An end of the administrator's own is kept while it lies ahead.
    /// </summary>
    public void Continue(Subscriptions.TenantSubscription subscription, int paidDailyQuota, string nameWithoutMark, DateTime now)
    {
        SubscriptionId = subscription.Id;
        if (IsTrial)
        {
            (IsTrial, AppName, Source) = (false, nameWithoutMark, CredentialSource.Purchase);
            DailyQuota = Math.Max(DailyQuota, paidDailyQuota);
        }
        if (KeepsOwnExpiry && ExpireTime <= now)
        {
            KeepsOwnExpiry = false;
        }
        if (DisabledBy == Credentials.DisabledBy.Platform)
        {
            (DisabledBy, DisabledReason) = (null, null);
            Status = Status == CredentialStatus.Disabled ? CredentialStatus.Active : Status;
        }
        FollowRenewal(subscription.EndTime, now);
    }

    /// <summary>A refund ended its subscription earlier, or altogether.</summary>
    public void EndBy(DateTime end, DateTime now)
    {
        ExpireTime = ExpireTime is { } own && own < end ? own : end;
        if (ExpireTime <= now)
        {
            Expire();
        }
    }

    /// <summary>Order statuses that ORDER_STATUS is pushed for, as far as the configuration says (openapi-gateway 7.1).</summary>
    public IReadOnlyList<string>? EventFilter()
    {
        if (ConfigJson is null)
        {
            return null;
        }
        using var config = JsonDocument.Parse(ConfigJson);
        return config.RootElement.TryGetProperty("eventFilter", out var filter) && filter.ValueKind == JsonValueKind.Array
            ? [.. filter.EnumerateArray().Select(f => f.GetString()!)]
            : null;
    }

    public IReadOnlyList<IPNetwork> Networks() => [.. IpAllowList.Select(text => IPNetwork.Parse(text))];

    /// <summary>Back from expired; one that was switched off before stays switched off.</summary>
    private void Revive(DateTime now)
    {
        if (Status == CredentialStatus.Expired && (ExpireTime is not { } end || end > now))
        {
            Status = DisabledBy is null ? CredentialStatus.Active : CredentialStatus.Disabled;
        }
    }
}
