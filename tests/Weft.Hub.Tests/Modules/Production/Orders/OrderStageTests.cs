using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Files;
using Weft.Hub.Platform.Persistence;
using Weft.Testing;
using Xunit;
using static Weft.Hub.Tests.Modules.Production.ShopFloor;

namespace Weft.Hub.Tests.Modules.Production.Orders;

/// <summary>What the order list shows beside the orders' own columns: stages, files, defects; and the process dialog.</summary>
public sealed class OrderStageTests
{
    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task Stages_follow_material_cutting_and_scans(string provider)
    {
        var floor = await OpenAsync(provider);
        var order = await floor.OrderAsync(40, withProcesses: true);
        Assert.Equal(["采购 0/100 False", "裁剪 0/40 False", "车缝 0/40 False", "尾部 0/40 False"], await StagesAsync(floor, order));

        Ok(await floor.Admin.PutAsync($"{OrdersApi}/{order}/material", new { materialArrivalRate = 100 }));
        var bundles = await floor.CutAsync(order, 20, 20);
        foreach (var (bundle, process) in new[] { (bundles[0], "合缝"), (bundles[1], "合缝"), (bundles[0], "锁边"), (bundles[0], "包装"), (bundles[1], "包装") })
        {
            Ok(await floor.Admin.PostAsync(Scans, new { bundleId = bundle, processName = process }));
        }
        // Of two sewing processes one is half done: the mean is three quarters.
        Assert.Equal(["采购 100/100 True", "裁剪 40/40 True", "车缝 30/40 False", "尾部 40/40 True"], await StagesAsync(floor, order));

        var detail = Ok(await floor.Admin.GetAsync($"{OrdersApi}/{order}/processes"));
        var hem = detail.GetProperty("processes").EnumerateArray().Single(p => p.GetProperty("name").GetString() == "锁边");
        Assert.Equal((20, 40, 1.5m, "管理员", false), (hem.GetProperty("done").GetInt32(), hem.GetProperty("total").GetInt32(), hem.GetProperty("unitPrice").GetDecimal(),
            hem.GetProperty("operators")[0].GetString(), detail.GetProperty("editable").GetBoolean()));
        var stages = detail.GetProperty("stages").EnumerateArray().ToDictionary(s => s.GetProperty("progress").GetProperty("stage").GetString()!);
        Assert.All(stages.Values, s => Assert.Equal("管理员", s.GetProperty("operators")[0].GetString()));
        Assert.NotEqual(JsonValueKind.Null, stages["裁剪"].GetProperty("begunAt").ValueKind);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_page_of_orders_takes_the_same_queries_however_many_there_are(string provider)
    {
        var floor = await OpenAsync(provider);
        for (var i = 0; i < 4; i++)
        {
            var order = await floor.OrderAsync(20, withProcesses: true);
            var bundles = await floor.CutAsync(order, 20);
            Ok(await floor.Admin.PostAsync(Scans, new { bundleId = bundles[0], processName = "合缝" }));
            Ok(await floor.InspectAsync(bundles[0], 18, 2));
        }
        var (one, rows) = await CountAsync(floor, 1);
        var (four, all) = await CountAsync(floor, 4);
        Assert.Equal(one, four);
        Assert.InRange(four, 1, 8);
        Assert.Equal((1, 4, 8), (rows.Count, all.Count, all.Sum(r => r.DefectQuantity)));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Processes_are_taken_from_the_style_again_until_production_begins(string provider)
    {
        var floor = await OpenAsync(provider);
        var style = "SYNC" + Guid.NewGuid().ToString("N")[..6];
        var order = await floor.OrderAsync(40, withProcesses: true, style: style);
        var id = Ok(await floor.Admin.GetAsync("/api/production/styles?styleNo=" + style)).GetProperty("records")[0].GetProperty("id").GetInt64();
        Ok(await floor.Admin.PutAsync($"/api/production/styles/{id}/processes", new { items = new[] { new { processName = "绣花", progressStage = "二次工艺", price = 3.25 } } }));
        Assert.Equal(4, (await floor.ReadOrderAsync(order)).Processes.Count);

        Ok(await floor.Admin.PostAsync($"{OrdersApi}/{order}/processes/sync"));
        var only = Assert.Single((await floor.ReadOrderAsync(order)).Processes);
        Assert.Equal(("绣花", "二次工艺", 3.25m), (only.Name, only.Stage, only.UnitPrice));
        Assert.Contains("二次工艺 0/40 False", await StagesAsync(floor, order));

        await floor.CutAsync(order, 40);
        Assert.Equal((400, "STATE"), Pair(await floor.Admin.PostAsync($"{OrdersApi}/{order}/processes/sync")));
        var unknown = await floor.OrderAsync(10);
        Assert.Equal((400, "STATE"), Pair(await floor.Admin.PostAsync($"{OrdersApi}/{unknown}/processes/sync")));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_order_goes_to_another_factory_with_a_reason_and_the_right_to_do_it(string provider)
    {
        var floor = await OpenAsync(provider);
        var (a, b) = (await FactoryAsync(floor, "甲厂"), await FactoryAsync(floor, "乙厂"));
        var order = Ok(await floor.Admin.PostAsync(OrdersApi, new { styleNo = "T1", orderQuantity = 10, factoryId = a, factoryUnitPrice = 9 })).GetProperty("orderNo").GetString()!;
        var path = $"{OrdersApi}/{order}/transfer";
        Assert.Equal(["reason"], ErrorFields(await floor.Admin.PostAsync(path, new { factoryId = b })));
        Assert.Equal(["factoryId"], ErrorFields(await floor.Admin.PostAsync(path, new { factoryId = a, reason = "产能" })));
        var clerk = await floor.Tenant.UserAsync("all", "MENU_PRODUCTION_ORDER_VIEW", "ORDER_EDIT");
        Assert.Equal(403, (await clerk.PostAsync(path, new { factoryId = b, reason = "产能" })).Status);

        var moved = Ok(await floor.Admin.PostAsync(path, new { factoryId = b, reason = "产能不足", factoryUnitPrice = 11.5 }));
        Assert.Equal(("乙厂", 11.5m), (moved.GetProperty("factoryName").GetString(), moved.GetProperty("factoryUnitPrice").GetDecimal()));
        var entry = Ok(await floor.Admin.GetAsync($"{OrdersApi}/{order}")).GetProperty("timeline")[0];
        Assert.Equal(("TRANSFER", "甲厂 → 乙厂：产能不足"), (entry.GetProperty("action").GetString(), entry.GetProperty("remark").GetString()));
        Ok(await floor.Admin.PostAsync($"{OrdersApi}/{order}/cancel", new { reason = "不做了" }));
        Assert.Equal((400, "STATE"), Pair(await floor.Admin.PostAsync(path, new { factoryId = a, reason = "回来" })));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Files_of_the_style_are_on_the_order_for_whoever_works_on_it(string provider)
    {
        var floor = await OpenAsync(provider);
        var style = "FILE" + Guid.NewGuid().ToString("N")[..6];
        var order = await floor.OrderAsync(40, withProcesses: true, style: style);
        var id = Ok(await floor.Admin.GetAsync("/api/production/styles?styleNo=" + style)).GetProperty("records")[0].GetProperty("id").GetInt64();
        Ok(await floor.UploadAsync($"/api/production/styles/{id}/attachments?kind=图片&fileName=a.png", Picture));
        var row = Ok(await floor.Admin.GetAsync($"{OrdersApi}?orderNo={order}")).GetProperty("records")[0];
        Assert.Equal(1, row.GetProperty("attachmentCount").GetInt32());
        using var picture = await floor.Tenant.Hub.Http.GetAsync(row.GetProperty("coverLink").GetString());
        Assert.Equal(Picture, await picture.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

        var cutter = await floor.Tenant.UserAsync("all", "MENU_CUTTING");
        Assert.Equal(1, Ok(await cutter.GetAsync($"{OrdersApi}/{order}/attachments")).GetArrayLength());
        Assert.NotNull(Ok(await cutter.GetAsync(Tasks + "?orderNo=" + order)).GetProperty("records")[0].GetProperty("coverLink").GetString());
        var stranger = await floor.Tenant.UserAsync("own", "MENU_CUTTING");
        Assert.Equal(404, (await stranger.GetAsync($"{OrdersApi}/{order}/attachments")).Status);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Applications_that_place_orders_are_named_for_the_filter(string provider)
    {
        var floor = await OpenAsync(provider);
        var credential = await TestCredential.BuyAsync(floor.Tenant);
        var order = await credential.PlaceOrderAsync();
        await floor.OrderAsync(10);
        var source = Assert.Single(Ok(await floor.Admin.GetAsync(OrdersApi + "/sources")).EnumerateArray());
        Assert.StartsWith("OpenAPI-", source.GetProperty("name").GetString(), StringComparison.Ordinal);
        var found = Ok(await floor.Admin.GetAsync(OrdersApi + "?sourceAppId=" + source.GetProperty("appId").GetInt64())).GetProperty("records");
        Assert.Equal([order], found.EnumerateArray().Select(o => o.GetProperty("orderNo").GetString()));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Whoever_inspects_or_ships_is_told_how_many_applications_hear_of_it(string provider)
    {
        var floor = await OpenAsync(provider);
        var (order, bundles) = await floor.CutOrderAsync(20, 20);
        Assert.Equal(0, Ok(await floor.InspectAsync(bundles[0], 20, warehouse: "A仓")).GetProperty("pushedTo").GetInt32());
        foreach (var type in new[] { "QUALITY_FEEDBACK", "LOGISTICS_SYNC" })
        {
            await floor.Tenant.InAsync(services => services.GetRequiredService<ProvisionCredential>()
                .RunAsync(new WantedCredential(type) { CallbackUrl = "http://127.0.0.1:9/webhook", OrderScope = OrderScope.TenantAll }, CancellationToken.None));
        }
        Assert.Equal(1, Ok(await floor.InspectAsync(bundles[1], 20)).GetProperty("pushedTo").GetInt32());
        Assert.Equal(1, Ok(await floor.ShipAsync(order, 5)).GetProperty("pushedTo").GetInt32());
    }

    private static async Task<List<string>> StagesAsync(ShopFloor floor, string order)
    {
        var row = Ok(await floor.Admin.GetAsync($"{OrdersApi}?orderNo={order}")).GetProperty("records")[0];
        return [.. row.GetProperty("stages").EnumerateArray().Select(s =>
            $"{s.GetProperty("stage").GetString()} {s.GetProperty("done").GetInt32()}/{s.GetProperty("total").GetInt32()} {s.GetProperty("completedAt").ValueKind != JsonValueKind.Null}")];
    }

    /// <summary>The commands that one context sends for so many orders.</summary>
    private static Task<(int Commands, IReadOnlyList<OrderRow> Rows)> CountAsync(ShopFloor floor, int orders) => floor.Tenant.InAsync(async services =>
    {
        var db = services.GetRequiredService<HubDbContext>();
        var found = await db.Set<ProductionOrder>().AsNoTracking().OrderBy(o => o.Id).Take(orders).ToListAsync();
        var counter = new Counter(db);
        using var listening = DiagnosticListener.AllListeners.Subscribe(counter);
        var user = new SignedInUser(1, floor.Tenant.TenantId, "u", "u", DataScope.All, null, new HashSet<string>(), "Asia/Shanghai");
        var rows = await OrderRows.FilledAsync(found, user, new DateOnly(2026, 2, 11), db, services.GetRequiredService<FileLinks>(), CancellationToken.None);
        return (counter.Commands, rows);
    });

    private static (int Status, string? Code) Pair(ConsoleAnswer answer) => (answer.Status, answer.ErrorCode);

    private static async Task<long> FactoryAsync(ShopFloor floor, string name) => Ok(await floor.Admin.PostAsync("/api/system/factories", new { factoryName = name })).GetProperty("id").GetInt64();

    /// <summary>Counts what one context sends; other contexts of the Hub go on meanwhile.</summary>
    private sealed class Counter(DbContext context) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
    {
        public int Commands { get; private set; }

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == DbLoggerCategory.Name)
            {
                value.Subscribe(this);
            }
        }

        public void OnNext(KeyValuePair<string, object?> value) => Commands += value.Value is CommandExecutedEventData sent && ReferenceEquals(sent.Context, context) ? 1 : 0;

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
