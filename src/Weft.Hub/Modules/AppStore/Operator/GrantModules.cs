using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.AppStore.Catalogue;
using Weft.Hub.Modules.AppStore.Credentials;
using Weft.Hub.Modules.AppStore.Subscriptions;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore.Operator;

/// <summary>
/// <c>POST /app-store/admin/grant-to-tenant</c> and <c>/admin/revoke-from-tenant</c>: modules without an order, and their end (app-store 5). All of the named
/// modules or none.
/// </summary>
internal sealed class GrantModules(HubDbContext db, TimeProvider clock, ExtendSubscription extend, ContinueCredential continuing, StoreJournal journal)
{
    internal sealed record Request(long TenantId, string[] AppCodes, int DurationMonths, string? Reason);

    internal sealed record RevokeRequest(long TenantId, string[] AppCodes, string Reason);

    public static async Task<Answer<SubscriptionAnswer[]>> HandleGrantAsync(
        Fields fields, TenantDirectory tenants, StoreScopes scopes, SubscriptionView view, CancellationToken ct)
    {
        // ≤ 0 is without end (app-store 5); a century is a typing error.
        var months = (int?)fields.Integer("durationMonths", -1200, 1200, required: true);
        var reason = fields.Text("reason", 500);
        return await InTenantAsync(fields, tenants, scopes, view, (command, codes) => command.RunAsync(codes, months > 0 ? months : null, reason, ct), ct);
    }

    public static async Task<Answer<SubscriptionAnswer[]>> HandleRevokeAsync(
        Fields fields, TenantDirectory tenants, StoreScopes scopes, SubscriptionView view, CancellationToken ct)
    {
        var reason = fields.Text("reason", 500, required: true);
        return await InTenantAsync(fields, tenants, scopes, view, (command, codes) => command.RevokeAsync(codes, reason!, ct), ct);
    }

    /// <summary>Gives the tenant in scope time on the modules; null months are without end.</summary>
    public Task<Result<TenantSubscription[]>> RunAsync(IReadOnlyList<string> appCodes, int? months, string? reason, CancellationToken ct) =>
        db.AttemptAsync<TenantSubscription[]>(async () =>
        {
            var type = months is null ? SubscriptionType.Perpetual : months % 12 == 0 ? SubscriptionType.Yearly : SubscriptionType.Monthly;
            List<TenantSubscription> granted = [];
            foreach (var code in appCodes)
            {
                if (await db.Set<StoreApp>().FirstOrDefaultAsync(a => a.AppCode == code, ct) is not { } app)
                {
                    return Refusal.Invalid("appCodes", $"“{code}”不是有效的应用");
                }
                var extended = await extend.RunAsync(new BoughtTime(app, type, months, 0, 0, 1, null), ct);
                if (extended.IsRefused(out var refusal))
                {
                    return refusal;
                }
                await continuing.ForGrantAsync(extended.Value, app, ct);
                granted.Add(extended.Value);
                journal.Note("GrantModule", extended.Value, app.AppName, new { app.AppCode, DurationMonths = months, extended.Value.EndTime }, reason: reason);
                await journal.TellAsync("MODULE_GRANTED", "module.granted", [StoreJournal.App(app.AppName)], StoreJournal.AppsPath, ct);
            }
            journal.CredentialsChanged();
            return granted.ToArray();
        }, ct);

    /// <summary>Ends the modules of the tenant in scope: subscriptions cancelled, credentials switched off by the platform.</summary>
    public Task<Result<TenantSubscription[]>> RevokeAsync(IReadOnlyList<string> appCodes, string reason, CancellationToken ct) =>
        db.AttemptAsync<TenantSubscription[]>(async () =>
        {
            var now = clock.UtcNow();
            var subscriptions = await db.Set<TenantSubscription>()
                .Where(s => appCodes.Contains(s.AppCode) && (s.Status == SubscriptionStatus.Active || s.Status == SubscriptionStatus.Trial)).ToListAsync(ct);
            if (subscriptions.Count == 0)
            {
                return AppStoreErrors.NothingToRevoke;
            }
            foreach (var subscription in subscriptions)
            {
                var before = new { Status = subscription.Status.Spelled(), subscription.EndTime };
                subscription.Cancel(now, reason);
                journal.Note("RevokeModule", subscription, subscription.AppName, new { Status = subscription.Status.Spelled(), subscription.EndTime }, before, reason);
                await journal.TellAsync("MODULE_REVOKED", "module.revoked", [StoreJournal.App(subscription.AppName), reason], StoreJournal.StorePath, ct);
            }
            var codes = subscriptions.Select(s => s.AppCode).ToList();
            foreach (var credential in await db.Set<TenantApp>().Where(a => codes.Contains(a.AppType)).ToListAsync(ct))
            {
                credential.DisableByPlatform(reason);
            }
            journal.CredentialsChanged();
            return subscriptions.ToArray();
        }, ct);

    private static async Task<Answer<SubscriptionAnswer[]>> InTenantAsync(
        Fields fields, TenantDirectory tenants, StoreScopes scopes, SubscriptionView view,
        Func<GrantModules, IReadOnlyList<string>, Task<Result<TenantSubscription[]>>> work, CancellationToken ct)
    {
        var tenantId = fields.Integer("tenantId", 1, required: true);
        var codes = fields.Texts("appCodes", 50, 64, required: true);
        if (codes is { Count: 0 })
        {
            fields.Fail("appCodes", "至少选择一个应用");
        }
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        if (await tenants.FindAsync(tenantId!.Value, ct) is not { } tenant)
        {
            return CommonErrors.NotFound;
        }
        var result = await scopes.InTenantAsync(tenant.Id, services => work(services.GetRequiredService<GrantModules>(), codes!));
        return result.IsRefused(out var refusal) ? refusal : result.Value.Select(s => view.Of(s, tenant.Time, [])).ToArray();
    }
}
