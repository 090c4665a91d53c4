using System.Text.Json;
using Weft.Testing;
using Xunit;
using static Weft.Hub.Tests.Modules.PartnerApi.PartnerOf;

namespace Weft.Hub.Tests.Modules.PartnerApi;

/// <summary>协同基础数据 as the console lists it (scm-partner-api 10, 14).</summary>
public sealed class MasterTests
{
    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task Every_list_is_found_by_its_filters_and_tells_names_instead_of_numbers(string provider)
    {
        var partner = await PartnerOf.StartAsync(provider);
        var admin = partner.Tenant.Admin;
        var list = (await partner.PostAsync("entries", new { kind = "采购价格表", code = "BUY", name = "采购价", currency = "CNY" })).GetProperty("id").GetInt64();
        await partner.PostAsync("entries", new { kind = "税率", code = "VAT13", name = "增值税13%", rate = 13 });
        Done(await admin.PutAsync("/api/partner/prices", new { priceListId = list, productCode = "FAB-1042", price = 18.5 }));
        Done(await admin.PutAsync("/api/partner/prices", new { priceListId = list, productCode = "FZ2024001-红-S", price = 88 }));
        Done(await admin.PutAsync("/api/partner/periods", new { month = "2026-01", isOpen = false }));
        var party = (await partner.PostAsync("business-partners", new { code = "SHOW", name = "样品间" })).GetProperty("id").GetInt64();
        await partner.PostAsync("locations", new { partnerId = party, name = "总部" });
        foreach (var (path, count) in new[]
        {
            ("organisations", 1), ("organisations?keyword=华东", 1), ("organisations?keyword=HD", 1), ("organisations?keyword=华南", 0), ("warehouses", 2), ("warehouses?keyword=FB", 1), ("warehouses?keyword=一仓", 1),
            ("warehouses?keyword=none", 0), ("bins", 1), ("bins?keyword=A区", 1), ("bins?keyword=F-02", 1), ("bins?keyword=x", 0), ($"bins?warehouseId={partner.WarehouseId}", 1), ("bins?warehouseId=1", 0),
            ("materials?keyword=棉布", 1), ("periods", 1), ("periods?isOpen=true", 0), ("periods?isOpen=false", 1), ("entries", 2), ("entries?kind=税率", 1), ("entries?keyword=采购", 1), ("entries?kind=税率&keyword=采购", 0),
            ("prices", 2), ($"prices?priceListId={list}&keyword=棉布", 1), ("prices?keyword=FZ2024", 1), ("prices?priceListId=1", 0), ("business-partners?keyword=样品", 1), ($"locations?partnerId={party}", 1),
            ($"locations?partnerId={party}&keyword=总", 1), ("locations?keyword=x", 0),
        })
        {
            Assert.True(count == (await RowsAsync(admin, path)).Count, path);
        }
        Assert.Equal("华东成衣", (await RowsAsync(admin, "warehouses"))[0].GetProperty("organisationName").GetString());
        Assert.Equal("面料一仓", (await RowsAsync(admin, "bins"))[0].GetProperty("warehouseName").GetString());
        var price = (await RowsAsync(admin, "prices?keyword=FAB"))[0];
        Assert.Equal(("采购价", "CNY", "32支精梳棉布"), (price.GetProperty("priceListName").GetString(), price.GetProperty("currency").GetString(), price.GetProperty("productName").GetString()));
        Assert.Equal(1, (await RowsAsync(admin, "business-partners"))[0].GetProperty("locations").GetInt32());
        Assert.Equal("样品间", (await RowsAsync(admin, "locations"))[0].GetProperty("partnerName").GetString());
    }

    private static async Task<List<JsonElement>> RowsAsync(ConsoleClient admin, string path) => [.. Done(await admin.GetAsync("/api/partner/" + path)).GetProperty("records").EnumerateArray()];
}
