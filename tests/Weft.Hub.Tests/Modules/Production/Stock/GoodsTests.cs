using System.Text.Json;
using Weft.Testing;
using Xunit;
using static Weft.Hub.Tests.Modules.Production.ShopFloor;

namespace Weft.Hub.Tests.Modules.Production.Stock;

/// <summary>成品仓库 by order and style: grouped and filtered on the server (C5, C7).</summary>
public sealed class GoodsTests
{
    private const string Goods = "/api/warehousing/goods";

    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task Goods_stand_by_order_and_their_balance_holds(string provider)
    {
        var floor = await OpenAsync(provider);
        var (order, bundles) = await floor.CutOrderAsync(20, 20);
        Ok(await floor.InspectAsync(bundles[0], 20, warehouse: "A仓"));
        Ok(await floor.InspectAsync(bundles[1], 17, 3, "报废", warehouse: "A仓"));
        var (empty, _) = await floor.CutOrderAsync(10);
        Ok(await floor.ShipAsync(order, 12));

        var row = Assert.Single(Records(Ok(await floor.Admin.GetAsync(Goods))));
        Assert.Equal((order, 37, 12, 25, 25, 3, 2), (row.GetProperty("orderNo").GetString(), Int(row, "storedQuantity"), Int(row, "outQuantity"), Int(row, "stockQuantity"), Int(row, "availableQuantity"),
            Int(row, "defectQuantity"), Int(row, "inboundCount")));
        var size = Assert.Single(row.GetProperty("sizes").EnumerateArray());
        Assert.Equal(("红", "S", "A仓"), (size.GetProperty("color").GetString(), size.GetProperty("size").GetString(), size.GetProperty("warehouse").GetString()));
        Assert.Equal((17, "A仓"), (Int(row.GetProperty("lastInbound"), "quantity"), row.GetProperty("lastInbound").GetProperty("warehouse").GetString()));
        var cards = Ok(await floor.Admin.GetAsync(Goods + "/summary"));
        Assert.Equal((25, 25, 3), (Int(cards, "stock"), Int(cards, "available"), Int(cards, "defect")));
        Assert.NotEqual(order, empty);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Every_filter_narrows_the_goods(string provider)
    {
        var floor = await OpenAsync(provider);
        var (good, a) = await floor.CutOrderAsync(20);
        Ok(await floor.InspectAsync(a[0], 20, warehouse: "A仓"));
        var (gone, b) = await floor.CutOrderAsync(20);
        Ok(await floor.InspectAsync(b[0], 18, 2, "报废", warehouse: "B仓"));
        Ok(await floor.ShipAsync(gone, 18));
        async Task<List<string?>> FindAsync(string query) => [.. Records(Ok(await floor.Admin.GetAsync(Goods + query))).Select(r => r.GetProperty("orderNo").GetString())];

        Assert.Equal([gone, good], await FindAsync(""));
        Assert.Equal([good], await FindAsync("?stock=available"));
        Assert.Equal([gone], await FindAsync("?stock=defect"));
        Assert.Equal([gone], await FindAsync("?warehouse=B仓"));
        Assert.Equal([good], await FindAsync("?keyword=" + good));
        Assert.Equal([good], await FindAsync("?keyword=" + Uri.EscapeDataString((await floor.ReadOrderAsync(good)).StyleNo + "-红")));
        Assert.Empty(await FindAsync("?from=2030-01-01"));
        Assert.Equal(2, (await FindAsync("?from=2020-01-01&to=2030-01-01")).Count);
        Assert.Equal(["stock"], ErrorFields(await floor.Admin.GetAsync(Goods + "?stock=x")));
        var clerk = await floor.Tenant.UserAsync("all", "MENU_WAREHOUSE_VIEW");
        Assert.Equal(403, (await clerk.GetAsync(Goods)).Status);
    }

    private static List<JsonElement> Records(JsonElement page) => [.. page.GetProperty("records").EnumerateArray()];

    private static int Int(JsonElement row, string name) => row.GetProperty(name).GetInt32();
}
