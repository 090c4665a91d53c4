using System.Text.Json;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.PartnerApi;

/// <summary>What trade documents compute, move and hand on to each other.</summary>
public sealed class TradeTests
{
    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task Amounts_are_exact_and_totals_are_the_sums_of_their_lines(string provider)
    {
        var trade = await TradeOf.StartAsync(provider);
        var bought = await trade.CallAsync("importpurchaseorder_co_f", Order("P1", Bought("1", "3.333", "1.115"), Bought("2", "7"), Bought("3", "1", "0.005", "增值税6%")));
        Assert.Equal(("1", "1", "处理成功"), bought.Said);
        Assert.Equal("""
            {"docNo":"P1","docResult":"1","docErrorMsg":"","docNoHVS":"2602PO0001","docStatus":"CO","taxExcludedAmtTotal":"73.73","taxAmtTotal":"9.58","taxIncludedAmtTotal":"83.31","lineList":[{"lineId":"1","lineResult":"1","lineErrorMsg":"","lineNoHVS":"10","priceActual":"1.115","taxExcludedAmt":"3.72","taxAmt":"0.48","taxIncludedAmt":"4.2"},{"lineId":"2","lineResult":"1","lineErrorMsg":"","lineNoHVS":"20","priceActual":"10","taxExcludedAmt":"70","taxAmt":"9.1","taxIncludedAmt":"79.1"},{"lineId":"3","lineResult":"1","lineErrorMsg":"","lineNoHVS":"30","priceActual":"0.005","taxExcludedAmt":"0.01","taxAmt":"0","taxIncludedAmt":"0.01"}]}
            """, bought.Doc().GetRawText());
        // The sales list's prices contain the tax.
        var sold = await trade.CallAsync("importsalesorder_co_f", new { docNo = "S1", doctype_Name = "销售订单-信用", bpartner_Value = "K01", lineList = new[] { new { product_Value = "FAB-1042", qty = "3" } } });
        Assert.Equal(("60", "7.8", "67.8"), Totals(sold));
        var outside = await trade.CallAsync("importdealerselloutorder_co_f", new { docNo = "O1", bpartner_Name = "海风服饰", lineList = new[] { new { product_Value = "FAB-1042", qty = "-2", price = "1.5" } } });
        Assert.Equal("-3", outside.Doc().GetProperty("taxExcludedAmtTotal").GetString());
        var huge = await trade.CallAsync("importpurchaseorder_co_f", Order("P2", Bought("1", "9999999999", "9999999999")));
        var longest = await trade.CallAsync("importpurchaseorder_co_f", Order("P3", Bought("1", new string('9', 28), new string('9', 28))));
        Assert.Equal("数量长度不能超过16,单价长度不能超过16,", longest.Doc().GetProperty("docErrorMsg").GetString());
        Assert.Equal("金额长度不能超过16,", huge.Doc().GetProperty("docErrorMsg").GetString());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Goods_are_received_up_to_what_was_ordered_and_go_back_or_out_through_the_same_stock(string provider)
    {
        var trade = await TradeOf.StartAsync(provider);
        var order = (await trade.CallAsync("importpurchaseorder_co_f", Order("P1", Bought("1", "10")))).Doc().GetProperty("docNoHVS").GetString()!;
        var tooMuch = await trade.CallAsync("importreceipt_co_f", Receipt(order, "6"), Receipt(order, "5"));
        Assert.Equal($"交付数量 5 超过采购订单 {order} 中 FAB-1042 的未收数量 4,", tooMuch.Doc(1).GetProperty("docErrorMsg").GetString());
        Assert.Equal(0m, await trade.Partner.StockAsync());
        Assert.Equal("CO", (await trade.CallAsync("importreceipt_co_f", Receipt(order, "6"))).Doc().GetProperty("docStatus").GetString());
        var races = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => trade.CallAsync("importreceipt_co_f", Receipt(order, "3"))));
        Assert.Single(races, r => r["targetRequestResult"] == "1");
        Assert.Equal(9m, await trade.Partner.StockAsync());

        object Return(string type, string qty) => new
        {
            docNo = "R", bpartner_Value = TradeOf.Supplier, returnType_Text = type, lineList = new[] { new { locator_Text = "F-02-01", product_Value = "FAB-1042", qty } },
        };
        await trade.CallAsync("importpurchasereturn_co_f", Return("仅退款", "-2"));
        Assert.Equal(9m, await trade.Partner.StockAsync());
        Assert.Equal(("-20", "-2.6", "-22.6"), Totals(await trade.CallAsync("importpurchasereturn_co_f", Return("退货退款", "-2"))));
        Assert.Equal(7m, await trade.Partner.StockAsync());
        object Issue(string qty) => new { docNo = "I", bpartner_Value = "OFFICE", lineList = new[] { new { product_Value = "FAB-1042", qty } } };
        Assert.Equal("CO", (await trade.CallAsync("importdeemedsalesorder_co_f", Issue("3"))).Doc().GetProperty("docStatus").GetString());
        var back = new { docNo = "B", bpartner_Value = "K01", returnType_Text = "退货退款", lineList = new[] { new { product_Value = "FAB-1042", qty = "-1.5" } } };
        await trade.CallAsync("importsalesreturn_co_f", back);
        Assert.Equal(5.5m, await trade.Partner.StockAsync());
        var tooFew = (await trade.CallAsync("importdeemedsalesorder_co_f", Issue("6"))).Doc();
        Assert.Equal(("DR", "[单据操作消息]库存不足：FAB-1042 F-02-01 正常 现有 5.5，需要 6,"), (tooFew.GetProperty("docStatus").GetString(), tooFew.GetProperty("docErrorMsg").GetString()));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_reversed_document_gives_back_to_each_lot_and_to_the_order_what_it_took(string provider)
    {
        var trade = await TradeOf.StartAsync(provider);
        object Lot(string lot, string day, string quantity) => new
        {
            docNo = lot, warehouse_Text = "FB01", lineList = new[] { new { locator_Text = "F-02-01", product_Text = "FAB-1042", invStatus_Text = "正常", adjustQuantity = quantity, lot, dateProduction = day } },
        };
        await trade.CallAsync(PartnerOf.CreateF, Lot("A", "2026-01-01", "3"), Lot("B", "2026-01-05", "5"));
        Task<PartnerAnswer> ReverseAsync(PartnerAnswer made, string type) => trade.CallAsync("docaction_rc", new { docNo = Text(made.Doc(), "docNoHVS"), doctype_Name = type });
        var issued = await trade.CallAsync("importdeemedsalesorder_co_f", new { docNo = "I", bpartner_Value = "OFFICE", lineList = new[] { new { product_Value = "FAB-1042", qty = "4" } } });
        Assert.Equal([("B", "4")], await LotsAsync(trade));
        Assert.Equal("RE", Text((await ReverseAsync(issued, "实物领用")).Doc(), "docStatus"));
        Assert.Equal([("A", "3"), ("B", "5")], await LotsAsync(trade));

        object Return(string type, string lot) => new
        {
            docNo = "R", bpartner_Value = TradeOf.Supplier, returnType_Text = type, lineList = new[] { new { locator_Text = "F-02-01", product_Value = "FAB-1042", qty = "-2", lot } },
        };
        var money = await trade.CallAsync("importpurchasereturn_co_f", Return("仅退款", "B"));
        var goods = await trade.CallAsync("importpurchasereturn_co_f", Return("退货退款", ""));
        Assert.Equal([("A", "1"), ("B", "5")], await LotsAsync(trade));
        Assert.Equal("RE", Text((await ReverseAsync(money, "采购退货")).Doc(), "docStatus"));
        Assert.Equal("RE", Text((await ReverseAsync(goods, "采购退货")).Doc(), "docStatus"));
        Assert.Equal([("A", "3"), ("B", "5")], await LotsAsync(trade));
        var back = await trade.CallAsync("importsalesreturn_co_f", new { docNo = "B", bpartner_Value = "K01", returnType_Text = "退货退款", lineList = new[] { new { product_Value = "FAB-1042", qty = "-1.5" } } });
        Assert.Equal(9.5m, await trade.Partner.StockAsync());
        Assert.Equal("RE", Text((await ReverseAsync(back, "销售退货")).Doc(), "docStatus"));
        Assert.Equal(8m, await trade.Partner.StockAsync());

        var order = Text((await trade.CallAsync("importpurchaseorder_co_f", Order("P1", Bought("1", "10")))).Doc(), "docNoHVS")!;
        var received = await trade.CallAsync("importreceipt_co_f", Receipt(order, "7"));
        Assert.Equal("7", (await trade.CallAsync("importreceipt_co_f", Receipt(order, "10")))["targetRequestResult"]);
        Assert.Equal("RE", Text((await ReverseAsync(received, "收货单")).Doc(), "docStatus"));
        Assert.Equal("CO", Text((await trade.CallAsync("importreceipt_co_f", Receipt(order, "10"))).Doc(), "docStatus"));
        Assert.Equal(18m, await trade.Partner.StockAsync());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_return_that_could_not_be_completed_moves_its_goods_when_it_is(string provider)
    {
        var trade = await TradeOf.StartAsync(provider);
        var line = new { locator_Text = "F-02-01", product_Value = "FAB-1042", qty = "-2" };
        var waiting = await trade.CallAsync("importpurchasereturn_co_f", new { docNo = "R", bpartner_Value = TradeOf.Supplier, returnType_Text = "退货退款", lineList = new[] { line } });
        Assert.Equal("DR", Text(waiting.Doc(), "docStatus"));
        await trade.CallAsync(PartnerOf.CreateF, PartnerOf.Document("IN", "5"));
        var done = await trade.CallAsync("docaction_co", new { docNo = Text(waiting.Doc(), "docNoHVS"), doctype_Name = "采购退货" });
        Assert.Equal("CO", Text(done.Doc(), "docStatus"));
        Assert.Equal(3m, await trade.Partner.StockAsync());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_suppliers_answer_to_an_inquiry_is_one_document_that_later_calls_change(string provider)
    {
        var trade = await TradeOf.StartAsync(provider);
        var rfq = (await trade.CallAsync("importrfq_co_f", Samples.Rfq)).Doc().GetProperty("docNoHVS").GetString()!;
        object Answer(string line, string price) => new { docNo = rfq, bpartner_Value = TradeOf.Supplier, lineList = new[] { new { line, price } } };
        var first = await trade.CallAsync("uploadrfqresponse", Answer("10", "9.5"));
        Assert.Equal(("1", "1", "处理成功"), first.Said);
        Assert.Equal($$"""{"docNo":"{{rfq}}","docResult":"1","docErrorMsg":"","docNoHVS":"{{rfq}}R01","lineList":[{"lineId":"10","lineResult":"1","lineErrorMsg":"","lineNoHVS":"10"}]}""", first.Doc().GetRawText());
        var again = await trade.CallAsync("uploadrfqresponse", Answer("10", "9.25"));
        Assert.Equal(rfq + "R01", again.Doc().GetProperty("docNoHVS").GetString());
        Assert.Equal(2, await trade.Partner.DocumentsAsync());
        Assert.Contains("行号不存在或没有访问权限", (await trade.CallAsync("uploadrfqresponse", Answer("30", "1"))).Doc().GetProperty("docErrorMsg").GetString(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Partners_are_asked_for_by_kind_with_their_addresses(string provider)
    {
        var trade = await TradeOf.StartAsync(provider);
        var query = new { requestId = "Q", requestTime = "2026-02-11 14:30:00" };
        var customers = await trade.QueryAsync("querybpartnercustomer", query);
        var row = Assert.Single(customers.Body.GetProperty("bpartnerList").EnumerateArray().ToList());
        Assert.Equal(("K01", "海风服饰", "Y", "直营", "*"), (Text(row, "value"), Text(row, "name"), Text(row, "isCustomer"), Text(row, "bpGroup_Name"), Text(row, "org_Value")));
        Assert.Equal("解放路1号", Text(row.GetProperty("locationList")[0], "address1"));
        Assert.Equal("S01", Text((await trade.QueryAsync("querybpartnersupplier", query)).Body.GetProperty("bpartnerList")[0], "value"));
        Assert.Equal("OFFICE", Text((await trade.QueryAsync("querybpartnerother", query)).Body.GetProperty("bpartnerList")[0], "value"));
        Assert.Equal("No Data!", (await trade.QueryAsync("querybpartnercustomer", new { query.requestId, query.requestTime, org_Value = "ZB01" }))["errorMsg"]);
        Assert.Equal("No Data!", (await trade.QueryAsync("querybpartnercustomer", new { query.requestId, query.requestTime, bpGroup_Name = "没有" }))["errorMsg"]);
    }

    /// <summary>What is there of each lot.</summary>
    private static async Task<List<(string, string)>> LotsAsync(TradeOf trade)
    {
        var stock = await trade.QueryAsync("querystock", new { requestId = "s", requestTime = "2026-02-11 14:30:00", rpt010_GroupLevel = "20", org_Value = "HD01" });
        return [.. stock.Body.GetProperty("stockList").EnumerateArray().Select(s => (Text(s, "lot")!, Text(s, "qtyOnHand")!)).OrderBy(s => s.Item1, StringComparer.Ordinal)];
    }

    private static object Order(string docNo, params object[] lines) => new { docNo, doctype_Name = "采购订单", bpartner_Value = "S01", lineList = lines };

    private static object Bought(string lineId, string qty, string price = "", string tax = "") =>
        new { lineId, locator_Text = "F-02-01", product_Value = "FAB-1042", qty, price, tax_Text = tax };

    private static object Receipt(string order, string quantity) => new { docNo = "G", docNoOrder = order, lineList = new[] { new { product_Value = "FAB-1042", movementQty = quantity } } };

    private static (string?, string?, string?) Totals(PartnerAnswer answer) =>
        (Text(answer.Doc(), "taxExcludedAmtTotal"), Text(answer.Doc(), "taxAmtTotal"), Text(answer.Doc(), "taxIncludedAmtTotal"));

    private static string? Text(JsonElement row, string name) => row.GetProperty(name).GetString();
}
