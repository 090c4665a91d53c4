using System.Text.Json;
using Weft.Testing;

namespace Weft.Hub.Tests.Console;

/// <summary>A tenant in the middle of its season, made by the API: what the pages show in journeys and pictures.</summary>
internal sealed record ConsoleSeason(TestTenant Tenant, string Order, string Waiting, string Statement, long Style)
{
    private const string Orders = "/api/production/orders";
    private const string Tasks = "/api/production/cutting/tasks/";

    /// <summary>One order as far as its statement with some bundles still to inspect, one that waits, one that is late, and styles, factories and stock.</summary>
    public static async Task<ConsoleSeason> PlayAsync(TestHub hub)
    {
        var tenant = await Tenants.CreateAsync(hub);
        var admin = tenant.Admin;
        var factory = (await OkAsync(admin.PostAsync("/api/system/factories", new { factoryName = "宏达制衣厂", contactPerson = "刘厂长", contactPhone = "13800000001", dailyCapacity = 800, address = "广州市番禺区" }))).GetProperty("id").GetInt64();
        var styles = new List<long>();
        foreach (var (no, name, color) in new[] { ("FZ2024001", "女士收腰风衣", 0xB23A48), ("FZ2024002", "男士商务衬衫", 0x466EB4), ("FZ2024003", "连帽卫衣", 0x5A785A) })
        {
            styles.Add((await OkAsync(admin.PostAsync("/api/production/styles", new
            {
                styleNo = no, styleName = name, category = "外套", season = "秋", customer = "锦城百货", price = 268, color = "红,蓝", size = "S,M,L", cycle = 25, designer = "林设计", description = "注意领口与袖口对称，门襟平服。",
                processes = new[] { Process("P01", "裁剪", "裁剪"), Process("P02", "合缝", "车缝"), Process("P03", "锁边", "车缝"), Process("P04", "绣花", "二次工艺"), Process("P05", "整烫", "尾部") },
            }))).GetProperty("id").GetInt64());
            await UploadAsync(tenant, $"/api/production/styles/{styles[^1]}/attachments?kind=图片&fileName=cover.png", SeasonPicture.Png(color));
        }
        await OkAsync(admin.PutAsync($"/api/production/styles/{styles[0]}/bom", new { items = new[] { new { materialType = "面料", materialName = "羊毛呢", materialCode = "M-001", unit = "米", usageAmount = 2.2, lossRate = 5, unitPrice = 68 }, new { materialType = "辅料", materialName = "牛角扣", materialCode = "F-010", unit = "粒", usageAmount = 6.0, lossRate = 2, unitPrice = 1 } } }));
        var lines = new[] { new { color = "红", size = "S", quantity = 40 }, new { color = "红", size = "M", quantity = 60 }, new { color = "蓝", size = "L", quantity = 20 } };
        var order = await PlaceAsync(admin, new { styleNo = "FZ2024001", lines, factoryId = factory, customerName = "锦城百货", merchandiser = "陈跟单", plannedEndDate = "2026-02-16", expectedShipDate = "2026-02-16", orderUnitPrice = 268, remarks = "首批优先" });
        var waiting = await PlaceAsync(admin, new { styleNo = "FZ2024002", lines, factoryId = factory, customerName = "锦城百货", plannedEndDate = "2026-03-20", urgency = "urgent" });
        await PlaceAsync(admin, new { styleNo = "FZ2024003", orderQuantity = 300, customerName = "蓝鲸服饰", plannedEndDate = "2026-02-03" });
        await OkAsync(admin.PostAsync(Tasks + order + "/receive"));
        var cut = await OkAsync(admin.PostAsync(Tasks + order + "/bundles", new { rows = new[] { Row("红", "S", 20), Row("红", "S", 20), Row("红", "M", 30), Row("红", "M", 30), Row("蓝", "L", 20) } }));
        var bundles = cut.GetProperty("bundles").EnumerateArray().Select(b => b.GetProperty("bundleId").GetInt64()).ToList();
        await OkAsync(admin.PutAsync($"{Orders}/{order}/material", new { materialArrivalRate = 100 }));
        foreach (var (bundle, process) in new[] { (bundles[0], "合缝"), (bundles[1], "合缝"), (bundles[2], "合缝"), (bundles[0], "锁边"), (bundles[0], "绣花"), (bundles[0], "整烫") })
        {
            await OkAsync(admin.PostAsync("/api/production/scans", new { bundleId = bundle, processName = process }));
        }
        await OkAsync(admin.PostAsync("/api/warehousing/inspections", new { warehouse = "A仓", items = bundles.Take(2).Select(id => new { bundleId = id, inspectedQuantity = 20 }) }));
        await OkAsync(admin.PostAsync("/api/warehousing/inspections", new { bundleId = bundles[2], inspectedQuantity = 30, unqualifiedQuantity = 2, defectCategory = "appearance_integrity", defectHandling = "返修", defectRemark = "领口线头" }));
        var shipped = await OkAsync(admin.PostAsync("/api/warehousing/outstocks", new
        {
            outstockType = "shipment", orderNo = order, customerName = "锦城百货", customerPhone = "020-88886666", warehouse = "A仓", items = new[] { new { color = "红", size = "S", quantity = 25 } },
        }));
        return new ConsoleSeason(tenant, order, waiting, shipped.GetProperty("reconciliationNo").GetString()!, styles[0]);
    }

    private static object Process(string code, string name, string stage) => new { processCode = code, processName = name, progressStage = stage, price = 2.5, standardTime = 90 };

    private static async Task UploadAsync(TestTenant tenant, string path, byte[] content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(content) };
        request.Headers.Authorization = new("Bearer", tenant.Admin.Token);
        request.Content.Headers.ContentType = new("application/octet-stream");
        using var response = await tenant.Hub.Http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    private static object Row(string color, string size, int quantity) => new { color, size, quantity };

    private static async Task<string> PlaceAsync(ConsoleClient admin, object order) => (await OkAsync(admin.PostAsync(Orders, order))).GetProperty("orderNo").GetString()!;

    private static async Task<JsonElement> OkAsync(Task<ConsoleAnswer> call)
    {
        var answer = await call;
        return answer.Status == 200 ? answer.Data : throw new InvalidOperationException(answer.Text);
    }
}
