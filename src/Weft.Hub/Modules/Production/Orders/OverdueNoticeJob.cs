using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Orders;

/// <summary>Tells a tenant's administrators once a day how many orders are overdue, with the way to their list.</summary>
/// <remarks>The day is the tenant's own and is the notice's key, so running again, also on another node, tells nothing twice.</remarks>
internal sealed class OverdueNoticeJob(HubDbContext db, TenantScope scope, IServiceScopeFactory scopes, TimeProvider clock) : IClockJob
{
    public const string Name = "production.overdue-notices";

    public async Task RunAsync(CancellationToken ct)
    {
        scope.EnterPlatform();
        // A day more than anyone's today: the tenant's own calendar decides below.
        var latest = DateOnly.FromDateTime(clock.UtcNow()).AddDays(1);
        var tenants = await db.AcrossTenants<ProductionOrder>("the notices of overdue orders go from tenant to tenant").Overdue(latest).Select(o => o.TenantId).Distinct().ToListAsync(ct);
        foreach (var tenant in tenants)
        {
            await using var inside = scopes.CreateAsyncScope();
            inside.ServiceProvider.GetRequiredService<TenantScope>().Enter(tenant);
            inside.ServiceProvider.GetRequiredService<Actor>().BecomeJob(Name);
            await TellAsync(tenant, inside.ServiceProvider, ct);
        }
    }

    private async Task TellAsync(long tenant, IServiceProvider services, CancellationToken ct)
    {
        if (await services.GetRequiredService<TenantDirectory>().FindAsync(tenant, ct) is not { IsActive: true } info)
        {
            return;
        }
        var (own, today) = (services.GetRequiredService<HubDbContext>(), info.Time.Day(clock.UtcNow()));
        var count = await own.Set<ProductionOrder>().Overdue(today).CountAsync(ct);
        if (count == 0)
        {
            return;
        }
        await own.UnitAsync(async () =>
        {
            await services.GetRequiredService<Notices>().RaiseAsync(new Notice(
                "ORDERS_OVERDUE", "orders.overdue", [count], "/production?status=overdue",
                "orders-overdue-" + today.ToString("yyyyMMdd", CultureInfo.InvariantCulture)), ct);
            return count;
        }, ct);
    }
}
