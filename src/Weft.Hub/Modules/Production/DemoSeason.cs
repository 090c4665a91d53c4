using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.Production.Cutting;
using Weft.Hub.Modules.Production.Factories;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Hosting.Demo;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production;

/// <summary>
/// A little of a season for the demo's tenants, by the same commands as everywhere: one order that has come as far as its first shipment and statement, one that waits.
/// Only where there is no order yet, so that what a person did with the demo stays as it is.
/// </summary>
internal sealed class DemoSeason(IServiceScopeFactory scopes, TimeProvider clock) : IDemoStep
{
    private const string Warehouse = "成品一仓";

    public int Order => 320;

    public async Task RunAsync(DemoContext demo, CancellationToken ct)
    {
        foreach (var tenant in demo.Tenants)
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(tenant.Id);
            scope.ServiceProvider.GetRequiredService<Actor>().BecomeJob("demo");
            var db = scope.ServiceProvider.GetRequiredService<HubDbContext>();
            if (!await db.Set<ProductionOrder>().AnyAsync(ct))
            {
                await PlayAsync(tenant.Id, db, scope.ServiceProvider, ct);
            }
        }
    }

    private async Task PlayAsync(long tenantId, HubDbContext db, IServiceProvider services, CancellationToken ct)
    {
        var time = (await services.GetRequiredService<TenantDirectory>().FindAsync(tenantId, ct))!.Time;
        var factory = await db.Set<Factory>().OrderBy(f => f.Id).Select(f => f.Id).FirstAsync(ct);
        var today = time.Day(clock.UtcNow());
        var orderNo = await PlaceAsync(db, services, time, factory, "FZ2024001", today.AddDays(20), [new("红", "M", 60), new("蓝", "L", 40)], ct);
        await PlaceAsync(db, services, time, factory, "FZ2024002", today.AddDays(45), [new("白", "L", 120)], ct);

        await db.CommitAsync<long>(async () =>
        {
            var task = await db.Set<CuttingTask>().FirstAsync(t => t.Order.OrderNo == orderNo, ct);
            return task.Take(services.GetRequiredService<Actor>(), clock.UtcNow()) is { } taken ? taken : task.Id;
        }, ct);
        BundleRow[] rows = [new("红", "M", 20), new("红", "M", 20), new("红", "M", 20), new("蓝", "L", 20), new("蓝", "L", 20)];
        Need(await db.CommitAsync(() => services.GetRequiredService<CutOrder>().ExecuteAsync(orderNo, rows, OrderReach.Everything, time, ct), ct));
        await ScanAsync(orderNo, [("裁剪", 5), ("合缝", 4), ("锁边", 3)], db, services, time, ct);
        var inspect = services.GetRequiredService<SubmitInspection>();
        Need(await inspect.ExecuteAsync(new SubmitInspectionCommand { OrderNo = orderNo, Time = time, Warehouse = Warehouse, Items = [Found(1, 20, 0), Found(2, 20, 0)] }, ct));
        Need(await inspect.ExecuteAsync(new SubmitInspectionCommand { OrderNo = orderNo, Time = time, Items = [Found(3, 18, 2)] }, ct));
        Need(await db.CommitAsync(() => services.GetRequiredService<BookOutstock>().ExecuteAsync(new BookOutstockCommand
        {
            Type = OutstockType.Shipment, Time = time, OrderNo = orderNo, Items = [new OutstockItemInput(null, "红", "M", 30, null)], CustomerName = "锦城百货", CustomerPhone = "020-88886666",
            ShippingAddress = "广州市天河区体育西路 1 号", Warehouse = Warehouse, ExpressCompany = "顺丰速运", TrackingNo = "SF1000000001",
        }, ct), ct));
    }

    /// <summary>Each process on the first bundles: the later ones have not come as far.</summary>
    private static async Task ScanAsync(string orderNo, IEnumerable<(string Process, int Bundles)> done, HubDbContext db, IServiceProvider services, TenantTime time, CancellationToken ct)
    {
        var bundles = await db.Set<CuttingBundle>().AsNoTracking().Where(b => db.Set<ProductionOrder>().Any(o => o.Id == b.OrderId && o.OrderNo == orderNo)).OrderBy(b => b.BundleNo).Select(b => b.Id).ToListAsync(ct);
        foreach (var (process, count) in done)
        {
            foreach (var bundle in bundles.Take(count))
            {
                Need(await db.CommitAsync(() => services.GetRequiredService<RecordScan>().ExecuteAsync(new ScanProcessRequest(null, bundle, process, null, null), OrderReach.Everything, time, ct), ct));
            }
        }
    }

    private static async Task<string> PlaceAsync(
        HubDbContext db, IServiceProvider services, TenantTime time, long factory, string styleNo, DateOnly due, IReadOnlyList<OrderLineInput> lines, CancellationToken ct)
    {
        var placed = Need(await services.GetRequiredService<PlaceOrder>().ExecuteAsync(new PlaceOrderCommand
        {
            Origin = OrderOrigin.Console, Time = time, StyleNo = styleNo, Quantity = lines.Sum(l => l.Quantity), Lines = lines, FactoryId = factory, CustomerName = "锦城百货",
            Merchandiser = "陈跟单", ExpectedShipDate = due, PlannedEndDate = due, OrderUnitPrice = 128,
            Colors = [.. lines.Select(l => l.Color).Distinct()], Sizes = [.. lines.Select(l => l.Size).Distinct()],
        }, ct));
        await db.SaveChangesAsync(ct);
        return placed.OrderNo;
    }

    private static InspectionItem Found(int bundle, int good, int bad) => new()
    {
        BundleNo = bundle, InspectedQuantity = good + bad, QualifiedQuantity = good, UnqualifiedQuantity = bad,
        DefectCategory = bad > 0 ? DefectCategory.AppearanceIntegrity : null, DefectHandling = bad > 0 ? DefectHandling.Repair : null, DefectRemark = bad > 0 ? "领口线头" : null,
    };

    private static T Need<T>(Result<T> result) =>
        result.IsRefused(out var refusal) ? throw new InvalidOperationException("The demo's season can not be played: " + refusal.Message) : result.Value;
}
