using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Weft.Hub.Modules.PartnerApi.Functions;
using Weft.Hub.Tests.Modules.Production.Shipments;
using Xunit;

namespace Weft.Hub.Tests.Modules.PartnerApi;

/// <summary>A tenant in which valid requests of every function find what they name, another one that is not to be seen, and a caller who belongs to another organisation.</summary>
internal sealed class FunctionStage
{
    private static readonly ConcurrentDictionary<(Type Tests, string Provider), Lazy<Task<FunctionStage>>> Stages = new();

    private readonly string order;
    private readonly string rfq;
    private string production = "";

    private FunctionStage(TradeOf trade, PartnerOf stranger, string order, string rfq) => (Trade, Stranger, this.order, this.rfq) = (trade, stranger, order, rfq);

    public TradeOf Trade { get; }
    public PartnerOf Stranger { get; }

    /// <summary>Of a user of the same tenant who belongs to ZB01 alone.</summary>
    public string TokenOfZb01 { get; private set; } = "";

    /// <summary>One for each class of tests: classes run side by side, and some count what is made.</summary>
    public static Task<FunctionStage> OfAsync<TTests>(string provider) => Stages.GetOrAdd((typeof(TTests), provider), p => new Lazy<Task<FunctionStage>>(() => OpenAsync(p.Provider))).Value;

    /// <summary>A request's document with every field that a sample is known for.</summary>
    public JsonObject Valid(PartnerFunction function)
    {
        var shape = function.Request.Child("docList")!;
        var document = Filled(function.Number, shape);
        if (shape.Child("lineList") is { } lines)
        {
            document["lineList"] = new JsonArray(Filled(function.Number, lines));
        }
        return document;
    }

    /// <summary>As <see cref="Valid"/>, for a function that acts on a document: that one is made anew.</summary>
    public async Task<JsonObject> OnDocumentAsync(PartnerFunction function)
    {
        var document = Valid(function);
        var number = await MadeAsync(function);
        document[function.Number == "290" ? "docNo" : "documentNo"] = number;
        if (function.Number == "290")
        {
            document["doctype_Name"] = "库存调整";
        }
        if (function.Number is "110" or "111")
        {
            var line = document["lineList"]![0]!.AsObject();
            line.Remove("product_Value");
            line["attrList"] = new JsonArray(new JsonObject { ["confirmedQty"] = "1" });
        }
        return document;
    }

    /// <summary>What a query's answer has rows for.</summary>
    public async Task<JsonObject> QueryAsync(PartnerFunction function)
    {
        var asked = new JsonObject { ["requestId"] = PartnerOf.NewId(), ["requestTime"] = "2026-02-11 14:30:00" };
        switch (function.Number)
        {
            case "230":
                (asked["rpt010_GroupLevel"], asked["org_Value"]) = ("10", "HD01");
                break;
            case "09A" or "14A" or "14B" or "160" or "260":
                asked["documentNo"] = await MadeAsync(function);
                break;
        }
        return asked;
    }

    public async Task<PartnerAnswer> ResultAsync(string path, string target)
    {
        for (var i = 0; ; i++)
        {
            var answer = await Trade.QueryAsync(path, new { requestId = PartnerOf.NewId(), requestTime = "2026-02-11 14:30:00", targetRequestId = target });
            if (i == 200 || answer["errorMsg"] != "该请求还在处理中")
            {
                return answer;
            }
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    private static async Task<FunctionStage> OpenAsync(string provider)
    {
        var trade = await TradeOf.StartAsync(provider);
        var partner = trade.Partner;
        await trade.CallAsync(PartnerOf.CreateF, PartnerOf.Document("STOCK", "1000000"));
        var line = new { locator_Text = "F-02-01", product_Value = "FAB-1042", qty = "1000000" };
        var order = await trade.CallAsync("importpurchaseorder_co_f", new { docNo = "P", doctype_Name = "采购订单", bpartner_Value = TradeOf.Supplier, lineList = new[] { line } });
        var rfq = await trade.CallAsync("importrfq_co_f", Samples.Rfq);
        await partner.PostAsync("bins", new { warehouseId = partner.WarehouseId, code = "F-02-09", name = "面料B区" });
        await partner.PostAsync("bins", new { warehouseId = await WarehouseAsync(partner, "FG02"), code = "G-01", name = "成品区" });
        var stranger = await PartnerOf.StartAsync(provider);
        await stranger.PostAsync("organisations", new { code = "THEIRS", name = "别人的" });
        await stranger.PostAsync("materials", new { code = "THEIRS", name = "别人的", uom = "米" });
        await stranger.PostAsync("business-partners", new { code = "THEIRS", name = "别人的" });
        var stage = new FunctionStage(trade, stranger, Number(order), Number(rfq));
        var (role, zb01) = (await trade.RoleAsync(), await OrganisationAsync(partner, "ZB01"));
        await partner.PostAsync("users", new { systemId = partner.SystemId, userName = "zb01", userId = partner.HubUserId, roleId = role, organisationId = zb01 });
        stage.TokenOfZb01 = (await partner.TokenAsync(new { systemKey = partner.SystemKey, uniqueCode = partner.Code, userName = "zb01" }))["token"];
        return stage;
    }

    /// <summary>The number of a document that the function acts on or hands out.</summary>
    private async Task<string> MadeAsync(PartnerFunction function) => function.Number switch
    {
        "110" => Number(await Trade.CallAsync("importreceipt_co_f", new
        {
            docNo = "MR", docNoOrder = order, warehouse_Text = "FG02", lineList = new[] { new { locator_Text = "G-01", product_Value = "FAB-1042", movementQty = "1" } },
        })),
        "111" or "09A" => await ShippedAsync(),
        "14B" or "16B" => await LeftAsync(),
        "14A" or "160" or "16A" => Number(await Trade.CallAsync("importinventorymove_co_f", new
        {
            docNo = "MM", doctype_Name = "移库单-确认", warehouse_Text = "FB01", warehouseTo_Text = "FB01",
            lineList = new[] { new { locator_Text = "F-02-01", locatorTo_Text = "F-02-09", product_Text = "FAB-1042", movementQty = "4" } },
        })),
        "260" => (await Trade.Partner.PostAsync("counts", new { warehouseId = Trade.Partner.WarehouseId })).GetProperty("documentNo").GetString()!,
        "290" when function.Code == "API290COF" => await DraftAsync(),
        // Completed there and then, so that it can be reversed; elsewhere it waits for a logistics receipt.
        _ => Number(await Trade.CallAsync(PartnerOf.CreateF, new
        {
            docNo = "SA", warehouse_Text = function.Code == "API290RCF" ? "FB01" : "FG02", lineList = new[]
            {
                new { locator_Text = function.Code == "API290RCF" ? "F-02-01" : "G-01", product_Text = "FAB-1042", invStatus_Text = "正常", adjustQuantity = "1" },
            },
        })),
    };

    /// <summary>A draft that could not be completed when it came, and can be now.</summary>
    private async Task<string> DraftAsync()
    {
        object Adjust(string quantity) => new { docNo = "SA", warehouse_Text = "FB01", lineList = new[] { new { locator_Text = "F-02-09", product_Text = "FAB-1042", invStatus_Text = "破损", adjustQuantity = quantity } } };
        var number = Number(await Trade.CallAsync(PartnerOf.CreateF, Adjust("-1")));
        Number(await Trade.CallAsync(PartnerOf.CreateF, Adjust("1")));
        return number;
    }

    private async Task<string> LeftAsync()
    {
        var number = await MadeAsync(Descriptors.Catalogue.ByCode["API16AFSF"]);
        Assert.Equal("处理成功", (await Trade.CallAsync("importinventorymovefrom_fs", new { documentNo = number, lineList = new[] { new { line = "10", confirmedQty = "4" } } }))["errorMsg"]);
        return number;
    }

    /// <summary>A shipment that Production booked, once the relay has told the partner API of it.</summary>
    private async Task<string> ShippedAsync()
    {
        var goods = new FinishedGoods(Trade.Partner.Tenant);
        if (production.Length == 0)
        {
            production = (await goods.OrderAsync(small: 50)).OrderNo;
        }
        var number = (await goods.ShippedAsync(production, 1)).OutstockNo;
        for (var i = 0; i < 200; i++)
        {
            var receipts = PartnerOf.Done(await Trade.Partner.Tenant.Admin.GetAsync("/api/partner/receipts?size=100")).GetProperty("records");
            if (receipts.EnumerateArray().Any(r => r.GetRawText().Contains(number, StringComparison.Ordinal)))
            {
                break;
            }
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
        return number;
    }

    private JsonObject Filled(string number, FieldNode shape)
    {
        var record = new JsonObject();
        foreach (var field in shape.Children.Where(c => c.Type != FieldType.List))
        {
            var sample = Samples.Value(number, field.Name, field.Sign == SignRule.Negative);
            var value = sample.Length == 0 ? "" : field switch
            {
                { Type: FieldType.Date } => "2026-02-11",
                { Type: FieldType.Number } => sample == "?" ? field.Sign == SignRule.Negative ? "-1" : "1" : sample,
                { Allowed: [var first, ..] } => first,
                _ => sample == "?" ? "x" : sample.Replace("{order}", order, StringComparison.Ordinal).Replace("{rfq}", rfq, StringComparison.Ordinal),
            };
            if (value.Length > 0)
            {
                record[field.Name] = value;
            }
        }
        return record;
    }

    private static string Number(PartnerAnswer answer)
    {
        Assert.True(answer.Doc().GetProperty("docNoHVS").GetString() is { Length: > 0 }, answer.Text);
        return answer.Doc().GetProperty("docNoHVS").GetString()!;
    }

    private static Task<long> WarehouseAsync(PartnerOf partner, string code) => IdAsync(partner, "warehouses", code);

    private static Task<long> OrganisationAsync(PartnerOf partner, string code) => IdAsync(partner, "organisations", code);

    private static async Task<long> IdAsync(PartnerOf partner, string list, string code) =>
        TradeOf.Id(PartnerOf.Done(await partner.Tenant.Admin.GetAsync($"/api/partner/{list}?size=100")).GetProperty("records").EnumerateArray().Single(r => r.GetProperty("code").GetString() == code));
}
