using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Stock;

/// <summary>
/// Compares each SKU's stock with the sum of its movements once a day, and tells of differences: to the log, and to the tenant's administrators. It repairs nothing
/// (production-domain 8).
/// </summary>
/// <remarks>It only reads; a tenant is told once a day, whichever node runs and however often.</remarks>
internal sealed partial class StockCheckJob(HubDbContext db, TenantScope scope, IServiceScopeFactory scopes, TimeProvider clock, ILogger<StockCheckJob> logger) : IClockJob
{
    public const string Name = "production.stock-check";

    /// <summary>So many SKUs are named; more than that is one fault, not many.</summary>
    private const int MaxNamed = 20;

    public async Task RunAsync(CancellationToken ct)
    {
        scope.EnterPlatform();
        var tenants = await db.AcrossTenants<ProductSku>("the stock check goes from tenant to tenant").AsNoTracking().Select(s => s.TenantId).Distinct().ToListAsync(ct);
        foreach (var tenant in tenants)
        {
            await using var inside = scopes.CreateAsyncScope();
            inside.ServiceProvider.GetRequiredService<TenantScope>().Enter(tenant);
            inside.ServiceProvider.GetRequiredService<Actor>().BecomeJob(Name);
            await CheckAsync(tenant, inside.ServiceProvider.GetRequiredService<HubDbContext>(), inside.ServiceProvider.GetRequiredService<Notices>(), ct);
        }
    }

    private async Task CheckAsync(long tenant, HubDbContext own, Notices notices, CancellationToken ct)
    {
        // One statement: both sides are of the same moment.
        var differing = await own.Set<ProductSku>().AsNoTracking()
            .Select(s => new { s.SkuCode, s.StockQuantity, Moved = own.Set<StockMovement>().Where(m => m.SkuId == s.Id).Sum(m => (int?)m.Delta) ?? 0 })
            .Where(s => s.StockQuantity != s.Moved).OrderBy(s => s.SkuCode).Take(MaxNamed).ToListAsync(ct);
        if (differing.Count == 0)
        {
            return;
        }
        foreach (var sku in differing)
        {
            Log.Differs(logger, tenant, sku.SkuCode, sku.StockQuantity, sku.Moved);
        }
        var named = string.Join("; ", differing.Select(s => $"{s.SkuCode} {s.StockQuantity} ≠ {s.Moved}"));
        var day = clock.UtcNow().ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        await own.UnitAsync(async () =>
        {
            await notices.RaiseAsync(new Notice(
                "STOCK_DIFFERENCE", "stock.difference", [named], "/warehouse/finished", "stock-check-" + day), ct);
            return differing.Count;
        }, ct);
    }

    private static partial class Log
    {
        [LoggerMessage(2710, LogLevel.Error, "Stock of tenant {Tenant}, SKU {SkuCode}: {Stock} pieces, but its movements sum to {Moved}")]
        public static partial void Differs(ILogger logger, long tenant, string skuCode, int stock, int moved);
    }
}
