using System.Text;
using System.Text.Json;
using Weft.Hub.Tests.Modules.Production.Imports;
using Weft.Hub.Tests.Modules.Production.Shipments;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Production.Reconciliations;

/// <summary>The reports of the finance centre (console-pages 9) against the statements behind them.</summary>
public sealed class FinanceReportTests
{
    private const string Board = "/api/finance/dashboard";
    private const string Settlements = "/api/finance/settlements";

    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task The_board_adds_up_statements_orders_and_stored_pieces_of_the_period(string provider)
    {
        var goods = await FinishedGoods.StartAsync(provider);
        var order = await goods.OrderAsync(price: 20m);
        await goods.ShippedAsync(order.OrderNo, 3);
        var statement = Assert.Single((await goods.Admin.GetAsync(FinishedGoods.Statements)).Data.GetProperty("records").EnumerateArray());

        foreach (var range in new[] { "day", "week", "month", "year" })
        {
            var board = await OkAsync(goods.Admin, $"{Board}?range={range}");
            var now = board.GetProperty("current");
            Assert.Equal(statement.GetProperty("finalAmount").GetDecimal(), now.GetProperty("totalAmount").GetDecimal());
            Assert.Equal((1, 0m), (now.GetProperty("orders").GetInt32(), board.GetProperty("previous").GetProperty("totalAmount").GetDecimal()));
            Assert.Equal(60m, board.GetProperty("trend").EnumerateArray().Sum(step => step.GetProperty("totalAmount").GetDecimal()));
            Assert.Equal(60m, board.GetProperty("factories").EnumerateArray().Sum(f => f.GetProperty("totalAmount").GetDecimal()));
        }
        var month = await OkAsync(goods.Admin, Board);
        Assert.Equal(("2026-02-01", "2026-02-28", "2026-01-01", "2026-01-31", 28), (Text(month, "from"), Text(month, "to"), Text(month, "previousFrom"), Text(month, "previousTo"), month.GetProperty("trend").GetArrayLength()));
        Assert.Equal(0m, (await OkAsync(goods.Admin, Board + "?factoryId=999999999")).GetProperty("current").GetProperty("totalAmount").GetDecimal());
        Assert.Equal("VALIDATION", (await goods.Admin.GetAsync(Board + "?range=decade")).ErrorCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Costs_are_for_those_who_see_all_and_the_board_for_those_with_finance(string provider)
    {
        var goods = await FinishedGoods.StartAsync(provider);
        await goods.ShippedAsync((await goods.OrderAsync(price: 20m)).OrderNo, 3);
        var tenant = goods.Tenant;

        Assert.Equal(JsonValueKind.Number, (await OkAsync(goods.Admin, Board)).GetProperty("current").GetProperty("profitAmount").ValueKind);
        var seen = await OkAsync(await tenant.UserAsync("team", "MENU_FINANCE_VIEW"), Board);
        Assert.Equal([JsonValueKind.Null, JsonValueKind.Null, JsonValueKind.Null], new[] { "profitAmount", "materialCost", "processCost" }.Select(f => seen.GetProperty("current").GetProperty(f).ValueKind));
        Assert.All(seen.GetProperty("trend").EnumerateArray(), step => Assert.Equal(JsonValueKind.Null, step.GetProperty("profitAmount").ValueKind));
        Assert.Equal(403, (await (await tenant.UserAsync("all", "MENU_PRODUCTION_ORDER_VIEW")).GetAsync(Board)).Status);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_remark_is_kept_on_the_newest_statement_and_told_in_the_log(string provider)
    {
        var goods = await FinishedGoods.StartAsync(provider);
        var (billed, bare) = ((await goods.OrderAsync()).OrderNo, (await goods.OrderAsync()).OrderNo);
        await goods.ShippedAsync(billed, 2);

        Assert.Equal(200, (await goods.Admin.PutAsync($"{Settlements}/{billed}/remark", new { remark = "客户已确认\n本月底付款" })).Status);
        Assert.Equal("客户已确认\n本月底付款", Text(await RowAsync(goods, billed), "remark"));
        var log = (await OkAsync(goods.Admin, $"{Settlements}/{billed}/log")).GetProperty("timeline").EnumerateArray().Select(e => Text(e, "action")).ToList();
        Assert.Equal("REMARK", log[0]);
        Assert.Contains("CREATE", log);

        Assert.Equal("VALIDATION", (await goods.Admin.PutAsync($"{Settlements}/{billed}/remark", new { remark = new string('长', 501) })).ErrorCode);
        Assert.Equal(404, (await goods.Admin.PutAsync($"{Settlements}/{bare}/remark", new { remark = "x" })).Status);
        Assert.Equal(403, (await (await goods.Tenant.UserAsync("all", "MENU_FINANCE_VIEW")).PutAsync($"{Settlements}/{billed}/remark", new { remark = "x" })).Status);
        Assert.Equal(200, (await goods.Admin.PutAsync($"{Settlements}/{billed}/remark", new { remark = (string?)null })).Status);
        Assert.Equal(JsonValueKind.Null, (await RowAsync(goods, billed)).GetProperty("remark").ValueKind);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Both_reports_go_out_as_csv_with_the_lists_filters(string provider)
    {
        var goods = await FinishedGoods.StartAsync(provider);
        var (one, two) = ((await goods.OrderAsync()).OrderNo, (await goods.OrderAsync()).OrderNo);
        await goods.ShippedAsync(one, 2);

        var all = await CsvAsync(goods, Settlements + "/export?format=csv");
        Assert.Contains(one, all, StringComparison.Ordinal);
        Assert.Contains(two, all, StringComparison.Ordinal);
        var picked = await CsvAsync(goods, $"{Settlements}/export?format=csv&orderNos={one}");
        Assert.Contains("利润率", picked, StringComparison.Ordinal);
        Assert.DoesNotContain(two, picked, StringComparison.Ordinal);
        Assert.Contains("订单号列表", await CsvAsync(goods, "/api/finance/factory-settlements/export?format=csv"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Late_orders_are_sorted_as_asked(string provider)
    {
        var goods = await FinishedGoods.StartAsync(provider);
        Assert.Equal(200, (await goods.Admin.PostAsync("/api/production/styles", new { styleNo = "LATE", styleName = "迟", category = "外套" })).Status);
        foreach (var (quantity, due) in new[] { (30, "2026-02-01"), (10, "2026-02-05"), (20, "2026-02-03") })
        {
            Assert.Equal(200, (await goods.Admin.PostAsync("/api/production/orders", new { styleNo = "LATE", orderQuantity = quantity, plannedEndDate = due })).Status);
        }

        Assert.Equal([30, 20, 10], await QuantitiesAsync(goods, ""));
        Assert.Equal([10, 20, 30], await QuantitiesAsync(goods, "?sort=quantity"));
        Assert.Equal([10, 20, 30], await QuantitiesAsync(goods, "?sort=-due"));
        Assert.Equal("VALIDATION", (await goods.Admin.GetAsync("/api/dashboard/overdue?sort=colour")).ErrorCode);
    }

    private static async Task<string> CsvAsync(FinishedGoods goods, string path)
    {
        var (status, content, _) = await goods.Tenant.DownloadAsync(path);
        Assert.Equal(200, status);
        return Encoding.UTF8.GetString(content);
    }

    private static async Task<List<int>> QuantitiesAsync(FinishedGoods goods, string query) =>
        [.. (await OkAsync(goods.Admin, "/api/dashboard/overdue" + query)).GetProperty("orders").EnumerateArray().Select(o => o.GetProperty("orderQuantity").GetInt32())];

    private static async Task<JsonElement> RowAsync(FinishedGoods goods, string orderNo) =>
        Assert.Single((await OkAsync(goods.Admin, $"{Settlements}?orderNo={orderNo}")).GetProperty("records").EnumerateArray());

    private static string? Text(JsonElement data, string name) => data.GetProperty(name).GetString();

    private static async Task<JsonElement> OkAsync(ConsoleClient person, string address)
    {
        var answer = await person.GetAsync(address);
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Data;
    }
}
