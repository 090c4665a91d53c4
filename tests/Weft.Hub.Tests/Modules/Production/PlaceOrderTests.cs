using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.Production;
using Weft.Hub.Modules.Production.Cutting;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Production;

public sealed class PlaceOrderTests
{
    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task An_order_has_a_cutting_task_a_timeline_entry_and_its_number(string provider)
    {
        var orders = await TenantOrders.StartAsync(provider);

        var placed = await orders.PlaceAsync(TenantOrders.Command(app: 7, external: "ERP-1"));

        Assert.Matches(@"^PO\d{8}0001$", placed.OrderNo);
        var order = await orders.ReadAsync(placed.OrderNo);
        Assert.Equal((OrderStatus.Pending, OrderSourceType.OpenApi, 7L, "ERP-1", "OpenAPI-下单对接"),
            (order.Status, order.SourceType, order.SourceAppId, order.ExternalOrderNo, order.CreatedByName));
        Assert.Null(order.CreatedById);
        Assert.True(order.LineAllocationOpen);
        Assert.Equal("FZ2024001 (待关联)", order.StyleName);
        Assert.Single(placed.Warnings);
        var task = await orders.WithDbAsync(db => db.Set<CuttingTask>().AsNoTracking().SingleAsync());
        Assert.Equal((order.Id, CuttingTaskStatus.Pending, 500), (task.OrderId, task.Status, task.Quantity));
        var entry = Assert.Single(await orders.TimelineAsync(order.Id));
        Assert.Equal(("PLACE", "pending", "OPENAPI", "OpenAPI-下单对接"), (entry.Action, entry.To, entry.Source, entry.OperatorName));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_known_style_gives_its_name_category_and_process_prices(string provider)
    {
        var orders = await TenantOrders.StartAsync(provider);
        await RegisterStyleAsync(orders);

        var placed = await orders.PlaceAsync(TenantOrders.Command(app: 7, external: "1") with
        {
            StyleName = "客户的叫法",
            ProcessPrices = [new ProcessPrice("平车", null, 1.25m), new ProcessPrice(null, "C9", 0.5m)],
        });
        var second = await orders.PlaceAsync(TenantOrders.Command());

        var order = await orders.ReadAsync(placed.OrderNo);
        Assert.Equal(("连衣裙", "裙装", PlateType.First), (order.StyleName, order.ProductCategory, order.PlateType));
        Assert.NotNull(order.StyleId);
        Assert.Empty(placed.Warnings);
        Assert.Equal([("C1", "裁剪", 0.3m), ("C2", "平车", 1.25m), ("C9", "C9", 0.5m)], order.Processes.Select(p => (p.Code!, p.Name, p.UnitPrice)));
        Assert.Equal(PlateType.Reorder, (await orders.ReadAsync(second.OrderNo)).PlateType);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_factory_is_linked_by_id_or_exact_name_while_it_is_active(string provider)
    {
        var orders = await TenantOrders.StartAsync(provider);
        var id = await orders.InAsync(async services =>
        {
            var made = await services.GetRequiredService<RegisterFactories>().ExecuteAsync(
                [new FactoryContent { FactoryName = "东方制衣", FactoryType = FactoryType.Internal }], TenantTime.For(null), CancellationToken.None);
            await services.GetRequiredService<HubDbContext>().SaveChangesAsync();
            return made[0].Value;
        });

        Assert.Equal("东方制衣", (await orders.ReadAsync((await orders.PlaceAsync(TenantOrders.Command() with { FactoryId = id })).OrderNo)).FactoryName);
        Assert.Equal(id, (await orders.ReadAsync((await orders.PlaceAsync(TenantOrders.Command() with { FactoryName = "东方制衣" })).OrderNo)).FactoryId);
        var unknown = await orders.PlaceAsync(TenantOrders.Command() with { FactoryName = "东方" });
        Assert.Contains(unknown.Warnings, w => w.Contains("东方", StringComparison.Ordinal));
        Assert.Null((await orders.ReadAsync(unknown.OrderNo)).FactoryId);

        var other = await TenantOrders.StartAsync(provider);
        var refused = await other.InAsync(s => s.GetRequiredService<PlaceOrder>().ExecuteAsync(TenantOrders.Command() with { FactoryId = id }, CancellationToken.None));
        Assert.Equal("VALIDATION", refused.Refusal?.Token);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Two_hundred_orders_at_once_have_two_hundred_numbers_without_a_gap(string provider)
    {
        var orders = await TenantOrders.StartAsync(provider);

        var placed = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => orders.PlaceAsync()));

        Assert.Equal(Enumerable.Range(1, 200), placed.Select(p => int.Parse(p.OrderNo.AsSpan(10), CultureInfo.InvariantCulture)).Order());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Two_hundred_orders_in_one_commit_are_numbered_too(string provider)
    {
        var orders = await TenantOrders.StartAsync(provider);

        var numbers = await orders.InAsync(async services =>
        {
            var placed = await services.GetRequiredService<PlaceOrder>().ExecuteAsync([.. Enumerable.Range(0, 200).Select(_ => TenantOrders.Command())], CancellationToken.None);
            await services.GetRequiredService<HubDbContext>().SaveChangesAsync();
            return placed.Select(p => p.Value.OrderNo).ToList();
        });

        Assert.Equal(200, numbers.Distinct().Count());
        Assert.Equal("0200", numbers[^1][10..]);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Each_day_begins_at_one_and_after_9999_numbers_go_on_with_five_digits(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        var orders = new TenantOrders(hub, 1);
        Assert.Equal("PO202602110001", (await orders.PlaceAsync()).OrderNo);
        await orders.WithDbAsync(db => db.UnitAsync(
            () => db.Set<Counter>().Where(c => c.TenantId == 1 && c.Prefix == "PO").ExecuteUpdateAsync(set => set.SetProperty(c => c.Value, 9998L)), CancellationToken.None));

        Assert.Equal("PO202602119999", (await orders.PlaceAsync()).OrderNo);
        Assert.Equal("PO2026021110000", (await orders.PlaceAsync()).OrderNo);
        Assert.Equal("PO2026021110001", (await orders.PlaceAsync()).OrderNo);

        // 16:00 UTC is midnight in the tenant's zone: the day of the number is the tenant's.
        hub.Clock.SetUtcNow(new DateTimeOffset(2026, 2, 11, 16, 0, 0, TimeSpan.Zero));
        Assert.Equal("PO202602120001", (await orders.PlaceAsync()).OrderNo);
        Assert.Equal("PO202602120001", (await new TenantOrders(hub, 2).PlaceAsync()).OrderNo);
    }

    private static Task RegisterStyleAsync(TenantOrders orders) => orders.InAsync(async services =>
    {
        await services.GetRequiredService<RegisterStyles>().ExecuteAsync([("FZ2024001", new StyleContent
        {
            StyleName = "连衣裙",
            Category = "裙装",
            Processes = [new("C2", "平车", "车缝", null, 60, 0.9m, 2), new("C1", "裁剪", "裁剪", null, 30, 0.3m, 1)],
        })], CancellationToken.None);
        return await services.GetRequiredService<HubDbContext>().SaveChangesAsync();
    });
}
