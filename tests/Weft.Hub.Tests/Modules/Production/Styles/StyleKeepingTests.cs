using Weft.Testing;
using Xunit;
using static Weft.Hub.Tests.Modules.Production.ShopFloor;

namespace Weft.Hub.Tests.Modules.Production.Styles;

/// <summary>What the style list says of a style's history, what its development costs, and orders that came before it.</summary>
public sealed class StyleKeepingTests
{
    private const string Styles = "/api/production/styles";

    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task Who_looks_after_a_style_says_why_and_the_list_shows_it(string provider)
    {
        var floor = await OpenAsync(provider);
        var id = await StyleAsync(floor, "KEEP1");
        Assert.Equal(["reason"], ErrorFields(await floor.Admin.PostAsync($"{Styles}/{id}/maintain", new { })));
        Ok(await floor.Admin.PostAsync($"{Styles}/{id}/maintain", new { reason = "客户改了领型" }));
        var order = await floor.OrderAsync(10, style: "KEEP1");
        var row = Ok(await floor.Admin.GetAsync(Styles + "?styleNo=KEEP1")).GetProperty("records")[0];
        Assert.Equal(("管理员", "客户改了领型", order), (row.GetProperty("maintainedBy").GetString(), row.GetProperty("maintainReason").GetString(), row.GetProperty("latestOrderNo").GetString()));
        // A later change without a reason leaves the last reason there.
        Ok(await floor.Admin.PutAsync($"{Styles}/{id}/bom", new { items = Array.Empty<object>() }));
        row = Ok(await floor.Admin.GetAsync(Styles + "?styleNo=KEEP1")).GetProperty("records")[0];
        Assert.Equal("客户改了领型", row.GetProperty("maintainReason").GetString());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Development_costs_are_summed_over_what_the_filters_match(string provider)
    {
        var floor = await OpenAsync(provider);
        var id = await StyleAsync(floor, "COST1", "外套");
        await StyleAsync(floor, "COST2", "裤子");
        Ok(await floor.Admin.PutAsync($"{Styles}/{id}/bom", new { items = new[] { new { materialType = "面料", materialName = "棉", usageAmount = 2, lossRate = 10, unitPrice = 15 } } }));
        Ok(await floor.Admin.PutAsync($"{Styles}/{id}/processes", new { items = new[] { Process("合缝", "车缝", 4.5), Process("绣花", "二次工艺", 6) } }));
        Ok(await floor.Admin.PutAsync($"{Styles}/{id}/quotation", new { otherCost = 1.5, targetMargin = 20 }));
        var costs = Ok(await floor.Admin.GetAsync(Styles + "/summary?range=day&category=外套"));
        Assert.Equal((1, 33m, 4.5m, 6m, 45m), (costs.GetProperty("styles").GetInt32(), costs.GetProperty("materialCost").GetDecimal(), costs.GetProperty("processCost").GetDecimal(),
            costs.GetProperty("secondaryCost").GetDecimal(), costs.GetProperty("totalCost").GetDecimal()));
        Assert.Equal(2, Ok(await floor.Admin.GetAsync(Styles + "/summary")).GetProperty("styles").GetInt32());
        Assert.Equal(["range"], ErrorFields(await floor.Admin.GetAsync(Styles + "/summary?range=year")));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Orders_that_came_before_their_style_are_linked_to_it(string provider)
    {
        var floor = await OpenAsync(provider);
        var (waiting, ended) = (await floor.OrderAsync(10, style: "LATE"), await floor.OrderAsync(10, style: "LATE"));
        Ok(await floor.Admin.PostAsync($"{OrdersApi}/{ended}/cancel", new { reason = "不做了" }));
        var id = await StyleAsync(floor, "LATE");
        Ok(await floor.Admin.PutAsync($"{Styles}/{id}/processes", new { items = new[] { Process("合缝", "车缝", 4.5) } }));
        Assert.Equal(1, Ok(await floor.Admin.GetAsync($"{Styles}/{id}")).GetProperty("unlinkedOrders").GetInt32());

        var linked = Ok(await floor.Admin.PostAsync($"{Styles}/{id}/link-orders"));
        Assert.Equal([waiting], linked.GetProperty("orderNos").EnumerateArray().Select(o => o.GetString()));
        var order = await floor.ReadOrderAsync(waiting);
        Assert.Equal((id, "款LATE", "合缝"), (order.StyleId, order.StyleName, Assert.Single(order.Processes).Name));
        Assert.Equal("款LATE", Ok(await floor.Admin.GetAsync(Tasks + "?orderNo=" + waiting)).GetProperty("records")[0].GetProperty("styleName").GetString());
        Assert.Null((await floor.ReadOrderAsync(ended)).StyleId);
        Assert.Equal("STATE", (await floor.Admin.PostAsync($"{Styles}/{id}/link-orders")).ErrorCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_style_is_printed_without_its_quotation(string provider)
    {
        var floor = await OpenAsync(provider);
        var id = await StyleAsync(floor, "PRN1");
        Ok(await floor.Admin.PutAsync($"{Styles}/{id}/processes", new { items = new[] { Process("合缝", "车缝", 4.5) } }));
        Ok(await floor.Admin.PutAsync($"{Styles}/{id}/quotation", new { otherCost = 987.65, targetMargin = 20 }));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Styles}/{id}/print");
        request.Headers.Authorization = new("Bearer", floor.Admin.Token);
        using var response = await floor.Tenant.Hub.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("款式单", page, StringComparison.Ordinal);
        Assert.Contains("合缝", page, StringComparison.Ordinal);
        Assert.DoesNotContain("987.65", page, StringComparison.Ordinal);
    }

    private static object Process(string name, string stage, double price) => new { processName = name, progressStage = stage, price };

    private static async Task<long> StyleAsync(ShopFloor floor, string styleNo, string category = "外套") =>
        Ok(await floor.Admin.PostAsync(Styles, new { styleNo, styleName = "款" + styleNo, category })).GetProperty("id").GetInt64();
}
