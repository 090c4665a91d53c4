using System.Text.Json;
using Weft.Hub.Tests.Console;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Production.Dashboard;

/// <summary>The figures above lists, on the dashboard and in the reports are counted by the database over everything the filters match (C5).</summary>
public sealed class FigureTests
{
    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task Cards_of_orders_and_stock_count_what_the_lists_filters_match(string provider)
    {
        var season = await ConsoleSeason.PlayAsync(await TestHub.SharedAsync(provider));
        var all = await ReadAsync(season, "/api/production/orders/summary");
        Assert.Equal([3L, 540L, 1L, 300L, 3L, 540L, 0L, 0L], Numbers(all, "all", "overdue", "today", "fromApi"));
        var late = await ReadAsync(season, "/api/production/orders/summary?status=overdue");
        Assert.Equal([1L, 300L, 1L, 300L, 1L, 300L, 0L, 0L], Numbers(late, "all", "overdue", "today", "fromApi"));
        Assert.Equal("VALIDATION", (await season.Tenant.Admin.GetAsync("/api/production/orders/summary?status=late")).ErrorCode);
        var stock = await ReadAsync(season, "/api/warehousing/skus/summary");
        Assert.Equal((15L, 15L), (stock.GetProperty("stock").GetInt64(), stock.GetProperty("available").GetInt64()));
        Assert.Equal(0L, (await ReadAsync(season, "/api/warehousing/skus/summary?styleNo=none")).GetProperty("skus").GetInt64());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task On_the_next_day_only_what_came_then_is_of_today_and_what_customers_placed_is_theirs(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        var season = await ConsoleSeason.PlayAsync(hub);
        // From 14:30 to after midnight.
        hub.Clock.Advance(TimeSpan.FromHours(9.6));
        var credential = await TestCredential.BuyAsync(season.Tenant);
        await credential.PlaceOrderAsync("EXT-1", quantity: 70);
        var summary = await ReadAsync(season, "/api/production/orders/summary");
        Assert.Equal([4L, 610L, 1L, 300L, 1L, 70L, 1L, 70L], Numbers(summary, "all", "overdue", "today", "fromApi"));
        var console = await ReadAsync(season, "/api/production/orders/summary?source=CONSOLE");
        Assert.Equal([3L, 540L, 1L, 300L, 0L, 0L, 0L, 0L], Numbers(console, "all", "overdue", "today", "fromApi"));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_dashboard_counts_the_tenants_day_and_names_what_is_late(string provider)
    {
        var season = await ConsoleSeason.PlayAsync(await TestHub.SharedAsync(provider));
        var cards = await ReadAsync(season, "/api/dashboard/cards");
        Assert.Equal([3L, 540L, 120L, 65L], new[] { "styles", "ordered", "cut", "moved" }.Select(c => cards.GetProperty(c).GetProperty("day").GetInt64()));
        var quality = await ReadAsync(season, "/api/dashboard/quality?range=month");
        Assert.Equal((40L, 70L, 68L, 2L, 2L), (
            quality.GetProperty("stored").GetInt64(), quality.GetProperty("inspected").GetInt64(), quality.GetProperty("qualified").GetInt64(), quality.GetProperty("defects").GetInt64(),
            quality.GetProperty("repairs").GetInt64()));
        var due = await ReadAsync(season, "/api/dashboard/due");
        var late = Assert.Single(due.GetProperty("overdue").EnumerateArray());
        Assert.Equal(("FZ2024003", 8), (late.GetProperty("styleNo").GetString(), late.GetProperty("days").GetInt32()));
        var soon = Assert.Single(due.GetProperty("soon").EnumerateArray());
        Assert.Equal((season.Order, 5), (soon.GetProperty("orderNo").GetString(), soon.GetProperty("days").GetInt32()));
        var trends = await ReadAsync(season, "/api/dashboard/trends");
        Assert.Equal((30, "2026-02-11", 540L, 120L), (
            trends.GetProperty("days").GetArrayLength(), trends.GetProperty("days")[29].GetString(), trends.GetProperty("ordered")[29].GetInt64(), trends.GetProperty("cut")[29].GetInt64()));
        var activity = await ReadAsync(season, "/api/dashboard/activity");
        Assert.Equal("SHIP", activity.GetProperty("entries")[0].GetProperty("action").GetString());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Reports_in_money_keep_costs_from_those_who_do_not_see_everything(string provider)
    {
        var season = await ConsoleSeason.PlayAsync(await TestHub.SharedAsync(provider));
        var orders = (await ReadAsync(season, "/api/finance/settlements")).GetProperty("records").EnumerateArray().ToList();
        var billed = orders.Single(o => o.GetProperty("orderNo").GetString() == season.Order);
        Assert.Equal((6700m, 2, 40), (billed.GetProperty("totalAmount").GetDecimal(), billed.GetProperty("defectQuantity").GetInt32(), billed.GetProperty("storedQuantity").GetInt32()));
        Assert.Equal(JsonValueKind.Number, billed.GetProperty("profitAmount").ValueKind);
        var factories = (await ReadAsync(season, "/api/finance/factory-settlements")).GetProperty("records").EnumerateArray().ToList();
        Assert.Equal([2, 1], factories.Select(f => f.GetProperty("orders").GetInt32()).OrderDescending());
        Assert.Equal(6700m, factories.Sum(f => f.GetProperty("totalAmount").GetDecimal()));
        var team = await season.Tenant.UserAsync("team", "MENU_FINANCE_VIEW", "MENU_PRODUCTION_ORDER_VIEW");
        var seen = await team.GetAsync("/api/finance/settlements");
        Assert.All(seen.Data.GetProperty("records").EnumerateArray(), o => Assert.Equal(JsonValueKind.Null, o.GetProperty("profitAmount").ValueKind));
        Assert.Equal(403, (await (await season.Tenant.UserAsync("all", "MENU_PRODUCTION_ORDER_VIEW")).GetAsync("/api/finance/settlements")).Status);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Bundles_are_paged_by_size_and_filtered_by_the_garments(string provider)
    {
        var season = await ConsoleSeason.PlayAsync(await TestHub.SharedAsync(provider));
        var page = await ReadAsync(season, $"/api/production/cutting/bundles?orderNo={season.Order}&size=2");
        Assert.Equal((5, 2), (page.GetProperty("total").GetInt32(), page.GetProperty("records").GetArrayLength()));
        var large = await ReadAsync(season, $"/api/production/cutting/bundles?orderNo={season.Order}&garmentSize=L");
        Assert.Equal(20, Assert.Single(large.GetProperty("records").EnumerateArray()).GetProperty("quantity").GetInt32());
    }

    private static long[] Numbers(JsonElement data, params IReadOnlyList<string> cards) =>
        [.. cards.SelectMany(c => new[] { data.GetProperty(c).GetProperty("orders").GetInt64(), data.GetProperty(c).GetProperty("pieces").GetInt64() })];

    private static async Task<JsonElement> ReadAsync(ConsoleSeason season, string address)
    {
        var answer = await season.Tenant.Admin.GetAsync(address);
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Data;
    }
}
