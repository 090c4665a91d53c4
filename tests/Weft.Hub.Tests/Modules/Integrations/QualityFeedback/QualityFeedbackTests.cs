using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.Integrations.QualityFeedback;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Tenancy;
using Weft.Hub.Tests.Modules.Production;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Integrations.QualityFeedback;

/// <summary>GET /quality/{orderNo}, POST /quality/list and QUALITY_RESULT (openapi-gateway 6.4, 6.9, 7.3).</summary>
public sealed class QualityFeedbackTests
{
    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    private static readonly QualityInspected Inspected = new()
    {
        OrderId = 1,
        OrderNo = "PO202602110001",
        ExternalOrderNo = "ERP-001",
        WarehousingNo = "WH202602110007",
        InspectedQuantity = 30,
        QualifiedQuantity = 29,
        UnqualifiedQuantity = 1,
        Recheck = false,
        Warehouse = null,
        InspectedAt = new DateTime(2026, 2, 11, 6, 30, 0, DateTimeKind.Utc),
        Items = [new(1, "红", "S", 20, 20, 0, null, null), new(2, "红", "M", 10, 9, 1, DefectCategory.SizeAccuracy, DefectHandling.Repair)],
        OrderTotals = new QualityTotals(60, 58, 2),
        FromGateway = true,
        SourceAppId = 7,
    };

    [Fact]
    public void The_body_says_what_the_contract_says() => Assert.Equal(
        """{"orderNo":"PO202602110001","externalOrderNo":"ERP-001","warehousingNo":"WH202602110007","processName":"质检入库","result":"unqualified","inspectedQuantity":30,"qualifiedQuantity":29,"unqualifiedQuantity":1,"defectRate":0.0333,"recheck":false,"warehouse":null,"inspectedAt":"2026-02-11T14:30:00+08:00","items":[{"bundleNo":1,"color":"红","size":"S","inspectedQuantity":20,"qualifiedQuantity":20,"unqualifiedQuantity":0,"defectCategory":null,"defectCategoryName":null,"defectHandling":null},{"bundleNo":2,"color":"红","size":"M","inspectedQuantity":10,"qualifiedQuantity":9,"unqualifiedQuantity":1,"defectCategory":"size_accuracy","defectCategoryName":"尺寸精度问题","defectHandling":"返修"}],"orderTotals":{"inspectedQuantity":60,"qualifiedQuantity":58,"unqualifiedQuantity":2}}""",
        JsonSerializer.Serialize(new QualityResultEvent().Data(Inspected, TenantTime.For(null)), EnvelopeWriter.Json));

    [Theory, MemberData(nameof(Databases))]
    public async Task A_report_sums_what_is_valid_and_names_what_is_wrong(string provider)
    {
        var floor = await ShopFloor.OpenAsync(provider);
        var customer = await CredentialAsync(floor.Tenant, OrderScope.TenantAll);
        var orderNo = await floor.OrderAsync(60, withProcesses: true);
        var empty = await ReportAsync(customer, orderNo);
        Assert.Equal((0, 0m, 0), (Int(empty, "inspectedQuantity"), empty.GetProperty("defectRate").GetDecimal(), empty.GetProperty("records").GetArrayLength()));
        var bundles = await floor.CutAsync(orderNo, 20, 20, 20);
        ShopFloor.Ok(await floor.Admin.PostAsync(ShopFloor.Scans, new { bundleId = bundles[0], processName = "锁边" }));
        ShopFloor.Ok(await floor.Admin.PostAsync(ShopFloor.Scans, new { bundleId = bundles[0], processName = "合缝" }));
        ShopFloor.Ok(await floor.Admin.PostAsync(ShopFloor.Scans, new { bundleId = bundles[1], processName = "合缝" }));
        ShopFloor.Ok(await floor.InspectAsync(bundles[0], 18, 2, warehouse: "A仓"));
        ShopFloor.Ok(await floor.Admin.PostAsync(ShopFloor.Repairs + "/declare", new { bundleId = bundles[0] }));
        ShopFloor.Ok(await floor.InspectAsync(bundles[0], 1, 1, "报废", recheck: true));
        var wrong = await ShopFloor.RecordAsync(floor.InspectAsync(bundles[1], 0, 20));
        ShopFloor.Ok(await floor.ReverseAsync(wrong));

        var report = await ReportAsync(customer, orderNo);

        Assert.Equal((22, 19, 3, 0.1364m, 1, 1), (Int(report, "inspectedQuantity"), Int(report, "qualifiedQuantity"), Int(report, "unqualifiedQuantity"),
            report.GetProperty("defectRate").GetDecimal(), Int(report, "repairedQuantity"), Int(report, "scrappedQuantity")));
        Assert.Equal("""[{"category":"size_accuracy","categoryName":"尺寸精度问题","quantity":3}]""", report.GetProperty("defects").GetRawText());
        Assert.Equal("""[{"processName":"合缝","quantity":40},{"processName":"锁边","quantity":20}]""", report.GetProperty("processSummary").GetRawText());
        Assert.Equal([2, 20], report.GetProperty("records").EnumerateArray().Select(r => Int(r, "inspectedQuantity")));
        Assert.Equal((false, "2026-02-11T14:30:00+08:00"), (report.GetProperty("recordsTruncated").GetBoolean(), report.GetProperty("reportTime").GetString()));

        Assert.Equal(2, await ListAsync(customer, new { orderNo }));
        Assert.Equal(2, await ListAsync(customer, new { result = "unqualified", from = "2026-02-11", to = "2026-02-11" }));
        Assert.Equal(0, await ListAsync(customer, new { result = "repaired" }));
        Assert.Equal(0, await ListAsync(customer, new { from = "2026-02-12" }));
        Assert.Equal(HttpStatusCode.BadRequest, (await customer.PostAsync("/openapi/v1/quality/list", new { result = "bad" })).Status);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Queries_and_events_show_the_orders_that_the_scope_covers(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        await using var receiver = await WebhookReceiver.StartAsync();
        var floor = new ShopFloor(await Tenants.CreateAsync(hub));
        var gateway = await CredentialAsync(floor.Tenant, null, receiver.Url("/gateway"));
        var all = await CredentialAsync(floor.Tenant, OrderScope.TenantAll, receiver.Url("/all"));
        var stranger = await CredentialAsync(await Tenants.CreateAsync(hub), OrderScope.TenantAll, receiver.Url("/stranger"));
        var buyer = await OrderSync.Customer.OfAsync(floor.Tenant);
        var placed = (await buyer.CreateAsync(OrderSync.Customer.Order("E-1", ("quantity", 20), ("items", new[] { new { color = "红", size = "S", quantity = 20 } })))).Data;
        var theirs = placed.GetProperty("orderNo").GetString()!;
        var (own, ownBundles) = await floor.CutOrderAsync(20);
        var bundles = await floor.CutAsync(theirs, 10, 10);

        ShopFloor.Ok(await floor.InspectAsync(ownBundles[0], 20));
        ShopFloor.Ok(await floor.InspectAsync(new { items = bundles.Select(b => new { bundleId = b, inspectedQuantity = 10 }), warehouse = "A仓" }));

        foreach (var (who, seesTheirs, seesOwn) in new[] { (gateway, true, false), (all, true, true), (stranger, false, false) })
        {
            Assert.Equal(seesTheirs ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await who.GetAsync("/openapi/v1/quality/" + theirs)).Status);
            Assert.Equal(seesOwn ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await who.GetAsync("/openapi/v1/quality/" + own)).Status);
            Assert.Equal((seesTheirs ? 2 : 0) + (seesOwn ? 1 : 0), await ListAsync(who, new { }));
        }
        Assert.Equal(HttpStatusCode.Forbidden, (await buyer.Http.GetAsync("/openapi/v1/quality/" + theirs)).Status);
        var told = await receiver.WaitForCountAsync(3);
        Assert.Equal(["/all", "/all", "/gateway"], told.Select(t => t.Path).Order());
        // Two bundles of one submission are one event.
        var data = told.Single(t => t.Path == "/gateway").Json.GetProperty("data");
        Assert.Equal((theirs, "E-1", "qualified", "A仓", 20, 2), (data.GetProperty("orderNo").GetString(), data.GetProperty("externalOrderNo").GetString(),
            data.GetProperty("result").GetString(), data.GetProperty("warehouse").GetString(), Int(data, "inspectedQuantity"), data.GetProperty("items").GetArrayLength()));

        // Neither the warehouse of later, nor a reversal, nor a refused inspection is told.
        var record = (await floor.RecordsAsync()).First(r => r.OrderNo == own);
        ShopFloor.Ok(await floor.WarehouseAsync(record.Id));
        ShopFloor.Ok(await floor.ReverseAsync(record.Id));
        Assert.Equal(400, (await floor.InspectAsync(bundles[0], 1)).Status);
        ShopFloor.Ok(await floor.InspectAsync(ownBundles[0], 19, 1));
        Assert.Equal("unqualified", (await receiver.WaitForCountAsync(4))[3].Json.GetProperty("data").GetProperty("result").GetString());
    }

    private static async Task<SignedClient> CredentialAsync(TestTenant tenant, OrderScope? scope, Uri? callback = null)
    {
        var made = (await tenant.InAsync(services => services.GetRequiredService<ProvisionCredential>().RunAsync(
            new WantedCredential("QUALITY_FEEDBACK") { OrderScope = scope, CallbackUrl = callback?.AbsoluteUri }, CancellationToken.None))).Value;
        return new SignedClient(tenant.Hub.Http, made.AppKey, made.AppSecret.Reveal(), tenant.Hub.Clock);
    }

    private static async Task<JsonElement> ReportAsync(SignedClient customer, string orderNo)
    {
        var answer = await customer.GetAsync("/openapi/v1/quality/" + orderNo);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return answer.Data;
    }

    private static async Task<int> ListAsync(SignedClient customer, object filter)
    {
        var answer = await customer.PostAsync("/openapi/v1/quality/list", filter);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return Int(answer.Data, "total");
    }

    private static int Int(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
