using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Weft.Hub.Modules.AppStore.Catalogue;
using Weft.Hub.Modules.AppStore.Subscriptions;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore.Credentials;

public sealed record AppTypeAnswer(
    string AppType, string AppTypeName, string Icon, bool Subscribed, DateTimeOffset? SubscriptionEnd, int Credentials, int MaxCredentials, bool CanCreate,
    int MaxDailyQuota, IReadOnlyList<AppEndpoint> Endpoints, string ViewPage, string ViewPath);

/// <summary><c>/tenant-app/list</c>, <c>/{id}</c>, <c>/stats</c>, <c>/app-types</c>. Looking creates nothing (app-store 9, S16).</summary>
internal static class ShowCredentials
{
    internal sealed record Request(string? AppType, string? Status, string? Keyword, int? Page, int? Size);

    internal sealed record Stats(int TotalApps, int ActiveApps, int DisabledApps, int ExpiredApps, long TotalCalls, int TodayCalls);

    public static async Task<Answer<PageOf<CredentialAnswer>>> ListAsync(
        Fields fields, HubDbContext db, CredentialView view, TimeProvider clock, CancellationToken ct)
    {
        var page = PageRequest.Read(fields);
        var appType = fields.Text("appType", 64);
        var status = fields.Choice<CredentialStatus>("status");
        var keyword = fields.Text("keyword", 64);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var now = clock.UtcNow();
        var rows = db.Set<TenantApp>().AsNoTracking().Where(a =>
            (appType == null || a.AppType == appType) && (keyword == null || a.AppName.Contains(keyword) || a.AppKey.Contains(keyword)));
        rows = status switch
        {
            null => rows,
            CredentialStatus.Expired => rows.Where(a => a.Status == CredentialStatus.Expired || a.ExpireTime <= now),
            { } wanted => rows.Where(a => a.Status == wanted && (a.ExpireTime == null || a.ExpireTime > now)),
        };
        var total = await rows.LongCountAsync(ct);
        var records = await rows.OrderByDescending(a => a.Id).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        return new PageOf<CredentialAnswer>(total, page.Page, page.Size, await view.OfAsync(records, ct));
    }

    public static async Task<Answer<CredentialAnswer>> GetAsync(long id, HubDbContext db, CredentialView view, CancellationToken ct)
    {
        var credential = await db.Set<TenantApp>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, ct);
        return credential is null ? CommonErrors.NotFound : await view.OfAsync(credential, ct);
    }

    public static async Task<Answer<Stats>> StatsAsync(HubDbContext db, CredentialFigures figures, TimeProvider clock, CancellationToken ct)
    {
        var credentials = await db.Set<TenantApp>().AsNoTracking().ToListAsync(ct);
        var known = await figures.ForAsync(credentials, ct);
        var now = clock.UtcNow();
        var states = credentials.CountBy(c => c.StatusAt(now)).ToDictionary();
        return new Stats(
            credentials.Count, states.GetValueOrDefault(CredentialStatus.Active), states.GetValueOrDefault(CredentialStatus.Disabled),
            states.GetValueOrDefault(CredentialStatus.Expired),
            credentials.Sum(c => known.UsageOf(c.Id).TotalCalls), credentials.Sum(c => known.UsageOf(c.Id).DailyUsed));
    }

    public static async Task<Answer<AppTypeAnswer[]>> TypesAsync(
        HubDbContext db, StoreTenant tenant, IEnumerable<IAppType> types, IOptions<AppStoreOptions> options, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var time = (await tenant.GetAsync(ct)).Time;
        var apps = await db.Set<StoreApp>().AsNoTracking().OrderBy(a => a.SortOrder).ToListAsync(ct);
        var current = (await db.Set<TenantSubscription>().AsNoTracking()
            .Where(s => s.Status == SubscriptionStatus.Active || s.Status == SubscriptionStatus.Trial).ToListAsync(ct)).Where(s => s.CoversAt(now)).ToList();
        var counts = await db.Set<TenantApp>().GroupBy(a => a.AppType).Select(g => new { Type = g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Type, g => g.Count, ct);
        var max = options.Value.MaxCredentialsPerType;
        return apps.Join(types, a => a.AppCode, t => t.Code, (app, type) =>
        {
            var subscription = current.FirstOrDefault(s => s.AppCode == app.AppCode);
            var count = counts.GetValueOrDefault(app.AppCode);
            return new AppTypeAnswer(
                app.AppCode, app.AppName, app.AppIcon, subscription is not null, time.Local(subscription?.EndTime), count, max, subscription is not null && count < max,
                app.MaxDailyQuota, type.Endpoints, type.View.Page, type.View.Path);
        }).ToArray();
    }
}
