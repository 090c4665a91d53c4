using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.Production;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Production;

/// <summary>What an order may become, from each state by each command (production-domain 4).</summary>
public sealed class OrderStateTests
{
    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    // from, command, to; null where the command is refused.
    public static TheoryData<OrderStatus, string, OrderStatus?> Table => new()
    {
        { OrderStatus.Pending, "complete", null },
        { OrderStatus.Pending, "force", OrderStatus.Completed },
        { OrderStatus.Pending, "cancel", OrderStatus.Cancelled },
        { OrderStatus.Pending, "scrap", OrderStatus.Scrapped },
        { OrderStatus.Pending, "begin", OrderStatus.Production },
        { OrderStatus.Production, "complete", null },
        { OrderStatus.Production, "force", OrderStatus.Completed },
        { OrderStatus.Production, "cancel", null },
        { OrderStatus.Production, "scrap", OrderStatus.Scrapped },
        { OrderStatus.Production, "begin", OrderStatus.Production },
        { OrderStatus.Completed, "complete", null },
        { OrderStatus.Completed, "force", null },
        { OrderStatus.Completed, "cancel", null },
        { OrderStatus.Completed, "scrap", null },
        { OrderStatus.Completed, "begin", null },
        { OrderStatus.Cancelled, "complete", null },
        { OrderStatus.Cancelled, "force", null },
        { OrderStatus.Cancelled, "cancel", null },
        { OrderStatus.Cancelled, "scrap", null },
        { OrderStatus.Cancelled, "begin", null },
        { OrderStatus.Scrapped, "complete", null },
        { OrderStatus.Scrapped, "force", null },
        { OrderStatus.Scrapped, "cancel", null },
        { OrderStatus.Scrapped, "scrap", null },
        { OrderStatus.Scrapped, "begin", null },
    };

    [Theory, MemberData(nameof(Table))]
    public async Task Every_state_answers_every_command(OrderStatus from, string command, OrderStatus? to)
    {
        var orders = await TenantOrders.StartAsync("sqlite");
        var placed = await orders.PlaceAsync();
        await orders.BringToAsync(placed.OrderNo, from);

        var refusal = await RunAsync(orders, placed.OrderNo, command);

        var stored = await orders.ReadAsync(placed.OrderNo);
        var entries = await orders.TimelineAsync(placed.OrderId);
        if (to is null)
        {
            Assert.Equal("STATE", refusal?.Token);
            Assert.Equal(from, stored.Status);
            Assert.Single(entries);
            Assert.Empty(await orders.EventsAsync());
            return;
        }
        Assert.Null(refusal);
        Assert.Equal(to, stored.Status);
        if (from == to)
        {
            Assert.Single(entries);
            return;
        }
        Assert.Equal((from.Code(), to.Value.Code()), (entries[1].From, entries[1].To));
        var happened = JsonDocument.Parse(Assert.Single(await orders.EventsAsync())).RootElement;
        Assert.Equal((to.Value.Code(), from.Code(), placed.OrderNo),
            (happened.GetProperty("status").GetString(), happened.GetProperty("previousStatus").GetString(), happened.GetProperty("orderNo").GetString()));
    }

    [Theory]
    [InlineData(0, 0, "关单条件未满足：订单尚未裁剪，裁剪数为 0")]
    [InlineData(101, 90, "关单条件未满足：合格入库 90/91")]
    [InlineData(101, 91, null)]
    [InlineData(100, 90, null)]
    public async Task Closing_needs_nine_tenths_of_what_was_cut_rounded_up(int cut, int qualified, string? refusal)
    {
        var orders = await TenantOrders.StartAsync("sqlite");
        var placed = await orders.PlaceAsync();
        await orders.CountAsync(placed.OrderNo, cut, qualified);

        var result = await orders.CompleteAsync(placed.OrderNo);

        Assert.Equal(refusal, result.Refusal?.Message);
        var stored = await orders.ReadAsync(placed.OrderNo);
        Assert.Equal(refusal is null ? (OrderStatus.Completed, 100, true) : (OrderStatus.Pending, 0, false),
            (stored.Status, stored.ProductionProgress, stored.ActualEndDate is not null));
    }

    [Fact]
    public async Task Forcing_cancelling_and_scrapping_need_a_reason()
    {
        var orders = await TenantOrders.StartAsync("sqlite");
        var placed = await orders.PlaceAsync();

        Assert.Equal("VALIDATION", (await orders.CompleteAsync(placed.OrderNo, force: true, reason: "  ")).Refusal?.Token);
        Assert.Equal("VALIDATION", (await orders.RunAsync<CancelOrder>(c => c.ExecuteAsync(new OrderCommand(placed.OrderNo, null), CancellationToken.None))).Refusal?.Token);
        Assert.Equal("VALIDATION", (await orders.RunAsync<ScrapOrder>(c => c.ExecuteAsync(new OrderCommand(placed.OrderNo, ""), CancellationToken.None))).Refusal?.Token);
    }

    [Fact]
    public async Task What_was_shipped_is_not_scrapped_and_what_was_bundled_is_not_cancelled()
    {
        var orders = await TenantOrders.StartAsync("sqlite");
        var placed = await orders.PlaceAsync();
        await orders.CountAsync(placed.OrderNo, shipped: 3, bundles: 1);

        Assert.Contains("3", (await orders.RunAsync<ScrapOrder>(c => c.ExecuteAsync(new OrderCommand(placed.OrderNo, "次品"), CancellationToken.None))).Refusal!.Message, StringComparison.Ordinal);
        Assert.Equal("STATE", (await orders.RunAsync<CancelOrder>(c => c.ExecuteAsync(new OrderCommand(placed.OrderNo, "客户取消"), CancellationToken.None))).Refusal?.Token);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Of_many_who_close_an_order_one_does_and_the_event_is_told_once(string provider)
    {
        var orders = await TenantOrders.StartAsync(provider);
        var placed = await orders.PlaceAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => orders.CompleteAsync(placed.OrderNo, force: true, reason: "清单")));

        Assert.Single(results, r => r.Refusal is null);
        Assert.All(results.Where(r => r.Refusal is not null), r => Assert.Equal("STATE", r.Refusal!.Token));
        Assert.Equal(2, (await orders.TimelineAsync(placed.OrderId)).Count);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_command_on_another_tenants_order_finds_nothing(string provider)
    {
        var orders = await TenantOrders.StartAsync(provider);
        var placed = await orders.PlaceAsync();
        var other = await TenantOrders.StartAsync(provider);

        Assert.Equal("NOT_FOUND", (await other.CompleteAsync(placed.OrderNo, force: true, reason: "清单")).Refusal?.Token);
        Assert.Equal(OrderStatus.Pending, (await orders.ReadAsync(placed.OrderNo)).Status);
    }

    private static async Task<Refusal?> RunAsync(TenantOrders orders, string orderNo, string command) => command switch
    {
        "complete" => (await orders.CompleteAsync(orderNo)).Refusal,
        "force" => (await orders.CompleteAsync(orderNo, force: true, reason: "清单")).Refusal,
        "cancel" => (await orders.RunAsync<CancelOrder>(c => c.ExecuteAsync(new OrderCommand(orderNo, "客户取消"), CancellationToken.None))).Refusal,
        "scrap" => (await orders.RunAsync<ScrapOrder>(c => c.ExecuteAsync(new OrderCommand(orderNo, "次品"), CancellationToken.None))).Refusal,
        "begin" => (await orders.InAsync(services => services.GetRequiredService<Weft.Hub.Platform.Persistence.HubDbContext>().CommitAsync<Done>(async () =>
        {
            var found = await services.GetRequiredService<Weft.Hub.Platform.Persistence.HubDbContext>()
                .FindForChangeAsync(orderNo, OrderReach.Everything, null, withLines: false, CancellationToken.None);
            return services.GetRequiredService<BeginProduction>().On(found.Value, "第一扎") is { } refusal ? refusal : Done.Value;
        }, CancellationToken.None))).Refusal,
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };
}
