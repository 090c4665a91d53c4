using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.AppStore.Catalogue;
using Weft.Hub.Modules.AppStore.Subscriptions;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore.Credentials;

/// <summary><c>GET /tenant-app/integration-overview</c>: how the tenant's systems are connected (app-store 7).</summary>
internal static class IntegrationOverview
{
    private const int RecentCalls = 10;

    internal sealed record Response(
        int TotalApps, int ActiveApps, long TotalCalls, int TodayCalls, int FailedToday, IReadOnlyList<ModuleAnswer> Modules, IReadOnlyList<CallAnswer> RecentLogs);

    // Connected: An active credential exists.
    // Health: OK, or FAILING when pushes of one of its credentials fail; null without credentials.
    internal sealed record ModuleAnswer(
        string AppType, string AppTypeName, string Icon, bool Connected, int ActiveApps, long TotalCalls, int TodayCalls, DateTimeOffset? LastCallTime, string? Health,
        string ViewPage, string ViewPath, IReadOnlyList<AppEndpoint> Endpoints, string? SubscriptionStatus, DateTimeOffset? SubscriptionEnd);

    internal sealed record CallAnswer(
        long Id, DateTimeOffset CreateTime, long AppId, string AppName, string Direction, string HttpMethod, string RequestPath, int ResponseCode,
        string Result, int CostMs, string RequestId);

    public static async Task<Answer<Response>> HandleAsync(
        HubDbContext db, StoreTenant tenant, IEnumerable<IAppType> types, CredentialFigures figures, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var time = (await tenant.GetAsync(ct)).Time;
        var apps = await db.Set<StoreApp>().AsNoTracking().OrderBy(a => a.SortOrder).ToListAsync(ct);
        var subscriptions = await db.Set<TenantSubscription>().AsNoTracking().ToListAsync(ct);
        var credentials = await db.Set<TenantApp>().AsNoTracking().ToListAsync(ct);
        var known = await figures.ForAsync(credentials, ct);
        var modules = apps.Join(types, a => a.AppCode, t => t.Code, (app, type) =>
        {
            var own = credentials.Where(c => c.AppType == type.Code).ToList();
            var active = own.Count(c => c.StatusAt(now) == CredentialStatus.Active);
            var best = BestSubscription.Of(subscriptions.Where(s => s.AppCode == type.Code), now);
            return new ModuleAnswer(
                type.Code, app.AppName, app.AppIcon, active > 0, active, own.Sum(c => known.UsageOf(c.Id).TotalCalls), own.Sum(c => known.UsageOf(c.Id).DailyUsed),
                time.Local(own.Max(c => known.UsageOf(c.Id).LastCallTime)),
                own.Count == 0 ? null : own.Any(c => known.Failing.Contains(c.Id)) ? "FAILING" : "OK",
                type.View.Page, type.View.Path, type.Endpoints, best?.StatusAt(now).Spelled(), time.Local(best?.EndTime));
        }).ToList();
        var recent = await figures.RecentAsync(RecentCalls, ct);
        return new Response(
            credentials.Count, credentials.Count(c => c.StatusAt(now) == CredentialStatus.Active), credentials.Sum(c => known.UsageOf(c.Id).TotalCalls),
            credentials.Sum(c => known.UsageOf(c.Id).DailyUsed), credentials.Sum(c => known.UsageOf(c.Id).FailedToday), modules,
            [.. recent.Select(r => new CallAnswer(
                r.Id, time.Local(r.CreateTime), r.AppId, r.AppName, r.Direction, r.HttpMethod, r.RequestPath, r.ResponseCode, r.Result, r.CostMs, r.RequestId))]);
    }
}
