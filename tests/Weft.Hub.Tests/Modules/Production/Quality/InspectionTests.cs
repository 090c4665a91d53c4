using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.Production;
using Weft.Hub.Modules.Production.Cutting;
using Weft.Hub.Tests.Modules.Integrations;
using Weft.Testing;
using Xunit;
using static Weft.Hub.Tests.Modules.Production.ShopFloor;

namespace Weft.Hub.Tests.Modules.Production.Quality;

/// <summary>POST /api/warehousing/inspections: what one submission may say, and what it does (production-domain 6).</summary>
public sealed class InspectionTests
{
    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task A_batch_shares_one_number_and_moves_every_piece(string provider)
    {
        var floor = await OpenAsync(provider);
        var (orderNo, bundles) = await floor.CutOrderAsync(20, 20, 20);

        var stored = Ok(await floor.InspectAsync(new
        {
            orderNo,
            items = new object[]
            {
                new { bundleId = bundles[0], inspectedQuantity = 20, qualifiedQuantity = 20 },
                new { bundleNo = 2, qualifiedQuantity = 18, unqualifiedQuantity = 2, defectCategory = "size_accuracy", defectHandling = "返修", defectRemark = "袖长" },
                new { qrCode = (await floor.ReadBundleAsync(bundles[2])).QrCode, inspectedQuantity = 20, unqualifiedQuantity = 20, defectCategory = "other", defectHandling = "报废",
                    imageUrls = new[] { await floor.ImageAsync() } },
            },
        }));

        Assert.Equal((60, 38, 22, 0.3667m), (stored.GetProperty("inspectedQuantity").GetInt32(), stored.GetProperty("qualifiedQuantity").GetInt32(),
            stored.GetProperty("unqualifiedQuantity").GetInt32(), stored.GetProperty("defectRate").GetDecimal()));
        var records = await floor.RecordsAsync();
        Assert.Equal("WH202602110001", Assert.Single(records.Select(r => r.WarehousingNo).Distinct()));
        Assert.Equal([QualityStatus.Qualified, QualityStatus.Unqualified, QualityStatus.Unqualified], records.Select(r => r.QualityStatus));
        Assert.Equal([BundleStatus.Qualified, BundleStatus.Unqualified, BundleStatus.Scrapped], await StatusesAsync(floor, bundles));
        Assert.Equal((0, 20, 0), await floor.StockAsync());
        Assert.Equal((60, 0), await CountsAsync(floor, orderNo));
        var waiting = Ok(await floor.Admin.GetAsync(Inspections + "?status=waiting&orderNo=" + orderNo));
        Assert.Equal([18, 20], waiting.GetProperty("records").EnumerateArray().Select(r => r.GetProperty("qualifiedQuantity").GetInt32()).Order());
        foreach (var (query, total) in new[]
        {
            ("", 3), ("result=unqualified", 2), ("result=repaired", 0), ("status=unqualified", 1), ("status=warehoused", 0), ("warehousingNo=WH202602110001", 3), ("inspector=管理员", 3),
            ("inspector=别人", 0), ("from=2026-02-11&to=2026-02-11", 3), ("from=2026-02-12", 0), ("styleNo=X", 0), ("keyword=WH2026", 3),
        })
        {
            Assert.Equal(total, Ok(await floor.Admin.GetAsync($"{Inspections}?{query}")).GetProperty("total").GetInt32());
        }
        Assert.Equal(["status"], ErrorFields(await floor.Admin.GetAsync(Inspections + "?status=x")));
    }

    // what is given, the field that is named
    public static TheoryData<string, string> Rules => new()
    {
        { """{"inspectedQuantity":20,"qualifiedQuantity":18,"unqualifiedQuantity":1,"defectCategory":"other","defectHandling":"返修"}""", "inspectedQuantity" },
        { """{"inspectedQuantity":0,"qualifiedQuantity":0}""", "inspectedQuantity" },
        { """{"qualifiedQuantity":0}""", "inspectedQuantity" },
        { """{}""", "inspectedQuantity" },
        { """{"inspectedQuantity":21,"qualifiedQuantity":21}""", "inspectedQuantity" },
        { """{"inspectedQuantity":20,"qualifiedQuantity":-1,"unqualifiedQuantity":21}""", "qualifiedQuantity" },
        { """{"inspectedQuantity":20,"unqualifiedQuantity":1,"defectHandling":"返修"}""", "defectCategory" },
        { """{"inspectedQuantity":20,"unqualifiedQuantity":1,"defectCategory":"other"}""", "defectHandling" },
        { """{"inspectedQuantity":20,"unqualifiedQuantity":1,"defectCategory":"ugly","defectHandling":"返修"}""", "defectCategory" },
        { """{"inspectedQuantity":20,"unqualifiedQuantity":1,"defectCategory":"other","defectHandling":"扔"}""", "defectHandling" },
        { """{"inspectedQuantity":"20"}""", "inspectedQuantity" },
        { """{"inspectedQuantity":20,"imageUrls":["1","2","3","4","5"]}""", "imageUrls" },
        { """{"inspectedQuantity":20,"location":"B-1"}""", "warehouse" },
    };

    [Theory, MemberData(nameof(Rules))]
    public async Task A_rule_that_is_broken_is_named(string given, string field)
    {
        var floor = await OpenAsync("sqlite");
        var (_, bundles) = await floor.CutOrderAsync(20);
        var body = System.Text.Json.Nodes.JsonNode.Parse(given)!.AsObject();
        body["bundleId"] = bundles[0];

        Assert.Contains(field, ErrorFields(await floor.InspectAsync(body)));
        Assert.Empty(await floor.RecordsAsync());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_batch_with_one_wrong_item_stores_nothing(string provider)
    {
        var floor = await OpenAsync(provider);
        var (orderNo, bundles) = await floor.CutOrderAsync(20, 20);
        var (_, others) = await floor.CutOrderAsync(20);
        object Item(long id, int inspected = 20) => new { bundleId = id, inspectedQuantity = inspected };

        Assert.Equal(["items[1].inspectedQuantity"], ErrorFields(await floor.InspectAsync(new { items = new[] { Item(bundles[0]), Item(bundles[1], 21) } })));
        Assert.Equal(["items[1]"], ErrorFields(await floor.InspectAsync(new { items = new[] { Item(bundles[0]), Item(bundles[0]) } })));
        Assert.Equal(404, (await floor.InspectAsync(new { items = new[] { Item(bundles[0]), Item(others[0]) } })).Status);
        Assert.Equal(404, (await floor.InspectAsync(new { orderNo, items = new[] { Item(others[0]) } })).Status);
        Assert.Equal(["items"], ErrorFields(await floor.InspectAsync(new { orderNo, items = Array.Empty<object>() })));
        Assert.Equal(["orderNo"], ErrorFields(await floor.InspectAsync(new { items = new[] { new { bundleNo = 1, inspectedQuantity = 20 } } })));
        Assert.Equal(["items[0].bundleId"], ErrorFields(await floor.InspectAsync(new { orderNo, items = new[] { new { inspectedQuantity = 20 } } })));
        Assert.Equal((400, "STATE", "订单已生成菲号，请按菲号质检"), Said(await floor.InspectAsync(new { orderNo, color = "红", size = "S", inspectedQuantity = 20 })));
        Assert.Equal(404, (await (await OpenAsync(provider)).InspectAsync(bundles[0], 20)).Status);
        Assert.Empty(await floor.RecordsAsync());
        Assert.Equal([BundleStatus.Created, BundleStatus.Created], await StatusesAsync(floor, bundles));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_bundle_is_inspected_once_also_in_parts_and_never_on_a_final_order(string provider)
    {
        var floor = await OpenAsync(provider);
        var (orderNo, bundles) = await floor.CutOrderAsync(20, 20);
        Ok(await floor.InspectAsync(bundles[0], 12));
        Assert.Equal(BundleStatus.InProgress, (await floor.ReadBundleAsync(bundles[0])).Status);
        Assert.Equal(["inspectedQuantity"], ErrorFields(await floor.InspectAsync(bundles[0], 9)));
        Ok(await floor.InspectAsync(bundles[0], 8));
        Assert.Equal((400, "STATE", "菲号 1 已质检"), Said(await floor.InspectAsync(bundles[0], 1)));
        Assert.Equal("STATE", (await floor.InspectAsync(bundles[0], 1, recheck: true)).ErrorCode);

        var inspector = await floor.Tenant.UserAsync("all", "WAREHOUSING_CREATE");
        Assert.Equal("FORBIDDEN", (await inspector.PostAsync(Inspections + "/warehouse", new { ids = new[] { 1 }, warehouse = "A仓" })).ErrorCode);
        Assert.Equal("FORBIDDEN", (await floor.InspectAsync(new { bundleId = bundles[1], inspectedQuantity = 20 }, await floor.Tenant.UserAsync("all", "MENU_WAREHOUSE_VIEW"))).ErrorCode);
        Ok(await floor.Admin.PostAsync($"{OrdersApi}/{orderNo}/scrap", new { reason = "次品" }));
        Assert.Equal((400, "STATE", "订单已报废，不能再质检"), Said(await floor.InspectAsync(new { bundleId = bundles[1], inspectedQuantity = 20 }, inspector)));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_tenant_that_scans_inspects_only_what_was_scanned(string provider)
    {
        var floor = await OpenAsync(provider);
        await floor.SetAsync(new { requiresScans = true });
        var orderNo = await floor.OrderAsync(20, withProcesses: true);
        var bundle = (await floor.CutAsync(orderNo, 20))[0];
        Assert.Equal((400, "STATE", "菲号 1 还没有工序扫菲，不能质检"), Said(await floor.InspectAsync(bundle, 20)));
        Assert.Equal(0, Board(await floor.Admin.GetAsync("/api/warehousing/board")).Inspect);
        Ok(await floor.Admin.PostAsync(Scans, new { bundleId = bundle, processName = "合缝" }));
        Assert.Equal(1, Board(await floor.Admin.GetAsync("/api/warehousing/board")).Inspect);
        Ok(await floor.InspectAsync(bundle, 20));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Without_bundles_a_colour_and_size_is_inspected_up_to_what_may_be_made(string provider)
    {
        var floor = await OpenAsync(provider);
        var orderNo = await floor.OrderAsync(100);
        object Loose(int inspected, string color = "红", int bad = 0, string handling = "返修") => new
        {
            orderNo, color, size = "S", inspectedQuantity = inspected, unqualifiedQuantity = bad, defectCategory = bad > 0 ? "other" : null, defectHandling = bad > 0 ? handling : null,
        };
        Assert.Equal(["color"], ErrorFields(await floor.InspectAsync(Loose(1, "绿"))));
        Assert.Equal((400, "STATE", "质检数量超过上限：已质检 0，本次 106，最多 105 件"), Said(await floor.InspectAsync(Loose(106))));
        var record = await RecordAsync(floor.InspectAsync(Loose(100, bad: 10)));
        Assert.Equal("STATE", (await floor.InspectAsync(Loose(6))).ErrorCode);
        Assert.Equal(OrderStatus.Production, (await floor.ReadOrderAsync(orderNo)).Status);
        Ok(await floor.TakeAsync(orderNo));
        Assert.Equal((400, "STATE", "订单已按颜色尺码质检 100 件，不能再生成菲号"), Said(await floor.GenerateAsync(orderNo, ("红", "S", 1))));

        // Its repair pool is its own.
        Assert.Equal("STATE", (await floor.InspectAsync(Recheck(4, 4))).ErrorCode);
        var declared = Ok(await floor.Admin.PostAsync(Repairs + "/declare", new { inspectionId = record, quantity = 6 }));
        Assert.Equal((4, 6), (declared.GetProperty("repairQuantity").GetInt32(), declared.GetProperty("repairedWaitingQuantity").GetInt32()));
        Assert.Equal(["inspectedQuantity"], ErrorFields(await floor.InspectAsync(Recheck(7, 7))));
        var second = await RecordAsync(floor.InspectAsync(Recheck(6, 4)));
        var root = (await floor.RecordsAsync()).Single(r => r.Id == record);
        Assert.Equal((6, 0), (root.RepairWaiting, root.RepairDeclared));
        Assert.Equal("STATE", (await floor.ReverseAsync(record)).ErrorCode);
        Ok(await floor.ReverseAsync(second));
        root = (await floor.RecordsAsync()).Single(r => r.Id == record);
        Assert.Equal((4, 6), (root.RepairWaiting, root.RepairDeclared));
        Ok(await floor.ReverseAsync(record));
        Assert.Equal((0, 0), await CountsAsync(floor, orderNo));

        object Recheck(int inspected, int good) => new
        {
            orderNo, recheck = true, recheckOfId = record, inspectedQuantity = inspected, qualifiedQuantity = good,
            defectCategory = good < inspected ? "other" : null, defectHandling = good < inspected ? "返修" : null,
        };
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_board_counts_what_waits_for_what(string provider)
    {
        var floor = await OpenAsync(provider);
        var orderNo = await floor.OrderAsync(80, withProcesses: true);
        var bundles = await floor.CutAsync(orderNo, 20, 20, 20, 20);
        Assert.Equal((4, 0, 0, 0), Board(await floor.Admin.GetAsync("/api/warehousing/board")));
        Ok(await floor.InspectAsync(bundles[0], 20));
        Ok(await floor.InspectAsync(bundles[1], 20));
        Ok(await floor.InspectAsync(bundles[2], 0, 20));
        Ok(await floor.Admin.PostAsync(Repairs + "/declare", new { bundleId = bundles[2] }));
        Ok(await floor.Admin.PostAsync(Scans, new { bundleId = bundles[0], processName = "包装" }));
        Assert.Equal((1, 1, 1, 2), Board(await floor.Admin.GetAsync("/api/warehousing/board")));
        var pack = Ok(await floor.Admin.GetAsync("/api/production/cutting/bundles?stage=pack")).GetProperty("records");
        Assert.Equal(bundles[1], pack[0].GetProperty("bundleId").GetInt64());
        Assert.Equal(1, pack.GetArrayLength());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Pictures_are_taken_in_first_and_shown_by_links_that_end(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        var floor = new ShopFloor(await Tenants.CreateAsync(hub));
        var customer = await CustomerOf.TypeAsync(floor.Tenant, "QUALITY_FEEDBACK", OrderScope.TenantAll);
        var (orderNo, bundles) = await floor.CutOrderAsync(20, 20);
        var image = await floor.ImageAsync();

        Ok(await floor.InspectAsync(new { bundleId = bundles[0], inspectedQuantity = 20, imageUrls = new[] { image } }));

        var shown = Ok(await floor.Admin.GetAsync(Inspections)).GetProperty("records")[0].GetProperty("imageUrls")[0].GetString()!;
        var told = (await customer.GetAsync("/quality/" + orderNo)).Data.GetProperty("records")[0].GetProperty("imageUrls")[0].GetString()!;
        var listed = (await customer.PostAsync("/quality/list", new { })).Data.GetProperty("records")[0].GetProperty("imageUrls")[0].GetString()!;
        foreach (var link in new[] { shown, told, listed })
        {
            using var download = await hub.Http.GetAsync(link);
            Assert.Equal(Picture, await download.Content.ReadAsByteArrayAsync());
            Assert.Equal("image/png", download.Content.Headers.ContentType!.MediaType);
        }
        hub.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(404, (int)(await hub.Http.GetAsync(told)).StatusCode);

        // Only what this tenant took in, and only pictures.
        foreach (var wrong in new[] { "/files/1.png", "https://example.com/1.png", image[..64], image[..64] + ".jpg", new string('0', 64) + ".png" })
        {
            Assert.Equal(["imageUrls[0]"], ErrorFields(await floor.InspectAsync(new { bundleId = bundles[1], inspectedQuantity = 20, imageUrls = new[] { wrong } })));
            Assert.Equal(["items[0].imageUrls[0]"], ErrorFields(await floor.InspectAsync(new { items = new[] { new { bundleId = bundles[1], inspectedQuantity = 20, imageUrls = new[] { wrong } } } })));
        }
        var stranger = new ShopFloor(await Tenants.CreateAsync(hub));
        var (_, theirs) = await stranger.CutOrderAsync(20);
        Assert.Equal(["imageUrls[0]"], ErrorFields(await stranger.InspectAsync(new { bundleId = theirs[0], inspectedQuantity = 20, imageUrls = new[] { image } })));
        Assert.Equal("VALIDATION", (await floor.UploadAsync("/api/warehousing/images", "%PDF-1.4\n"u8.ToArray())).ErrorCode);
        Assert.Equal("TOO_LARGE", (await floor.UploadAsync("/api/warehousing/images", [.. Picture, .. new byte[5 * 1024 * 1024]])).ErrorCode);
        Assert.Equal(403, (await floor.UploadAsync("/api/warehousing/images", Picture, await floor.Tenant.UserAsync("all", "MENU_WAREHOUSE_VIEW"))).Status);
    }

    private static (int Inspect, int Recheck, int Pack, int Warehouse) Board(ConsoleAnswer answer)
    {
        int Bundles(string name) => Ok(answer).GetProperty(name).GetProperty("bundles").GetInt32();
        return (Bundles("toInspect"), Bundles("toRecheck"), Bundles("toPack"), Bundles("toWarehouse"));
    }

    private static async Task<List<BundleStatus>> StatusesAsync(ShopFloor floor, long[] bundles)
    {
        List<BundleStatus> statuses = [];
        foreach (var bundle in bundles)
        {
            statuses.Add((await floor.ReadBundleAsync(bundle)).Status);
        }
        return statuses;
    }

    private static async Task<(int Inspected, int Completed)> CountsAsync(ShopFloor floor, string orderNo)
    {
        var order = await floor.ReadOrderAsync(orderNo);
        return (order.InspectedQuantity, order.CompletedQuantity);
    }
}
