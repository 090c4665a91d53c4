using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.AppStore.Subscriptions;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Secrets;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore.Credentials;

/// <summary>Reads credentials as the doors see them, with what covers them, across tenants and in a scope of its own.</summary>
internal sealed class SnapshotReader(IServiceScopeFactory scopes, TenantDirectory tenants, SecretBox box, TimeProvider clock)
{
    private const string Reason = "a door looks for a credential";

    public async Task<CredentialSnapshot?> ByKeyAsync(string appKey) =>
        await ReadAsync(apps => apps.Where(a => a.AppKey == appKey)) is [var found] ? found : null;

    public async Task<CredentialSnapshot?> ByIdAsync(long id) =>
        await ReadAsync(apps => apps.Where(a => a.Id == id)) is [var found] ? found : null;

    public Task<IReadOnlyList<CredentialSnapshot>> OfTypeAsync(long tenantId, string appType) =>
        ReadAsync(apps => apps.Where(a => a.TenantId == tenantId && a.AppType == appType));

    private async Task<IReadOnlyList<CredentialSnapshot>> ReadAsync(Func<IQueryable<TenantApp>, IQueryable<TenantApp>> which)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().EnterPlatform();
        var db = scope.ServiceProvider.GetRequiredService<HubDbContext>();
        var apps = await which(db.AcrossTenants<TenantApp>(Reason)).AsNoTracking().OrderBy(a => a.Id).ToListAsync();
        if (apps.Count == 0)
        {
            return [];
        }
        // All of one tenant and type: they share what covers them.
        var (tenantId, appType) = (apps[0].TenantId, apps[0].AppType);
        var covering = await db.AcrossTenants<TenantSubscription>(Reason).AsNoTracking()
            .Where(s => s.TenantId == tenantId && s.AppCode == appType && (s.Status == SubscriptionStatus.Active || s.Status == SubscriptionStatus.Trial)).ToListAsync();
        var tenant = await tenants.FindAsync(tenantId, CancellationToken.None);
        var (isCovered, coveredUntil) = Coverage(covering, clock.UtcNow());
        return [.. apps.Select(app => Snapshot(app, tenant, isCovered, coveredUntil))];
    }

    /// <summary>Until when a subscription of the module entitles (app-store 4), from stored times and not from what a job marked.</summary>
    private static (bool IsCovered, DateTime? Until) Coverage(IReadOnlyCollection<TenantSubscription> subscriptions, DateTime now)
    {
        var current = subscriptions.Where(s => s.CoversAt(now)).ToList();
        return current.Count == 0 ? (false, null)
            : current.Any(s => s.EndTime is null) ? (true, null)
            : (true, current.Max(s => s.EndTime));
    }

    private CredentialSnapshot Snapshot(TenantApp app, TenantInfo? tenant, bool isCovered, DateTime? coveredUntil) => new()
    {
        Id = app.Id,
        TenantId = app.TenantId,
        AppName = app.AppName,
        AppType = app.AppType,
        AppKey = app.AppKey,
        AppSecret = app.OpenAppSecret(box),
        PreviousSecret = app.OpenPreviousSecret(box),
        PreviousSecretUntil = app.PreviousSecretUntil,
        CallbackSecret = app.OpenCallbackSecret(box),
        CallbackUrl = app.CallbackUrl,
        ExternalApiUrl = app.ExternalApiUrl,
        OrderScope = app.OrderScope,
        RequireV2Signature = app.RequireV2Signature,
        IpAllowList = app.Networks(),
        DailyQuota = app.DailyQuota,
        EventFilter = app.EventFilter() ?? ["completed"],
        IsTenantActive = tenant?.IsActive ?? false,
        IsEnabled = app.Status != CredentialStatus.Disabled,
        EntitledUntil = !isCovered || app.Status == CredentialStatus.Expired ? DateTime.UnixEpoch
            : app.ExpireTime is { } own && (coveredUntil is not { } end || own < end) ? own
            : coveredUntil,
        Time = tenant?.Time ?? TenantTime.For(null),
    };
}
