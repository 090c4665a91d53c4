using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore.Orders;

/// <summary>Cancels orders that nobody paid for 30 days (app-store 3).</summary>
/// <remarks>Safe to repeat and on two nodes: an order is cancelled only while it is pending, and one that is being paid wins or loses on its version.</remarks>
internal sealed class PendingOrderJob(HubDbContext db, TenantScope scope, TimeProvider clock, StoreScopes scopes, IOptions<AppStoreOptions> options) : IClockJob
{
    public const string Name = "appstore.pending-orders";

    public async Task RunAsync(CancellationToken ct)
    {
        scope.EnterPlatform();
        var days = options.Value.PendingOrderDays;
        var before = clock.UtcNow().AddDays(-days);
        var old = await db.AcrossTenants<AppOrder>("the job looks for orders that nobody paid")
            .Where(o => o.Status == AppOrderStatus.Pending && o.CreateTime <= before).Select(o => new { o.TenantId, o.Id }).ToListAsync(ct);
        foreach (var order in old)
        {
            await scopes.InTenantAsync(order.TenantId, services =>
                services.GetRequiredService<CancelOrder>().RunAsync(order.Id, $"超过 {days} 天未支付，自动取消", tells: true, ct));
        }
    }
}
