using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.AppStore.Catalogue;
using Weft.Hub.Modules.AppStore.Credentials;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore.Subscriptions;

// Subscription: The one that matters now; null when only credentials are left.
// Credentials: All of them (S15).
public sealed record MyAppAnswer(
    long AppId, string AppCode, string AppName, string AppIcon, SubscriptionAnswer? Subscription, CredentialAnswer[] Credentials, IReadOnlyList<AppEndpoint> Endpoints);

/// <summary><c>POST /app-store/my-subscriptions</c> and <c>/app-store/my-apps</c>: what the tenant has.</summary>
internal static class ShowSubscriptions
{
    internal sealed record Request(string? AppCode, int? Page, int? Size);

    public static async Task<Answer<PageOf<SubscriptionAnswer>>> ListAsync(
        Fields fields, HubDbContext db, SubscriptionView view, StoreTenant tenant, CancellationToken ct)
    {
        var page = PageRequest.Read(fields);
        var appCode = fields.Text("appCode", 64);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var rows = db.Set<TenantSubscription>().AsNoTracking().Where(s => appCode == null || s.AppCode == appCode);
        var time = (await tenant.GetAsync(ct)).Time;
        var total = await rows.LongCountAsync(ct);
        var subscriptions = await rows.OrderByDescending(s => s.Id).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        var ids = subscriptions.Select(s => s.Id).ToList();
        var periods = await db.Set<SubscriptionPeriod>().AsNoTracking().Where(p => ids.Contains(p.SubscriptionId)).ToListAsync(ct);
        return new PageOf<SubscriptionAnswer>(total, page.Page, page.Size, [.. subscriptions.Select(s => view.Of(s, time, periods))]);
    }

    public static async Task<Answer<MyAppAnswer[]>> MineAsync(
        HubDbContext db, SubscriptionView view, CredentialView credentialView, StoreTenant tenant, IEnumerable<IAppType> types, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var time = (await tenant.GetAsync(ct)).Time;
        var subscriptions = await db.Set<TenantSubscription>().AsNoTracking().ToListAsync(ct);
        var credentials = await credentialView.OfAsync(await db.Set<TenantApp>().AsNoTracking().OrderBy(a => a.Id).ToListAsync(ct), ct);
        var apps = await db.Set<StoreApp>().AsNoTracking().OrderBy(a => a.SortOrder).ToListAsync(ct);
        return apps
            .Select(app => new MyAppAnswer(
                app.Id, app.AppCode, app.AppName, app.AppIcon,
                BestSubscription.Of(subscriptions.Where(s => s.AppCode == app.AppCode), now) is { } best ? view.Of(best, time, []) : null,
                [.. credentials.Where(c => c.AppType == app.AppCode)],
                types.FirstOrDefault(t => t.Code == app.AppCode)?.Endpoints ?? []))
            .Where(mine => mine.Subscription is not null || mine.Credentials.Length > 0).ToArray();
    }
}
