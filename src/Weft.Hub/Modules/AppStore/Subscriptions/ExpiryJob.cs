using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.AppStore.Credentials;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore.Subscriptions;

/// <summary>
/// Lets the stored states of subscriptions and credentials follow the clock (app-store 4, 6.2; S5). Nothing depends on it being on time: whether a call is let
/// through is decided by the times themselves.
/// </summary>
/// <remarks>Two nodes: the second finds nothing left, or loses on the version and leaves it. After a crash the rest is due at the next run.</remarks>
internal sealed partial class ExpiryJob(HubDbContext db, TenantScope scope, TimeProvider clock, StoreScopes scopes, ILogger<ExpiryJob> logger) : IClockJob
{
    public const string Name = "appstore.expiry";

    public async Task RunAsync(CancellationToken ct)
    {
        scope.EnterPlatform();
        var now = clock.UtcNow();
        const string Reason = "the expiry job looks for what ended";
        var ended = db.AcrossTenants<TenantSubscription>(Reason)
            .Where(s => (s.Status == SubscriptionStatus.Active || s.Status == SubscriptionStatus.Trial) && s.EndTime <= now).Select(s => s.TenantId);
        var expired = db.AcrossTenants<TenantApp>(Reason)
            .Where(a => a.Status != CredentialStatus.Expired && a.ExpireTime <= now).Select(a => a.TenantId);
        foreach (var tenant in await ended.Union(expired).ToListAsync(ct))
        {
            var done = await scopes.InTenantAsync(tenant, services => services.GetRequiredService<ExpireOverdue>().RunAsync(ct));
            if (done.IsRefused(out var refusal))
            {
                Log.Skipped(logger, tenant, refusal.Token);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2110, LogLevel.Information, "What ended of tenant {Tenant} is left for the next run: {Token}")]
        public static partial void Skipped(ILogger logger, long tenant, string token);
    }
}

/// <summary>Marks what ended of the tenant in scope, and tells its administrators.</summary>
internal sealed class ExpireOverdue(HubDbContext db, TimeProvider clock, StoreJournal journal)
{
    public Task<Result<Done>> RunAsync(CancellationToken ct) => db.AttemptAsync<Done>(async () =>
    {
        var now = clock.UtcNow();
        var subscriptions = await db.Set<TenantSubscription>()
            .Where(s => (s.Status == SubscriptionStatus.Active || s.Status == SubscriptionStatus.Trial) && s.EndTime <= now).ToListAsync(ct);
        foreach (var subscription in subscriptions)
        {
            subscription.Expire(now);
            await journal.TellAsync(
                subscription.IsTrial ? "TRIAL_ENDED" : "SUBSCRIPTION_ENDED", subscription.IsTrial ? "trial.ended" : "subscription.ended", [StoreJournal.App(subscription.AppName)],
                StoreJournal.BuyPath(subscription.AppCode), ct, once: ReminderJob.Key(subscription, "end"));
        }
        foreach (var credential in await db.Set<TenantApp>().Where(a => a.Status != CredentialStatus.Expired && a.ExpireTime <= now).ToListAsync(ct))
        {
            credential.Expire();
        }
        journal.CredentialsChanged();
        return Done.Value;
    }, ct);
}
