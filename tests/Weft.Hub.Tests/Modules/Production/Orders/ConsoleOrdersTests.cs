using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Production.Orders;

/// <summary>The console's API of orders, styles and factories.</summary>
public sealed class ConsoleOrdersTests
{
    private const string Orders = "/api/production/orders";

    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task An_order_is_placed_with_a_matrix_read_listed_and_closed(string provider)
    {
        var tenant = await Tenants.CreateAsync(await TestHub.SharedAsync(provider));
        var made = await tenant.Admin.PostAsync(Orders, new
        {
            styleNo = "K1", lines = new[] { new { color = "红", size = "S", quantity = 30 }, new { color = "红", size = "M", quantity = 20 } }, orderUnitPrice = 88.5, urgency = "urgent",
        });
        Assert.True(made.Status == 200, made.Text);
        var orderNo = made.Data.GetProperty("orderNo").GetString();

        var read = await tenant.Admin.GetAsync($"{Orders}/{orderNo}");
        Assert.Equal((50, "CONSOLE", "urgent", "管理员", false, 88.5m), (read.Data.GetProperty("orderQuantity").GetInt32(), read.Data.GetProperty("sourceType").GetString(),
            read.Data.GetProperty("urgency").GetString(), read.Data.GetProperty("createdByName").GetString(), read.Data.GetProperty("lineAllocationOpen").GetBoolean(),
            read.Data.GetProperty("orderUnitPrice").GetDecimal()));
        Assert.Equal(["S", "M"], read.Data.GetProperty("lines").EnumerateArray().Select(l => l.GetProperty("size").GetString()));

        var below = await tenant.Admin.PostAsync($"{Orders}/{orderNo}/complete", new { reason = "完成" });
        Assert.Equal((400, "STATE"), (below.Status, below.ErrorCode));
        Assert.Equal("VALIDATION", (await tenant.Admin.PostAsync($"{Orders}/{orderNo}/complete", new { force = true })).ErrorCode);
        var closed = await tenant.Admin.PostAsync($"{Orders}/{orderNo}/complete", new { reason = "客户提前收货", force = true });
        Assert.Equal("completed", closed.Data.GetProperty("status").GetString());
        Assert.Equal("STATE", (await tenant.Admin.PostAsync($"{Orders}/{orderNo}/complete", new { reason = "再次", force = true })).ErrorCode);

        var timeline = (await tenant.Admin.GetAsync($"{Orders}/{orderNo}")).Data.GetProperty("timeline");
        Assert.Equal(("FORCE_COMPLETE", "pending", "completed", "管理员", "CONSOLE", "客户提前收货"), (timeline[0].GetProperty("action").GetString(),
            timeline[0].GetProperty("from").GetString(), timeline[0].GetProperty("to").GetString(), timeline[0].GetProperty("operatorName").GetString(),
            timeline[0].GetProperty("source").GetString(), timeline[0].GetProperty("remark").GetString()));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_edit_changes_what_is_given_while_the_rules_allow_it(string provider)
    {
        var tenant = await Tenants.CreateAsync(await TestHub.SharedAsync(provider));
        var orders = new TenantOrders(tenant.Hub, tenant.TenantId);
        var placed = await orders.PlaceAsync(TenantOrders.Command(quantity: 100, app: 7, external: "1") with { Company = "某公司" });
        var path = $"{Orders}/{placed.OrderNo}";

        var edited = await tenant.Admin.PutAsync(path, new { remarks = "加急", expectedShipDate = "2026-03-01", company = (string?)null, version = 0 });
        Assert.Equal(("加急", "2026-03-01", 1), (edited.Data.GetProperty("remarks").GetString(), edited.Data.GetProperty("expectedShipDate").GetString(),
            edited.Data.GetProperty("version").GetInt32()));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, edited.Data.GetProperty("company").ValueKind);
        Assert.Equal("STALE", (await tenant.Admin.PutAsync(path, new { remarks = "又", version = 0 })).ErrorCode);

        Assert.Equal(120, (await tenant.Admin.PutAsync(path, new { orderQuantity = 120 })).Data.GetProperty("orderQuantity").GetInt32());
        Assert.Equal("VALIDATION", (await tenant.Admin.PutAsync(path, new { orderQuantity = 90 })).ErrorCode);
        Assert.Equal(90, (await tenant.Admin.PutAsync(path, new { orderQuantity = 90, reason = "客户减单" })).Data.GetProperty("orderQuantity").GetInt32());

        var lines = new[] { new { color = "红", size = "S", quantity = 89 } };
        Assert.Equal("VALIDATION", (await tenant.Admin.PostAsync(path + "/lines", new { lines })).ErrorCode);
        Assert.Equal(200, (await tenant.Admin.PostAsync(path + "/lines", new { lines = new[] { new { color = "红", size = "S", quantity = 50 }, new { color = "红", size = "M", quantity = 40 } } })).Status);
        Assert.Equal("STATE", (await tenant.Admin.PostAsync(path + "/lines", new { lines })).ErrorCode);
        Assert.Equal("VALIDATION", (await tenant.Admin.PutAsync(path, new { orderQuantity = 95 })).ErrorCode);
        Assert.Equal(200, (await tenant.Admin.PutAsync(path, new { orderQuantity = 95, reason = "客户减单", lines = new[] { new { color = "红", size = "S", quantity = 95 } } })).Status);
        Assert.Equal([95], (await orders.ReadAsync(placed.OrderNo)).Lines.Select(l => l.Quantity));

        await orders.BringToAsync(placed.OrderNo, Weft.Hub.Modules.Production.OrderStatus.Production);
        Assert.Equal("STATE", (await tenant.Admin.PutAsync(path, new { orderQuantity = 200, lines })).ErrorCode);
        Assert.Equal(200, (await tenant.Admin.PutAsync(path, new { remarks = "生产中" })).Status);
        await orders.BringToAsync(placed.OrderNo, Weft.Hub.Modules.Production.OrderStatus.Completed);
        Assert.Equal("STATE", (await tenant.Admin.PutAsync(path, new { remarks = "太晚" })).ErrorCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_list_filters_by_what_people_ask_for(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        var tenant = await Tenants.CreateAsync(hub);
        var orders = new TenantOrders(hub, tenant.TenantId);
        await orders.PlaceAsync(TenantOrders.Command("A1") with { ExpectedShipDate = new DateOnly(2026, 2, 9), Merchandiser = "李四" });
        await orders.PlaceAsync(TenantOrders.Command("B1", app: 7, external: "ERP_9%"));
        hub.Clock.Advance(TimeSpan.FromDays(1));
        await orders.PlaceAsync(TenantOrders.Command("C1") with { ExpectedShipDate = new DateOnly(2026, 2, 13) });
        var admin = await ConsoleClient.LoginAsync(hub, tenant.AdminName, TestTenant.Password);

        foreach (var (query, styles) in new (string, string[])[]
        {
            ("", ["C1", "B1", "A1"]), ("sort=createTime", ["A1", "B1", "C1"]), ("status=pending", ["C1", "B1", "A1"]), ("status=overdue", ["A1"]), ("status=completed", []),
            ("source=OPENAPI", ["B1"]), ("source=CONSOLE", ["C1", "A1"]), ("sourceAppId=7", ["B1"]), ("externalOrderNo=ERP_9%25", ["B1"]), ("styleNo=A1", ["A1"]),
            ("keyword=9%25", ["B1"]), ("keyword=ERPx", []), ("keyword=_", ["B1"]), ("merchandiser=李四", ["A1"]), ("createdFrom=2026-02-12", ["C1"]), ("createdTo=2026-02-11", ["B1", "A1"]),
            ("page=2&size=2", ["A1"]), ("orderNo=PO202602120001", ["C1"]), ("factoryId=1", []),
        })
        {
            var answer = await admin.GetAsync($"{Orders}?{query}");
            Assert.True(answer.Status == 200, answer.Text);
            Assert.Equal((query, string.Join(",", styles)), (query, string.Join(",", answer.Data.GetProperty("records").EnumerateArray().Select(o => o.GetProperty("styleNo").GetString()))));
        }
        Assert.Equal("VALIDATION", (await admin.GetAsync(Orders + "?status=done&size=101")).ErrorCode);
        Assert.True((await admin.GetAsync(Orders + "?styleNo=A1")).Data.GetProperty("records")[0].GetProperty("overdue").GetBoolean());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Another_tenants_things_do_not_exist(string provider)
    {
        var hub = await TestHub.SharedAsync(provider);
        var (mine, theirs) = (await Tenants.CreateAsync(hub), await Tenants.CreateAsync(hub));
        // A number that only they have: both tenants count from one.
        await theirs.Admin.PostAsync(Orders, new { styleNo = "A", orderQuantity = 1 });
        var orderNo = (await theirs.Admin.PostAsync(Orders, new { styleNo = "A", orderQuantity = 1 })).Data.GetProperty("orderNo").GetString();
        var style = (await theirs.Admin.PostAsync("/api/production/styles", new { styleNo = "A", styleName = "甲", category = "上衣" })).Data.GetProperty("id").GetInt64();
        var factory = (await theirs.Admin.PostAsync("/api/system/factories", new { factoryName = "甲厂" })).Data.GetProperty("id").GetInt64();

        foreach (var (method, path, body) in new (HttpMethod, string, object?)[]
        {
            (HttpMethod.Get, $"{Orders}/{orderNo}", null), (HttpMethod.Put, $"{Orders}/{orderNo}", new { remarks = "x" }),
            (HttpMethod.Post, $"{Orders}/{orderNo}/complete", new { reason = "x", force = true }), (HttpMethod.Post, $"{Orders}/{orderNo}/cancel", new { reason = "x" }),
            (HttpMethod.Post, $"{Orders}/{orderNo}/scrap", new { reason = "x" }),
            (HttpMethod.Post, $"{Orders}/{orderNo}/lines", new { lines = new[] { new { color = "红", size = "S", quantity = 1 } } }),
            (HttpMethod.Get, $"/api/production/styles/{style}", null), (HttpMethod.Post, $"/api/production/styles/{style}/disable", null),
            (HttpMethod.Put, $"/api/production/styles/{style}", new { styleName = "乙", category = "上衣" }),
            (HttpMethod.Get, $"/api/system/factories/{factory}", null), (HttpMethod.Post, $"/api/system/factories/{factory}/deactivate", null),
            (HttpMethod.Put, $"/api/system/factories/{factory}", new { factoryName = "乙厂" }),
        })
        {
            var answer = await mine.Admin.SendAsync(method, path, body);
            Assert.Equal((path, 404, "NOT_FOUND"), (path, answer.Status, answer.ErrorCode));
        }
        foreach (var list in new[] { Orders, "/api/production/styles", "/api/system/factories" })
        {
            Assert.Equal(0, (await mine.Admin.GetAsync(list)).Data.GetProperty("total").GetInt32());
        }
        Assert.Equal("VALIDATION", (await mine.Admin.PostAsync(Orders, new { styleNo = "A", orderQuantity = 1, factoryId = factory })).ErrorCode);
        Assert.Equal("pending", (await theirs.Admin.GetAsync($"{Orders}/{orderNo}")).Data.GetProperty("status").GetString());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Styles_and_factories_are_unique_switched_and_changed(string provider)
    {
        var tenant = await Tenants.CreateAsync(await TestHub.SharedAsync(provider));
        var style = new { styleNo = "S1", styleName = "衬衫", category = "上衣", processes = new[] { new { processName = "平车", price = 0.1234 } } };
        var made = await tenant.Admin.PostAsync("/api/production/styles", style);
        Assert.True(made.Status == 200, made.Text);
        var path = $"/api/production/styles/{made.Data.GetProperty("id").GetInt64()}";
        Assert.Equal((409, "STYLE_NO_TAKEN"), await CodeAsync(tenant.Admin.PostAsync("/api/production/styles", style)));
        Assert.Equal((400, "VALIDATION"), await CodeAsync(tenant.Admin.PostAsync("/api/production/styles", new { styleNo = "S2" })));

        var changed = await tenant.Admin.PutAsync(path, new { styleName = "长袖衬衫", category = "上衣", version = 0, processes = new[] { new { processName = "平车", price = 0.2 } } });
        Assert.Equal(("长袖衬衫", 0.2m), (changed.Data.GetProperty("styleName").GetString(), changed.Data.GetProperty("processes")[0].GetProperty("price").GetDecimal()));
        Assert.Equal((409, "STALE"), await CodeAsync(tenant.Admin.PutAsync(path, new { styleName = "x", category = "y", version = 0 })));
        Assert.Equal("DISABLED", (await tenant.Admin.PostAsync(path + "/disable")).Data.GetProperty("status").GetString());
        Assert.Equal((400, "STATE"), await CodeAsync(tenant.Admin.PostAsync(Orders, new { styleNo = "S1", orderQuantity = 1 })));
        Assert.Equal("ENABLED", (await tenant.Admin.PostAsync(path + "/enable")).Data.GetProperty("status").GetString());
        Assert.Equal("FIRST", (await PlacedAsync(tenant)).GetProperty("plateType").GetString());
        Assert.Equal("REORDER", (await PlacedAsync(tenant)).GetProperty("plateType").GetString());
        Assert.Equal(1, (await tenant.Admin.GetAsync("/api/production/styles?keyword=长袖")).Data.GetProperty("total").GetInt32());

        var factory = await tenant.Admin.PostAsync("/api/system/factories", new { factoryName = "甲厂", factoryType = "INTERNAL" });
        var factoryPath = $"/api/system/factories/{factory.Data.GetProperty("id").GetInt64()}";
        Assert.Equal((409, "FACTORY_NAME_TAKEN"), await CodeAsync(tenant.Admin.PostAsync("/api/system/factories", new { factoryName = "甲厂" })));
        await tenant.Admin.PostAsync("/api/system/factories", new { factoryName = "乙厂" });
        Assert.Equal((409, "FACTORY_NAME_TAKEN"), await CodeAsync(tenant.Admin.PutAsync(factoryPath, new { factoryName = "乙厂" })));
        Assert.Equal("inactive", (await tenant.Admin.PostAsync(factoryPath + "/deactivate")).Data.GetProperty("status").GetString());
        Assert.Equal(1, (await tenant.Admin.GetAsync("/api/system/factories?status=active")).Data.GetProperty("total").GetInt32());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Each_command_needs_its_code_and_force_the_administrators(string provider)
    {
        var tenant = await Tenants.CreateAsync(await TestHub.SharedAsync(provider));
        var placed = await tenant.Admin.PostAsync(Orders, new { styleNo = "A", orderQuantity = 1 });
        var path = $"{Orders}/{placed.Data.GetProperty("orderNo").GetString()}";
        var viewer = await tenant.UserAsync("all", "MENU_PRODUCTION_ORDER_VIEW");
        var supervisor = await tenant.UserAsync("all", "MENU_PRODUCTION_ORDER_VIEW", "ORDER_COMPLETE");
        var own = await tenant.UserAsync("own", "MENU_PRODUCTION_ORDER_VIEW", "ORDER_COMPLETE", "ORDER_FORCE_COMPLETE", "ORDER_CANCEL");

        Assert.Equal(200, (await viewer.GetAsync(path)).Status);
        foreach (var command in new[] { "complete", "cancel", "scrap", "lines" })
        {
            Assert.Equal((403, "FORBIDDEN"), await CodeAsync(viewer.PostAsync($"{path}/{command}", new { reason = "x" })));
        }
        Assert.Equal((403, "FORBIDDEN"), await CodeAsync(viewer.PutAsync(path, new { remarks = "x" })));
        Assert.Equal((403, "FORBIDDEN"), await CodeAsync(viewer.PostAsync(Orders, new { styleNo = "A", orderQuantity = 1 })));
        Assert.Equal((400, "STATE"), await CodeAsync(supervisor.PostAsync(path + "/complete", new { reason = "x" })));
        Assert.Equal((403, "FORBIDDEN"), await CodeAsync(supervisor.PostAsync(path + "/complete", new { reason = "x", force = true })));

        // Out of reach is not found, by every way.
        Assert.Equal((404, "NOT_FOUND"), await CodeAsync(own.GetAsync(path)));
        Assert.Equal((404, "NOT_FOUND"), await CodeAsync(own.PostAsync(path + "/complete", new { reason = "x", force = true })));
        Assert.Equal((404, "NOT_FOUND"), await CodeAsync(own.PostAsync(path + "/cancel", new { reason = "x" })));
        Assert.Equal(0, (await own.GetAsync(Orders)).Data.GetProperty("total").GetInt32());
        Assert.Equal("pending", (await tenant.Admin.GetAsync(path)).Data.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Without_a_session_nothing_is_answered()
    {
        var hub = await TestHub.SharedAsync("sqlite");
        var nobody = new ConsoleClient(hub.Http, null);

        foreach (var path in new[] { Orders, Orders + "/PO202602110001", "/api/production/styles", "/api/system/factories" })
        {
            Assert.Equal(401, (await nobody.GetAsync(path)).Status);
        }
        Assert.Equal(401, (await nobody.PostAsync(Orders + "/PO202602110001/complete", new { force = true, reason = "x" })).Status);
    }

    private static async Task<System.Text.Json.JsonElement> PlacedAsync(TestTenant tenant)
    {
        var placed = await tenant.Admin.PostAsync(Orders, new { styleNo = "S1", orderQuantity = 1 });
        return (await tenant.Admin.GetAsync($"{Orders}/{placed.Data.GetProperty("orderNo").GetString()}")).Data;
    }

    private static async Task<(int, string?)> CodeAsync(Task<ConsoleAnswer> call)
    {
        var answer = await call;
        return (answer.Status, answer.ErrorCode);
    }
}
