using Weft.Testing;
using Xunit;
using static Weft.Hub.Tests.Modules.PartnerApi.PartnerOf;

namespace Weft.Hub.Tests.Modules.PartnerApi;

/// <summary>API140, 14A, 14B, 16A, 16B, 160, 150 and 290 (scm-partner-api 11, 13.6, 15 nos. 2 and 32).</summary>
public sealed class TransferTests
{
    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task A_direct_transfer_moves_at_once_and_is_reversed_with_its_stock(string provider)
    {
        var partner = await StockedAsync(provider);
        var made = await partner.CallAsync(Create, Request(NewId(), Transfer("移库单", "4.5")));
        Assert.Equal(("1", "1", "处理成功"), made.Said);
        var number = Text(made, "docNoHVS");
        Assert.Equal(("2602MM0001", "CO"), (number, Text(made, "docStatus")));
        Assert.Equal((5.5m, 4.5m), await BinsAsync(partner));
        Assert.Equal("RE", Text(await ActAsync(partner, "rc", number, "移库单"), "docStatus"));
        Assert.Equal((10m, 0m), await BinsAsync(partner));
        var again = await ActAsync(partner, "rc", number, "移库单");
        Assert.Equal(("7", "9", "RE", "[单据操作消息]单据状态为反冲，不能冲销,"), (again["targetRequestResult"], Text(again, "docResult"), Text(again, "docStatus"), Text(again, "docErrorMsg")));
        var tooMuch = await partner.CallAsync(Create, Request(NewId(), Transfer("移库单", "99")));
        Assert.Equal(("1", "DR"), (tooMuch["targetRequestResult"], Text(tooMuch, "docStatus")));
        Assert.Equal("VO", Text(await ActAsync(partner, "vo", Text(tooMuch, "docNoHVS"), "移库单"), "docStatus"));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_confirmed_transfer_is_handed_out_twice_and_moves_with_its_confirmations(string provider)
    {
        var partner = await StockedAsync(provider);
        var number = Text(await partner.CallAsync(Create, Request(NewId(), Transfer(Confirmed, "4"))), "docNoHVS");
        Assert.Equal((10m, 0m), await BinsAsync(partner));
        Assert.Equal("No Data!", (await partner.CallAsync("exportinventorymoveto_pd", Poll))["errorMsg"]);
        var polls = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => partner.CallAsync("exportinventorymovefrom_pd", Poll)));
        var pending = Assert.Single(polls, p => p.Keys.Contains("docList")).Doc();
        Assert.Equal((number, "4", "F-02-09"), (pending.GetProperty("documentNo").GetString(), pending.GetProperty("lineList")[0].GetProperty("movementQty").GetString(),
            pending.GetProperty("lineList")[0].GetProperty("locatorTo_Value").GetString()));

        var tooMuch = await partner.CallAsync(Finish, Request(NewId(), new { documentNo = number, linelist = new[] { new { line = "10", confirmedQty = "5" } } }));
        Assert.Equal("确认数量不能大于4,", tooMuch.Doc().GetProperty("lineList")[0].GetProperty("lineErrorMsg").GetString());
        var left = await partner.CallAsync(Finish, Request(NewId(), new { documentNo = number, lineList = new[] { new { line = "10", confirmedQty = "3" } } }));
        Assert.Equal((number + "C01", "IP", "10"), (Text(left, "docNoHVS"), Text(left, "docStatus"), left.Doc().GetProperty("lineList")[0].GetProperty("lineNoHVS").GetString()));
        Assert.Equal((7m, 0m), await BinsAsync(partner));
        Assert.Equal("[单据操作消息]已移出未移入的移库单不能作废,", Text(await ActAsync(partner, "vo", number, Confirmed), "docErrorMsg"));

        Assert.Equal("3", (await partner.CallAsync("exportinventorymoveto_pd", Poll)).Doc().GetProperty("lineList")[0].GetProperty("movementQty").GetString());
        var came = await partner.CallAsync(Finish, Request(NewId(), new { documentNo = number, dateReceived = "2026-02-12" }));
        Assert.Equal((number + "C02", "CO"), (Text(came, "docNoHVS"), Text(came, "docStatus")));
        Assert.Equal((7m, 3m), await BinsAsync(partner));
        Assert.Equal("7", (await partner.CallAsync(Finish, Request(NewId(), new { documentNo = number })))["targetRequestResult"]);
        Assert.Equal("RE", Text(await ActAsync(partner, "rc", number, Confirmed), "docStatus"));
        Assert.Equal((10m, 0m), await BinsAsync(partner));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Both_sides_are_confirmed_in_one_call(string provider)
    {
        var partner = await StockedAsync(provider);
        var number = Text(await partner.CallAsync(Create, Request(NewId(), Transfer(Confirmed, "4"))), "docNoHVS");
        Assert.Equal(number, (await partner.CallAsync("querymovementconfirm", Poll)).Doc().GetProperty("documentNo").GetString());
        var both = await partner.CallAsync("uploadmovementconfirm", Request(NewId(), new { documentNo = number, lineList = new[] { new { line = "10", confirmedQty = "4", qtyReceipt = "3.5" } } }));
        Assert.Equal((number + "C01", "CO", "10"), (Text(both, "docNoHVS"), Text(both, "docStatus"), both.Doc().GetProperty("lineList")[0].GetProperty("lineId").GetString()));
        Assert.Equal((6m, 3.5m), await BinsAsync(partner));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_attribute_change_moves_stock_to_another_status_and_the_stock_query_shows_it(string provider)
    {
        var partner = await StockedAsync(provider);
        var answer = await partner.CallAsync("importinventoryasichange_co_f", Request(NewId(), new
        {
            docNo = "AC", doctype_Name = "属性变更单", warehouse_Text = "FB01", warehouseTo_Text = "FB01", lineList = new[]
            {
                new { locator_Text = "F-02-01", locatorTo_Text = "F-02-01", product_Text = "FAB-1042", invStatus_Name = "正常", invStatusTo_Name = "冻结", movementQty = "2" },
            },
        }));
        Assert.Equal("CO", Text(answer, "docStatus"));
        var stock = await partner.CallAsync("querystock", new { requestId = "s", requestTime = "2026-02-11 14:30:00", rpt010_GroupLevel = "10", org_Value = "HD01", product_Value = "FAB-1042" });
        Assert.Equal([("正常", "8", "8"), ("冻结", "2", "0")], stock.Body.GetProperty("stockList").EnumerateArray().Select(s =>
            (s.GetProperty("invStatus_Name").GetString()!, s.GetProperty("qtyOnHand").GetString()!, s.GetProperty("qtyAvailable").GetString()!)).OrderByDescending(s => s.Item2, StringComparer.Ordinal));
        var products = await partner.CallAsync("queryproduct", new { requestId = "s", requestTime = "2026-02-11 14:30:00", isPurchased = "Y" });
        Assert.Equal(["AUX-0007", "FAB-1042"], products.Body.GetProperty("productList").EnumerateArray().Select(p => p.GetProperty("value").GetString()!));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_count_is_queried_uploaded_and_its_difference_is_booked_when_it_is_completed(string provider)
    {
        var partner = await StockedAsync(provider);
        var number = (await partner.PostAsync("counts", new { warehouseId = partner.WarehouseId })).GetProperty("documentNo").GetString()!;
        object Ask(string no) => new { requestId = "c", requestTime = "2026-02-11 14:30:00", documentNo = no };
        var line = (await partner.CallAsync("queryphysicalinventory", Ask(number))).Doc().GetProperty("lineList")[0];
        Assert.Equal(("10", "FAB-1042", "10"), (line.GetProperty("line").GetString(), line.GetProperty("product_Value").GetString(), line.GetProperty("qtyBook").GetString()));
        Assert.Equal("[单据操作消息]还有未盘点的行,", Text(await ActAsync(partner, "co", number, "盘点单"), "docErrorMsg"));
        var upload = await partner.CallAsync("uploadphysicalinventory", Request(NewId(), new
        {
            documentNo = number, lineList = new object[]
            {
                new { lineId = "a", locator_Text = "F-02-01", product_Text = "FAB-1042", invStatus_Name = "正常", qtyCount = "0" },
                new { lineId = "b", locator_Text = "F-02-09", product_Text = "FAB-1042", invStatus_Name = "正常", qtyCount = "7" },
            },
        }));
        Assert.Equal((number, "DR", "20"), (Text(upload, "docNoHVS"), Text(upload, "docStatus"), upload.Doc().GetProperty("lineList")[1].GetProperty("lineNoHVS").GetString()));
        Assert.Equal((10m, 0m), await BinsAsync(partner));
        Assert.Equal("CO", Text(await ActAsync(partner, "co", number, "盘点单"), "docStatus"));
        Assert.Equal((0m, 7m), await BinsAsync(partner));
    }

    private const string Create = "importinventorymove_co_f";
    private const string Finish = "importinventorymovefrom_fs";
    private const string Confirmed = "移库单-确认";

    private static object Poll => new { requestId = "p", requestTime = "2026-02-11 14:30:00" };

    private static string Text(PartnerAnswer answer, string name) => answer.Doc().GetProperty(name).GetString()!;

    private static object Transfer(string type, string quantity) => new
    {
        docNo = "T1", doctype_Name = type, warehouse_Text = "FB01", warehouseTo_Text = "FB01",
        lineList = new[] { new { lineId = "1", locator_Text = "F-02-01", locatorTo_Text = "F-02-09", product_Text = "FAB-1042", movementQty = quantity } },
    };

    private static Task<PartnerAnswer> ActAsync(PartnerOf partner, string action, string number, string type) =>
        partner.CallAsync("docaction_" + action, Request(NewId(), new { docNo = number, doctype_Name = type }));

    internal static async Task<PartnerOf> StockedAsync(string provider)
    {
        var partner = await PartnerOf.StartAsync(provider);
        await StockAsync(partner);
        return partner;
    }

    /// <summary>Puts fabric into the first bin, and makes a second one.</summary>
    internal static async Task StockAsync(PartnerOf partner)
    {
        await partner.PostAsync("bins", new { warehouseId = partner.WarehouseId, code = "F-02-09", name = "面料B区" });
        Assert.Equal("1", (await partner.CallAsync(CreateF, Request(NewId(), Document("IN", "10"))))["targetRequestResult"]);
    }

    /// <summary>An open transfer that waits for its move-out.</summary>
    internal static async Task<string> ConfirmedTransferAsync(PartnerOf partner) => Text(await partner.CallAsync(Create, Request(NewId(), Transfer(Confirmed, "4"))), "docNoHVS");

    /// <summary>Confirms the side that waits, in full.</summary>
    internal static async Task FinishAsync(PartnerOf partner, string number)
    {
        var isOut = (await partner.Tenant.Admin.GetAsync("/api/partner/transfers?documentNo=" + number)).Data.GetProperty("records")[0].GetProperty("outStatus").GetString() != "处理完成";
        object body = isOut ? new { documentNo = number } : new { documentNo = number, dateReceived = "2026-02-12" };
        Assert.Equal("1", (await partner.CallAsync(Finish, Request(NewId(), body)))["targetRequestResult"]);
    }

    private static async Task<(decimal First, decimal Second)> BinsAsync(PartnerOf partner)
    {
        var stock = await partner.CallAsync("querystock", new { requestId = "s", requestTime = "2026-02-11 14:30:00", rpt010_GroupLevel = "20", org_Value = "HD01" });
        decimal In(string bin) => !stock.Keys.Contains("stockList") ? 0 : stock.Body.GetProperty("stockList").EnumerateArray().Where(s => s.GetProperty("locator_Value").GetString() == bin)
            .Sum(s => decimal.Parse(s.GetProperty("qtyOnHand").GetString()!, System.Globalization.CultureInfo.InvariantCulture));
        return (In("F-02-01"), In("F-02-09"));
    }
}
