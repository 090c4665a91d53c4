using Weft.Hub.Tests.Modules.Production.Imports;
using Weft.Testing;
using Xunit;
using static Weft.Hub.Tests.Modules.Production.ShopFloor;

namespace Weft.Hub.Tests.Modules.Production.Orders;

/// <summary>What is done with ticked orders: 关单 and 导出.</summary>
public sealed class CompleteOrdersTests
{
    private const string Complete = OrdersApi + "/complete";

    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task Each_order_is_closed_by_itself_and_has_a_line_of_its_own(string provider)
    {
        var floor = await OpenAsync(provider);
        var ready = await floor.OrderAsync(10);
        Ok(await floor.InspectAsync((await floor.CutAsync(ready, 10))[0], 10, 0, warehouse: "A仓"));
        var waiting = await floor.OrderAsync(10);

        var answer = Ok(await floor.Admin.PostAsync(Complete, new { orderNos = new[] { waiting, ready, "PO209912310001" } }));

        Assert.Equal((3, 1, 2), (answer.GetProperty("total").GetInt32(), answer.GetProperty("successCount").GetInt32(), answer.GetProperty("failedCount").GetInt32()));
        var lines = answer.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal([waiting, ready, "PO209912310001"], lines.Select(l => l.GetProperty("orderNo").GetString()));
        Assert.Equal([false, true, false], lines.Select(l => l.GetProperty("success").GetBoolean()));
        Assert.False(string.IsNullOrEmpty(lines[0].GetProperty("message").GetString()));
        Assert.Equal("completed", Ok(await floor.Admin.GetAsync($"{OrdersApi}/{ready}")).GetProperty("status").GetString());
        Assert.NotEqual("completed", Ok(await floor.Admin.GetAsync($"{OrdersApi}/{waiting}")).GetProperty("status").GetString());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Orders_of_others_and_lists_that_are_empty_or_too_long_are_refused(string provider)
    {
        var floor = await OpenAsync(provider);
        var theirs = await OpenAsync(provider);
        var foreign = await theirs.OrderAsync(10);

        var answer = Ok(await floor.Admin.PostAsync(Complete, new { orderNos = new[] { foreign } }));
        Assert.Equal(0, answer.GetProperty("successCount").GetInt32());
        Assert.Equal(["orderNos"], ErrorFields(await floor.Admin.PostAsync(Complete, new { orderNos = Array.Empty<string>() })));
        Assert.Equal(["orderNos"], ErrorFields(await floor.Admin.PostAsync(Complete, new { orderNos = Enumerable.Range(0, 101).Select(i => "PO" + i) })));
        Assert.Equal(403, (await (await floor.Tenant.UserAsync("all", "MENU_PRODUCTION_ORDER_VIEW")).PostAsync(Complete, new { orderNos = new[] { foreign } })).Status);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_orders_that_are_named_are_listed_and_exported_and_no_others(string provider)
    {
        var floor = await OpenAsync(provider);
        var (first, second, third) = (await floor.OrderAsync(10), await floor.OrderAsync(20), await floor.OrderAsync(30));

        var listed = Ok(await floor.Admin.GetAsync($"{OrdersApi}?orderNos={first},{third}"));
        Assert.Equal([third, first], listed.GetProperty("records").EnumerateArray().Select(o => o.GetProperty("orderNo").GetString()));
        var (status, bytes, _) = await floor.Tenant.DownloadAsync($"{OrdersApi}/export?format=csv&orderNos={first},{third}");
        var text = System.Text.Encoding.UTF8.GetString(bytes);
        Assert.Equal((200, true, true, false), (status, text.Contains(first, StringComparison.Ordinal), text.Contains(third, StringComparison.Ordinal), text.Contains(second, StringComparison.Ordinal)));
        Assert.Equal(["orderNos"], ErrorFields(await floor.Admin.GetAsync(OrdersApi + "?orderNos=" + string.Join(',', Enumerable.Range(0, 101).Select(i => "PO" + i)))));
    }
}
