using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.Production;
using Weft.Hub.Tests.Modules.Production;
using Weft.Hub.Tests.Modules.Production.Shipments;
using Weft.Testing;
using Xunit;
using static Weft.Hub.Tests.Modules.Production.ShopFloor;

namespace Weft.Hub.Tests.Modules.Tracing;

/// <summary>One number in, the whole story out.</summary>
public sealed class TraceNumberTests
{
    private const string Trace = "/api/trace/";

    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task Any_number_of_an_order_tells_its_whole_story(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        await using var receiver = await WebhookReceiver.StartAsync();
        var story = await StoryAsync(await Tenants.CreateAsync(hub), receiver);
        var whole = await ToldAsync(story);

        var records = whole.GetProperty("records").EnumerateArray().ToList();
        string[] expected =
        [
            "ORDER PLACE", "ORDER TAKE_CUTTING", "ORDER CUT", "ORDER BEGIN", "SCAN SCAN", "ORDER INSPECT", "INSPECTION INSPECT", "WAREHOUSING WAREHOUSE", "STOCK INBOUND",
            "OUTSTOCK BOOK", "STOCK OUTBOUND", "ORDER SHIP", "RECONCILIATION CREATE", "RECONCILIATION APPROVE", "EVENT QUALITY_RESULT", "EVENT LOGISTICS_UPDATE",
            "EVENT RECONCILIATION_CREATED", "OUTSTOCK REVERSE", "STOCK REVERSAL",
        ];
        var said = records.Select(r => $"{Text(r, "kind")} {Text(r, "action")}").ToList();
        Assert.All(expected, e => Assert.Contains(e, said));
        Assert.Equal(records.Count, whole.GetProperty("total").GetInt32());
        var times = records.Select(r => r.GetProperty("time").GetDateTimeOffset()).ToList();
        Assert.Equal(times.Order(), times);
        Assert.All(records, r => Assert.Equal(story.OrderNo, Text(r, "orderNo")));
        var movements = records.Where(r => Text(r, "kind") == "STOCK").Select(r => (r.GetProperty("quantity").GetInt32(), r.GetProperty("balance").GetInt32()));
        Assert.Equal([(9, 9), (-5, 4), (-2, 2), (2, 4)], movements);
        var told = records.First(r => Text(r, "action") == "QUALITY_RESULT").GetProperty("delivery");
        Assert.Equal(("DELIVERED", story.QualityApp, 1), (Text(told, "state"), told.GetProperty("tenantAppId").GetInt64(), told.GetProperty("attempts").GetArrayLength()));
        Assert.Equal(200, told.GetProperty("attempts")[0].GetProperty("statusCode").GetInt32());

        foreach (var number in new[] { story.QrCode, story.Sku, story.Warehousing, story.Outstock, story.Reversal, story.Statement, Text(told, "eventId")! })
        {
            var other = Ok(await story.Tenant.Admin.GetAsync($"{Trace}{Uri.EscapeDataString(number)}?size=100"));
            Assert.Equal((story.OrderNo, records.Count), (Text(other.GetProperty("orders")[0], "orderNo"), other.GetProperty("total").GetInt32()));
        }
        var second = Ok(await story.Tenant.Admin.GetAsync($"{Trace}{story.OrderNo}?page=2&size=5"));
        Assert.Equal(records.Skip(5).Take(5).Select(r => r.GetRawText()), second.GetProperty("records").EnumerateArray().Select(r => r.GetRawText()));
        Assert.Equal(["page"], ErrorFields(await story.Tenant.Admin.GetAsync($"{Trace}{story.OrderNo}?page=100&size=100")));

        await ConnectionsAsync(story);
        await PushesAsync(story);
        await NobodyElseAsync(story, Text(told, "eventId")!);
        await NoMoneyAsync(story);
        await FactoryAsync(story, Text(told, "eventId")!);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_customers_number_and_a_transfer_without_an_order_are_found(string provider)
    {
        var goods = await FinishedGoods.StartAsync(provider);
        var external = "E" + Guid.NewGuid().ToString("N");
        var placed = await goods.Orders.PlaceAsync(TenantOrders.Command("FZ/1", 10, 77, external) with { Lines = [new("红", "S", 10)] });
        await goods.StoreAsync(placed.OrderNo, "红", "S", 6);
        var transfer = await goods.Admin.PostAsync(FinishedGoods.Outstocks, new { outstockType = "transfer", items = new[] { new { skuCode = "FZ/1-红-S", quantity = 2 } } });
        Assert.True(transfer.Status == 200, transfer.Text);
        var number = transfer.Data.GetProperty("outstockNo").GetString()!;

        var byExternal = Ok(await goods.Admin.GetAsync(Trace + external));
        Assert.Equal(placed.OrderNo, Text(byExternal.GetProperty("orders")[0], "orderNo"));
        var alone = Ok(await goods.Admin.GetAsync(Trace + number));
        Assert.Equal(["OUTSTOCK BOOK", "STOCK OUTBOUND"], alone.GetProperty("records").EnumerateArray().Select(r => $"{Text(r, "kind")} {Text(r, "action")}").Order());
        Assert.Equal(0, alone.GetProperty("orders").GetArrayLength());
        // The style's number has a slash in it; the SKU tells the transfer too.
        var sku = Ok(await goods.Admin.GetAsync(Trace + Uri.EscapeDataString("FZ/1-红-S")));
        Assert.Equal([6, -2], sku.GetProperty("records").EnumerateArray().Where(r => Text(r, "kind") == "STOCK").Select(r => r.GetProperty("quantity").GetInt32()));
        Assert.Equal(404, (await goods.Admin.GetAsync(Trace + "PO202602119999")).Status);
    }

    /// <summary>对接 of the order: the events newest first, with the calls of the log that made them arrive.</summary>
    private static async Task ConnectionsAsync(Story story)
    {
        var path = $"/api/production/orders/{story.OrderNo}/integration";
        var found = Ok(await story.Tenant.Admin.GetAsync(path));
        var events = found.GetProperty("events").EnumerateArray().ToList();
        Assert.Equal((5, 5), (events.Count, found.GetProperty("totalEvents").GetInt32()));
        var times = events.Select(e => e.GetProperty("occurredAt").GetDateTimeOffset()).ToList();
        Assert.Equal(times.OrderDescending(), times);
        Assert.All(events, e => Assert.Equal(("DELIVERED", 200), (Text(e, "state"), e.GetProperty("lastStatusCode").GetInt32())));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, found.GetProperty("sourceAppId").ValueKind);

        var clerk = await story.Tenant.UserAsync("all", "MENU_TENANT_APP_VIEW");
        Assert.DoesNotContain("RECONCILIATION", (await clerk.GetAsync(path)).Text, StringComparison.Ordinal);
        Assert.Equal(404, (await (await story.Tenant.UserAsync("own", "MENU_TENANT_APP_VIEW")).GetAsync(path)).Status);
        Assert.Equal(404, (await (await Tenants.CreateAsync(story.Tenant.Hub)).Admin.GetAsync(path)).Status);
        Assert.Equal(403, (await (await story.Tenant.UserAsync("all", "MENU_PRODUCTION_ORDER_VIEW")).GetAsync(path)).Status);
    }

    /// <summary>推送 of a page of documents, as the lists show it.</summary>
    private static async Task PushesAsync(Story story)
    {
        foreach (var (document, number) in new[] { (PushedDocument.Inspection, story.Warehousing), (PushedDocument.Shipment, story.Outstock), (PushedDocument.Statement, story.Statement) })
        {
            var pushes = await story.Tenant.InAsync(services => services.GetRequiredService<IEnumerable<IDocumentPushes>>().Single(p => p.Document == document)
                .ReadAsync([story.OrderNo], [number, number + "9", number[..^1]], CancellationToken.None));
            Assert.Equal((number, PushState.Sent), Assert.Single(pushes.Select(p => (p.Key, p.Value))));
        }
    }

    private static async Task NobodyElseAsync(Story story, string eventId)
    {
        var stranger = await Tenants.CreateAsync(story.Tenant.Hub);
        var own = await story.Tenant.UserAsync("own", "MENU_PRODUCTION_ORDER_VIEW", "MENU_FINANCE_VIEW");
        var without = await story.Tenant.UserAsync("all", "MENU_STYLE_INFO");
        foreach (var number in new[] { story.OrderNo, story.QrCode, story.Sku, story.Warehousing, story.Outstock, story.Reversal, story.Statement, eventId })
        {
            Assert.Equal(404, (await stranger.Admin.GetAsync(Trace + Uri.EscapeDataString(number))).Status);
            Assert.Equal(404, (await own.GetAsync(Trace + Uri.EscapeDataString(number))).Status);
            Assert.Equal(403, (await without.GetAsync(Trace + Uri.EscapeDataString(number))).Status);
        }
    }

    private static async Task NoMoneyAsync(Story story)
    {
        var clerk = await story.Tenant.UserAsync("all", "MENU_PRODUCTION_ORDER_VIEW");
        var text = (await clerk.GetAsync($"{Trace}{story.OrderNo}?size=100")).Text;
        Assert.Contains("LOGISTICS_UPDATE", text, StringComparison.Ordinal);
        Assert.DoesNotContain("RECONCILIATION", text, StringComparison.Ordinal);
        Assert.DoesNotContain(story.Statement, text, StringComparison.Ordinal);
        Assert.Equal(404, (await clerk.GetAsync(Trace + story.Statement)).Status);
    }

    private static async Task FactoryAsync(Story story, string eventId)
    {
        var admin = story.Tenant.Admin;
        var factory = Ok(await admin.PostAsync("/api/system/factories", new { factoryName = "外发厂" })).GetProperty("id").GetInt64();
        Ok(await admin.PutAsync($"{OrdersApi}/{story.OrderNo}", new { factoryId = factory }));
        var role = Ok(await admin.PostAsync("/api/system/roles", new
        {
            roleCode = "F" + factory, roleName = "工厂" + factory, dataScope = "all", permissions = new[] { "MENU_PRODUCTION_ORDER_VIEW", "MENU_FINANCE_VIEW" },
        })).GetProperty("id").GetInt64();
        var (id, username) = await story.Tenant.NewUserAsync(role);
        var version = Ok(await admin.GetAsync($"/api/system/users/{id}")).GetProperty("version").GetInt32();
        Ok(await admin.PutAsync($"/api/system/users/{id}", new { factoryId = factory, version }));
        var account = await ConsoleClient.LoginAsync(story.Tenant.Hub, username, TestTenant.Password);

        var kinds = Ok(await account.GetAsync($"{Trace}{story.OrderNo}?size=100")).GetProperty("records").EnumerateArray().Select(r => Text(r, "kind")!).Distinct().Order();
        Assert.Equal(["INSPECTION", "ORDER", "OUTSTOCK", "SCAN", "WAREHOUSING"], kinds);
        Assert.Equal(404, (await account.GetAsync(Trace + story.Statement)).Status);
        Assert.Equal(404, (await account.GetAsync(Trace + eventId)).Status);
    }

    /// <summary>An order that is cut, sewn, inspected, shipped twice, once taken back, and billed; with a credential for each event.</summary>
    private static async Task<Story> StoryAsync(TestTenant tenant, WebhookReceiver receiver)
    {
        var apps = new Dictionary<string, long>();
        foreach (var type in new[] { "QUALITY_FEEDBACK", "LOGISTICS_SYNC", "PAYMENT_SYNC" })
        {
            apps[type] = (await tenant.InAsync(services => services.GetRequiredService<ProvisionCredential>()
                .RunAsync(new WantedCredential(type) { CallbackUrl = receiver.Url().AbsoluteUri, OrderScope = OrderScope.TenantAll }, CancellationToken.None))).Value.Id;
        }
        var floor = new ShopFloor(tenant);
        var orderNo = await floor.OrderAsync(10, withProcesses: true);
        Ok(await tenant.Admin.PutAsync($"{OrdersApi}/{orderNo}", new { orderUnitPrice = 20, customerName = "某客户" }));
        var bundle = (await floor.CutAsync(orderNo, 10))[0];
        Ok(await tenant.Admin.PostAsync(Scans, new { bundleId = bundle, processName = "合缝" }));
        var inspected = Ok(await floor.InspectAsync(bundle, 9, 1, "报废", warehouse: "A仓"));
        var goods = new FinishedGoods(tenant);
        var (first, statement) = await goods.ShippedAsync(orderNo, 5);
        var (second, _) = await goods.ShippedAsync(orderNo, 2);
        Ok(await tenant.Admin.PostAsync($"{FinishedGoods.Outstocks}/{second}/reverse", new { reason = "装错" }));
        await goods.DoneAsync(statement, "approve");
        var read = await floor.ReadBundleAsync(bundle);
        return new Story(tenant, orderNo, read.QrCode, $"{read.StyleNo}-红-S", Text(inspected, "warehousingNo")!, first, "RV" + second, statement, apps["QUALITY_FEEDBACK"]);
    }

    /// <summary>The whole story, once every event in it has arrived.</summary>
    private static async Task<JsonElement> ToldAsync(Story story)
    {
        for (var tries = 0; ; tries++)
        {
            var told = Ok(await story.Tenant.Admin.GetAsync($"{Trace}{story.OrderNo}?size=100"));
            var events = told.GetProperty("records").EnumerateArray().Where(r => Text(r, "kind") == "EVENT").ToList();
            // An inspection, two shipments and a reversal, a statement.
            if (events.Count == 5 && events.All(e => Text(e.GetProperty("delivery"), "state") == "DELIVERED"))
            {
                return told;
            }
            Assert.True(tries < 1500, "Waited in vain: " + told.GetRawText());
            if (tries % 25 == 24)
            {
                story.Tenant.Hub.Clock.Advance(TimeSpan.FromSeconds(1.1));
            }
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? value.GetString() : null;

    private sealed record Story(
        TestTenant Tenant, string OrderNo, string QrCode, string Sku, string Warehousing, string Outstock, string Reversal, string Statement, long QualityApp);
}
