using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.AppStore.Catalogue;
using Weft.Hub.Modules.AppStore.Credentials;
using Weft.Hub.Modules.AppStore.Orders;
using Weft.Hub.Modules.AppStore.Subscriptions;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore.Operator;

/// <summary>Which credential an activation or a grant goes on with, or makes (app-store 4). Runs inside the unit of its caller.</summary>
internal sealed class ContinueCredential(HubDbContext db, TimeProvider clock, CredentialMaker maker)
{
    /// <summary>The credential that the buyer chose; a new one when a new one was chosen, or when the chosen one was deleted since.</summary>
    public async Task<TenantApp> ForOrderAsync(AppOrder order, TenantSubscription subscription, StoreApp app, CancellationToken ct)
    {
        if (order.CredentialMode == CredentialMode.RenewExisting
            && await db.Set<TenantApp>().FirstOrDefaultAsync(a => a.Id == order.TenantAppId && a.AppType == app.AppCode, ct) is { } chosen)
        {
            await ContinueAsync(chosen, subscription, app, ct);
            return chosen;
        }
        return await MakeAsync(subscription, app, CredentialSource.Purchase, ct);
    }

    /// <summary>All credentials of the type go on; without any, one is made for the tenant to claim.</summary>
    public async Task ForGrantAsync(TenantSubscription subscription, StoreApp app, CancellationToken ct)
    {
        var credentials = await db.Set<TenantApp>().Where(a => a.AppType == app.AppCode).ToListAsync(ct);
        foreach (var credential in credentials)
        {
            await ContinueAsync(credential, subscription, app, ct);
        }
        if (credentials.Count == 0)
        {
            await MakeAsync(subscription, app, CredentialSource.Grant, ct);
        }
    }

    private async Task ContinueAsync(TenantApp credential, TenantSubscription subscription, StoreApp app, CancellationToken ct)
    {
        var name = credential.AppName;
        if (credential.IsTrial && name.Contains(TenantApp.TrialMark, StringComparison.Ordinal))
        {
            name = await maker.FreeNameAsync(name.Replace(TenantApp.TrialMark, "", StringComparison.Ordinal), credential.Id, ct);
        }
        credential.Continue(subscription, app.PaidDailyQuota, name, clock.UtcNow());
    }

    private async Task<TenantApp> MakeAsync(TenantSubscription subscription, StoreApp app, CredentialSource source, CancellationToken ct) =>
        maker.MakeUnseen(subscription, await maker.FreeNameAsync(app.AppName, null, ct), source, app.PaidDailyQuota);
}
