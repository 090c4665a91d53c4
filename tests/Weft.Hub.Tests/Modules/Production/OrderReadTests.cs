using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.Production;
using Weft.Hub.Modules.Production.Cutting;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Production;

/// <summary>Who sees which orders, outside (openapi-gateway 5.2) and inside the tenant (production-domain 2).</summary>
public sealed class OrderReadTests
{
    private static readonly OrderVisibility OwnOfSeven = new(7, OnlyGateway: true);
    private static readonly OrderVisibility Gateway = new(null, OnlyGateway: true);

    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task One_order_the_list_and_events_follow_the_same_rule(string provider)
    {
        var orders = await TenantOrders.StartAsync(provider);
        var own = await orders.PlaceAsync(TenantOrders.Command(app: 7, external: "1"));
        var others = await orders.PlaceAsync(TenantOrders.Command(app: 8, external: "1"));
        var console = await orders.PlaceAsync();
        PlacedOrder[] all = [own, others, console];

        foreach (var (visibility, visible) in new[] { (OwnOfSeven, new[] { own }), (Gateway, [own, others]), (OrderVisibility.All, all) })
        {
            var expected = visible.Select(o => o.OrderNo).Order().ToList();
            var list = await orders.InAsync(s => s.GetRequiredService<OrderQueries>().ListAsync(new OrderFilter(), visibility, new PageRequest(1, 20), CancellationToken.None));
            Assert.Equal(expected, list.Records.Select(o => o.OrderNo).Order());
            Assert.Equal(expected.Count, list.Total);
            List<string> found = [];
            foreach (var order in all)
            {
                if (await FindAsync(orders, order.OrderNo, visibility) is { } view)
                {
                    found.Add(view.OrderNo);
                }
            }
            Assert.Equal(expected, found.Order());
            Assert.Equal(expected, all.Where(o => visibility.Covers(o.CreatedByName.StartsWith("OpenAPI-", StringComparison.Ordinal), o == own ? 7 : o == others ? 8 : null))
                .Select(o => o.OrderNo).Order());
        }
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_order_without_the_marker_is_not_shown_even_when_the_keys_fit(string provider)
    {
        var orders = await TenantOrders.StartAsync(provider);
        var placed = await orders.PlaceAsync(TenantOrders.Command(app: 7, external: "1"));
        await orders.WithDbAsync(db => db.UnitAsync(
            () => db.Set<ProductionOrder>().Where(o => o.OrderNo == placed.OrderNo).ExecuteUpdateAsync(set => set.SetProperty(o => o.CreatedByName, "下单对接")), CancellationToken.None));

        Assert.Null(await FindAsync(orders, placed.OrderNo, OwnOfSeven));
        Assert.Null(await FindAsync(orders, placed.OrderNo, Gateway));
        Assert.NotNull(await FindAsync(orders, placed.OrderNo, OrderVisibility.All));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Two_tenants_own_the_same_number_and_each_sees_its_own(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        TenantOrders[] tenants = [new(hub, 1), new(hub, 2)];
        var quantities = new[] { 10, 20 };
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal("PO202602110001", (await tenants[i].PlaceAsync(TenantOrders.Command(quantity: quantities[i]))).OrderNo);
        }
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(quantities[i], (await FindAsync(tenants[i], "PO202602110001", OrderVisibility.All))!.OrderQuantity);
        }
        Assert.Null(await FindAsync(new TenantOrders(hub, 3), "PO202602110001", OrderVisibility.All));
    }

    [Theory]
    [InlineData("")]
    [InlineData("PO")]
    [InlineData("PO20260211000x")]
    [InlineData("PO2026021100\u000001")]
    [InlineData("' or 1=1 --")]
    public async Task What_is_no_order_number_is_not_found(string orderNo)
    {
        var orders = await TenantOrders.StartAsync("sqlite");

        Assert.Null(await FindAsync(orders, orderNo, OrderVisibility.All));
        Assert.Equal("NOT_FOUND", (await orders.CompleteAsync(orderNo)).Refusal?.Token);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Own_scope_reaches_what_the_user_made_follows_or_has_a_task_on(string provider)
    {
        var orders = await TenantOrders.StartAsync(provider);
        var made = await orders.PlaceAsync(asActor: actor => actor.BecomeUser(41, "张三", null));
        var followed = await orders.PlaceAsync(TenantOrders.Command(app: 7, external: "1") with { Merchandiser = "张三" });
        var tasked = await orders.PlaceAsync(TenantOrders.Command(app: 7, external: "2"));
        var other = await orders.PlaceAsync(TenantOrders.Command(app: 7, external: "3"));
        var ofFactory = await orders.PlaceAsync();
        await orders.WithDbAsync(db => db.UnitAsync(async () =>
        {
            await db.Set<CuttingTask>().Where(t => t.OrderId == tasked.OrderId).ExecuteUpdateAsync(set => set.SetProperty(t => t.ReceiverId, 41L));
            return await db.Set<ProductionOrder>().Where(o => o.Id == ofFactory.OrderId).ExecuteUpdateAsync(set => set.SetProperty(o => o.FactoryId, 5L));
        }, CancellationToken.None));

        Assert.Equal([made.OrderNo, followed.OrderNo, tasked.OrderNo], await ReachedAsync(orders, User(DataScope.Own)));
        Assert.Equal([made.OrderNo, followed.OrderNo, tasked.OrderNo, other.OrderNo, ofFactory.OrderNo], await ReachedAsync(orders, User(DataScope.Team)));
        Assert.Equal(5, (await ReachedAsync(orders, User(DataScope.All))).Count);
        Assert.Equal([ofFactory.OrderNo], await ReachedAsync(orders, User(DataScope.All, factory: 5)));
        Assert.Empty(await ReachedAsync(orders, User(DataScope.All, factory: 6)));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_order_is_overdue_after_its_day_while_it_is_not_final(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        var orders = new TenantOrders(hub, 1);
        var due = new DateOnly(2026, 2, 11);
        var planned = await orders.PlaceAsync(TenantOrders.Command() with { PlannedEndDate = due, ExpectedShipDate = due.AddDays(9) });
        var shipped = await orders.PlaceAsync(TenantOrders.Command() with { ExpectedShipDate = due });
        var later = await orders.PlaceAsync(TenantOrders.Command() with { PlannedEndDate = due.AddDays(5), ExpectedShipDate = due });
        var closed = await orders.PlaceAsync(TenantOrders.Command() with { PlannedEndDate = due });
        await orders.CompleteAsync(closed.OrderNo, force: true, reason: "清单");

        foreach (var (today, overdue) in new[] { (due, Array.Empty<string>()), (due.AddDays(1), [planned.OrderNo, shipped.OrderNo]) })
        {
            Assert.Equal(overdue, await orders.WithDbAsync(db => db.Set<ProductionOrder>().AsNoTracking().Overdue(today).OrderBy(o => o.Id).Select(o => o.OrderNo).ToListAsync()));
            foreach (var order in new[] { planned, shipped, later, closed })
            {
                Assert.Equal(overdue.Contains(order.OrderNo), (await FindAsync(orders, order.OrderNo, OrderVisibility.All))!.IsOverdue(today));
            }
        }
    }

    private static Task<OrderView?> FindAsync(TenantOrders orders, string orderNo, OrderVisibility visibility) =>
        orders.InAsync(s => s.GetRequiredService<OrderQueries>().FindAsync(orderNo, visibility, CancellationToken.None).AsTask());

    private static Task<List<string>> ReachedAsync(TenantOrders orders, SignedInUser user) => orders.WithDbAsync(db =>
        db.Set<ProductionOrder>().AsNoTracking().Where(OrderReach.Of(user).Filter(db)).OrderBy(o => o.Id).Select(o => o.OrderNo).ToListAsync());

    private static SignedInUser User(DataScope scope, long? factory = null) =>
        new(41, 1, "zhangsan", "张三", scope, factory, new HashSet<string>(), "Asia/Shanghai");
}
