using System.Text.Json;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.PartnerApi;

/// <summary>Draft, pending approval, open, completed: what the tenant's own people do with documents that partners made (scm-partner-api 8.2, 11).</summary>
public sealed class ApprovalTests
{
    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task A_kind_that_needs_approval_moves_nothing_before_it(string provider)
    {
        var trade = await StartAsync(provider, "170");
        var made = await AdjustAsync(trade, "10");
        Assert.Equal("AP", Text(made, "docStatus"));
        Assert.Equal(0m, await trade.Partner.StockAsync());
        var number = Text(made, "docNoHVS");
        Assert.Equal(("AP", "[单据操作消息]单据待批，批准后才能完成,"), await CompleteAsync(trade, number, "库存调整"));

        Assert.Equal("VALIDATION", (await ActAsync(trade, number, "reject")).ErrorCode);
        Assert.Equal("NA", Status(await ActAsync(trade, number, "reject", new { reason = "数量不对" })));
        Assert.Equal(("AP", ""), await CompleteAsync(trade, number, "库存调整"));
        Assert.Equal("CO", Status(await ActAsync(trade, number, "approve")));
        Assert.Equal(10m, await trade.Partner.StockAsync());
        Assert.Equal(("STATE", 10m), ((await ActAsync(trade, number, "approve")).ErrorCode, await trade.Partner.StockAsync()));
        Assert.Equal("VALIDATION", (await ActAsync(trade, number, "reverse")).ErrorCode);
        Assert.Equal("RE", Status(await ActAsync(trade, number, "reverse", new { reason = "重复" })));
        Assert.Equal(0m, await trade.Partner.StockAsync());

        // Kinds that need none go on as before, and a kind is freed again.
        PartnerOf.Done(await trade.Partner.Tenant.Admin.PutAsync("/api/partner/approvals", new { kinds = Array.Empty<string>() }));
        Assert.Equal("CO", Text(await AdjustAsync(trade, "3"), "docStatus"));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_can_not_go_on_is_not_approved_and_of_many_approvals_one_counts(string provider)
    {
        var trade = await StartAsync(provider, "170");
        var number = Text(await AdjustAsync(trade, "-4"), "docNoHVS");
        var refused = await ActAsync(trade, number, "approve");
        Assert.Equal(("STATE", true), (refused.ErrorCode, refused.Text.Contains("库存不足：FAB-1042", StringComparison.Ordinal)));
        Assert.Equal("AP", await StatusAsync(trade, number));

        var more = Text(await AdjustAsync(trade, "9"), "docNoHVS");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ActAsync(trade, more, "approve")));
        Assert.Single(answers, a => a.Status == 200);
        Assert.Equal(9m, await trade.Partner.StockAsync());
        Assert.Equal("CO", Status(await ActAsync(trade, number, "approve")));
        Assert.Equal(5m, await trade.Partner.StockAsync());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Where_a_warehouse_needs_a_logistics_receipt_an_approved_document_stays_open_until_it_is_recorded(string provider)
    {
        var trade = await StartAsync(provider, "170");
        await trade.Partner.PostAsync("bins", new { warehouseId = await WarehouseAsync(trade, "FG02"), code = "G-01", name = "成品A区" });
        var number = Text(await AdjustAsync(trade, "2", "FG02", "G-01"), "docNoHVS");
        Assert.Equal("IP", Status(await ActAsync(trade, number, "approve")));
        Assert.Equal(("IP", "[单据操作消息]单据等待物流回执，登记回执后才能完成,"), await CompleteAsync(trade, number, "库存调整"));
        Assert.Equal(0m, await trade.Partner.StockAsync());
        Assert.Equal("CO", Status(await ActAsync(trade, number, "receive")));
        Assert.Equal(2m, await trade.Partner.StockAsync());
        Assert.Equal("STATE", (await ActAsync(trade, number, "receive")).ErrorCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_draft_is_completed_by_hand_lot_by_lot_and_by_the_rules_of_its_warehouse(string provider)
    {
        var trade = await StartAsync(provider);
        var (admin, partner) = (trade.Partner.Tenant.Admin, trade.Partner);
        await partner.PostAsync("bins", new { warehouseId = await WarehouseAsync(trade, "FG02"), code = "G-01", name = "成品A区" });
        var order = Text(await trade.CallAsync("importpurchaseorder_co_f", new
        {
            docNo = "P", doctype_Name = "采购订单", bpartner_Value = TradeOf.Supplier, lineList = new[] { new { lineId = "1", locator_Text = "F-02-01", product_Value = "FAB-1042", qty = "10" } },
        }), "docNoHVS");
        PartnerOf.Done(await admin.PutAsync("/api/partner/periods", new { month = "2026-02", isOpen = false }));
        var received = Text(await trade.CallAsync("importreceipt_co_f", new
        {
            docNo = "G", docNoOrder = order, lineList = new[]
            {
                new { product_Value = "FAB-1042", movementQty = "7", attrList = new[] { new { attrMovementQty = "3", lot = "A", dateProduction = "2026-01-01" }, new { attrMovementQty = "4", lot = "B", dateProduction = "2026-01-05" } } },
            },
        }), "docNoHVS");
        var waiting = Text(await AdjustAsync(trade, "2", "FG02", "G-01"), "docNoHVS");
        Assert.Equal(("DR", "DR", 0m), (await StatusAsync(trade, received), await StatusAsync(trade, waiting), await partner.StockAsync()));
        Assert.Equal("STATE", (await ActAsync(trade, received, "complete")).ErrorCode);

        PartnerOf.Done(await admin.PutAsync("/api/partner/periods", new { month = "2026-02", isOpen = true }));
        Assert.Equal("CO", Status(await ActAsync(trade, received, "complete")));
        var stock = await trade.QueryAsync("querystock", new { requestId = "s", requestTime = "2026-02-11 14:30:00", rpt010_GroupLevel = "20", org_Value = "HD01" });
        Assert.Equal([("A", "3"), ("B", "4")], stock.Body.GetProperty("stockList").EnumerateArray()
            .Select(s => (s.GetProperty("lot").GetString()!, s.GetProperty("qtyOnHand").GetString()!)).Order());
        Assert.Equal("IP", Status(await ActAsync(trade, waiting, "complete")));
        Assert.Equal(7m, await partner.StockAsync());
        Assert.Equal("VO", Status(await ActAsync(trade, waiting, "void", new { reason = "不要了" })));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_order_that_is_not_approved_yet_receives_nothing(string provider)
    {
        var trade = await StartAsync(provider, "010");
        var order = Text(await trade.CallAsync("importpurchaseorder_co_f", new
        {
            docNo = "P", doctype_Name = "采购订单", bpartner_Value = TradeOf.Supplier, lineList = new[] { new { lineId = "1", locator_Text = "F-02-01", product_Value = "FAB-1042", qty = "10" } },
        }), "docNoHVS");
        object receipt = new { docNo = "G", docNoOrder = order, lineList = new[] { new { product_Value = "FAB-1042", movementQty = "7" } } };
        Assert.Equal("7", (await trade.CallAsync("importreceipt_co_f", receipt))["targetRequestResult"]);
        Assert.Equal("CO", Status(await ActAsync(trade, order, "approve")));
        Assert.Equal("CO", Text(await trade.CallAsync("importreceipt_co_f", receipt), "docStatus"));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Who_may_not_approve_is_refused_and_a_stale_page_is_told(string provider)
    {
        var trade = await StartAsync(provider, "170");
        var number = Text(await AdjustAsync(trade, "1"), "docNoHVS");
        var id = await IdAsync(trade, number);
        var tenant = trade.Partner.Tenant;
        var viewer = await tenant.UserAsync("all", "MENU_PARTNER_REQUEST", "PARTNER_DOCUMENT_EDIT");
        Assert.Equal(403, (await viewer.PostAsync($"/api/partner/documents/{id}/approve")).Status);
        Assert.Equal(403, (await viewer.PutAsync("/api/partner/approvals", new { kinds = Array.Empty<string>() })).Status);
        Assert.Equal("STALE", (await tenant.Admin.PostAsync($"/api/partner/documents/{id}/approve", new { version = 99 })).ErrorCode);
        var unknown = await tenant.Admin.PutAsync("/api/partner/approvals", new { kinds = new[] { "999" } });
        Assert.Contains("没有单据类型 999", unknown.Text, StringComparison.Ordinal);
        Assert.Equal("AP", await StatusAsync(trade, number));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Without_a_warehouse_a_document_is_the_partner_users_own(string provider)
    {
        var trade = await StartAsync(provider);
        var (admin, partner) = (trade.Partner.Tenant.Admin, trade.Partner);
        var user = PartnerOf.Done(await admin.GetAsync("/api/partner/users?keyword=trade01")).GetProperty("records")[0];
        object With(long warehouse) => new
        {
            userId = partner.HubUserId, roleId = user.GetProperty("roleId").GetInt64(), organisationId = user.GetProperty("organisationId").GetInt64(), warehouseId = warehouse,
        };
        var warehouse = await WarehouseAsync(trade, "FG02");
        await partner.PostAsync("bins", new { warehouseId = warehouse, code = "G-01", name = "成品A区" });
        var path = "/api/partner/users/" + TradeOf.Id(user);
        Assert.Contains("仓库不存在", (await admin.PutAsync(path, With(987_654))).Text, StringComparison.Ordinal);
        async Task<string?> StoreAsync(string bin)
        {
            var made = await trade.CallAsync("importpurchaseorder_co_f", new
            {
                docNo = "P", doctype_Name = "采购订单", bpartner_Value = TradeOf.Supplier, lineList = new[] { new { lineId = "1", locator_Text = bin, product_Value = "FAB-1042", qty = "1" } },
            });
            return PartnerOf.Done(await admin.GetAsync("/api/partner/documents/" + await IdAsync(trade, Text(made, "docNoHVS")))).GetProperty("warehouse").GetString();
        }
        Assert.Equal("FB01 面料一仓", await StoreAsync("F-02-01"));
        PartnerOf.Done(await admin.PutAsync(path, With(warehouse)));
        Assert.Equal("FG02 A仓", await StoreAsync("G-01"));
    }

    private static async Task<TradeOf> StartAsync(string provider, params string[] kinds)
    {
        var trade = await TradeOf.StartAsync(provider);
        if (kinds.Length > 0)
        {
            PartnerOf.Done(await trade.Partner.Tenant.Admin.PutAsync("/api/partner/approvals", new { kinds }));
        }
        return trade;
    }

    private static Task<PartnerAnswer> AdjustAsync(TradeOf trade, string quantity, string warehouse = "FB01", string bin = "F-02-01") => trade.CallAsync(PartnerOf.CreateF, new
    {
        docNo = "A", warehouse_Text = warehouse, lineList = new[] { new { lineId = "1", locator_Text = bin, product_Text = "FAB-1042", invStatus_Text = "正常", adjustQuantity = quantity } },
    });

    private static async Task<(string, string)> CompleteAsync(TradeOf trade, string number, string type)
    {
        var answer = await trade.CallAsync("docaction_co", new { docNo = number, doctype_Name = type });
        return (answer.Doc().GetProperty("docStatus").GetString()!, answer.Doc().GetProperty("docErrorMsg").GetString()!);
    }

    private static async Task<ConsoleAnswer> ActAsync(TradeOf trade, string number, string action, object? body = null) =>
        await trade.Partner.Tenant.Admin.PostAsync($"/api/partner/documents/{await IdAsync(trade, number)}/{action}", body);

    private static async Task<JsonElement> RowAsync(TradeOf trade, string number)
    {
        Assert.NotEqual("", number);
        return PartnerOf.Done(await trade.Partner.Tenant.Admin.GetAsync("/api/partner/documents?documentNo=" + number)).GetProperty("records")[0];
    }

    private static async Task<long> IdAsync(TradeOf trade, string number) => TradeOf.Id(await RowAsync(trade, number));

    private static async Task<string> StatusAsync(TradeOf trade, string number) => (await RowAsync(trade, number)).GetProperty("status").GetString()!;

    private static async Task<long> WarehouseAsync(TradeOf trade, string code) => TradeOf.Id(
        PartnerOf.Done(await trade.Partner.Tenant.Admin.GetAsync("/api/partner/warehouses?size=100")).GetProperty("records").EnumerateArray().Single(r => r.GetProperty("code").GetString() == code));

    private static string Status(ConsoleAnswer answer) => PartnerOf.Done(answer).GetProperty("status").GetString()!;

    private static string Text(PartnerAnswer answer, string name)
    {
        Assert.True(answer["targetRequestResult"] == "1", answer.Text);
        return answer.Doc().GetProperty(name).GetString()!;
    }
}
