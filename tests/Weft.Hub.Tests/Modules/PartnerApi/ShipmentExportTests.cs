using Weft.Hub.Tests.Modules.Production.Shipments;
using Weft.Testing;
using Xunit;
using static Weft.Hub.Tests.Modules.PartnerApi.PartnerOf;

namespace Weft.Hub.Tests.Modules.PartnerApi;

/// <summary>API09APDF (scm-partner-api 13.2, 17 no. 7).</summary>
public sealed class ShipmentExportTests
{
    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task A_pending_shipment_is_handed_out_once_with_every_documented_key(string provider)
    {
        var (partner, numbers) = await WithShipmentsAsync(provider, 1);
        var none = await partner.CallAsync(Shipments, new { requestId = "p", requestTime = "2026-02-11 14:30:00", warehouse_Value = "FB01" });
        Assert.Equal(["requestId", "requestResult", "responseTime", "errorMsg"], none.Keys);
        Assert.Equal("No Data!", none["errorMsg"]);
        Assert.Equal("No Data!", (await partner.CallAsync(Shipments, new { requestId = "p", requestTime = "2026-02-11 14:30:00", movementDateTo = "2026-02-10" }))["errorMsg"]);
        Assert.Equal("6", (await partner.CallAsync(Shipments, new { requestId = "p", requestTime = "2026-02-11 14:30:00", movementDate = "11.2.2026" }))["targetRequestResult"]);

        var answer = await partner.CallAsync(Shipments, new { requestId = "p", requestTime = "2026-02-11 14:30:00", org_Value = "HD01", movementDate = "2026-02-11", movementDate_to = "2026-02-11" });
        Assert.Equal(["docList", "requestId", "requestResult", "responseTime", "errorMsg"], answer.Keys);
        var document = answer.Doc();
        Assert.Equal(
            ["org_Value", "org_Name", "documentNo", "poReference", "documentNo_Order", "poReference_Order", "movementDate", "warehouse_Value", "warehouse_Name", "warehouse_ReferenceNo", "bpartner_Value",
                "bpartner_Name", "bpartnerLocation_Name", "bpartnerLocation_ReferenceNo", "country_Name", "region_Name", "city_Name", "address1", "address2", "postal", "contact_Name", "phone", "description", "lineList"],
            document.EnumerateObject().Select(p => p.Name));
        Assert.Equal((numbers[0], "FG02", "A仓", "2026-02-11"), (document.GetProperty("documentNo").GetString(), document.GetProperty("warehouse_Value").GetString(),
            document.GetProperty("warehouse_Name").GetString(), document.GetProperty("movementDate").GetString()));
        var line = document.GetProperty("lineList")[0];
        Assert.Equal(("10", "FZ2024001-红-S", "1", "件"), (line.GetProperty("line").GetString(), line.GetProperty("product_Value").GetString(),
            line.GetProperty("movementQty").GetString(), line.GetProperty("uom_Name").GetString()));
        Assert.Equal("""{"lot":"","dateProduction":"","invStatus_Text":"正常","attrMovementQty":"1","attrDescription":""}""", line.GetProperty("attrList")[0].GetRawText());
        Assert.Equal("No Data!", (await partner.CallAsync(Shipments, Poll))["errorMsg"]);

        // The answer was lost on its way: an operator sets it back.
        var receipt = PartnerOf.Done(await partner.Tenant.Admin.GetAsync("/api/partner/receipts")).GetProperty("records")[0];
        Assert.Equal("处理中", receipt.GetProperty("status").GetString());
        PartnerOf.Done(await partner.Tenant.Admin.PostAsync($"/api/partner/receipts/{receipt.GetProperty("id").GetInt64()}/pending"));
        Assert.Equal(numbers[0], (await partner.CallAsync(Shipments, Poll)).Doc().GetProperty("documentNo").GetString());
        var exports = PartnerOf.Done(await partner.Tenant.Admin.GetAsync("/api/partner/exports?functionCode=API09APDF")).GetProperty("records");
        Assert.Equal(2, exports.EnumerateArray().Count(e => e.GetProperty("rows").GetInt32() == 1));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Parallel_polls_never_hand_out_the_same_shipment(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider, ["PartnerApi:MaxExported=2"]);
        var (partner, numbers) = await WithShipmentsAsync(provider, 12, hub);
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => partner.CallAsync(Shipments, Poll)));
        var got = answers.Where(a => a.Keys.Contains("docList")).SelectMany(a => a.Body.GetProperty("docList").EnumerateArray().Select(d => d.GetProperty("documentNo").GetString()!)).ToList();
        Assert.Equal(numbers.Order(StringComparer.Ordinal), got.Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Finished_goods_are_adjusted_in_productions_own_stock_in_whole_pieces(string provider)
    {
        var (partner, _) = await WithShipmentsAsync(provider, 1);
        var goods = new FinishedGoods(partner.Tenant);
        var before = await goods.StockAsync("S");
        object Of(object quantity, string status = "正常") => new
        {
            docNo = "G", warehouse_Text = "FB01", lineList = new[] { new { lineId = "1", locator_Text = "F-02-01", product_Text = "FZ2024001-红-S", invStatus_Text = status, adjustQuantity = quantity } },
        };
        Assert.Equal("CO", (await partner.CallAsync(CreateF, Request(NewId(), Of("-2")))).Doc().GetProperty("docStatus").GetString());
        Assert.Equal(before - 2, await goods.StockAsync("S"));
        Assert.Equal("调整数量小数位数不能超过0,", (await partner.CallAsync(CreateF, Request(NewId(), Of("1.5")))).Doc().GetProperty("docErrorMsg").GetString());
        Assert.Equal("库存状态不存在或没有访问权限,", (await partner.CallAsync(CreateF, Request(NewId(), Of("1", "冻结")))).Doc().GetProperty("docErrorMsg").GetString());
        Assert.Equal("DR", (await partner.CallAsync(CreateF, Request(NewId(), Of("-9999")))).Doc().GetProperty("docStatus").GetString());
        await goods.BooksBalanceAsync();
    }

    private static object Poll => new { requestId = "p", requestTime = "2026-02-11 14:30:00" };

    internal static async Task<(PartnerOf Partner, List<string> Numbers)> WithShipmentsAsync(string provider, int count, TestHub? on = null)
    {
        var partner = await PartnerOf.StartAsync(provider, on);
        return (partner, await ShipAsync(partner, count));
    }

    /// <summary>Shipments whose receipts are there.</summary>
    internal static async Task<List<string>> ShipAsync(PartnerOf partner, int count)
    {
        var goods = new FinishedGoods(partner.Tenant);
        var order = await goods.OrderAsync(small: count + 10);
        List<string> numbers = [];
        for (var i = 0; i < count; i++)
        {
            numbers.Add((await goods.ShippedAsync(order.OrderNo, 1)).OutstockNo);
        }
        // The relay passes the events on.
        for (var i = 0; i < 200 && PartnerOf.Done(await partner.Tenant.Admin.GetAsync("/api/partner/receipts?outstockNo=" + numbers[^1])).GetProperty("total").GetInt32() == 0; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
        return numbers;
    }
}
