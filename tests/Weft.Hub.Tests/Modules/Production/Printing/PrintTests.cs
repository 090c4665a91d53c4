using System.Net;
using System.Text.Json;
using Weft.Hub.Tests.Modules.Production.Shipments;
using Weft.Testing;
using Xunit;
using static Weft.Hub.Tests.Modules.Production.ShopFloor;

namespace Weft.Hub.Tests.Modules.Production.Printing;

/// <summary>What comes out of the printer, read by a browser and a scanner (production-domain 5, console-pages 5, 6 and 8).</summary>
public sealed class PrintTests
{
    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task Each_label_has_its_page_and_its_bundles_code(string provider)
    {
        var floor = await OpenAsync(provider);
        var (orderNo, codes) = await CutAsync(floor);
        await using var press = await PrintingPress.StartAsync(floor.Tenant);
        var path = $"{OrdersApi}/{orderNo}/print/bundles";

        Assert.Equal(codes.Order(StringComparer.Ordinal), await press.CodesAsync(path));
        Assert.Equal(codes.Order(StringComparer.Ordinal), await press.CodesAsync(path + "?size=100x50&qr=30"));
        Assert.Equal([codes[1]], await press.CodesAsync(path + "?bundleNos=2"));
        Assert.Equal(new[] { codes[0], codes[3] }.Order(StringComparer.Ordinal), await press.CodesAsync(path + "?bundleNos=4,1-1&size=100x50"));
        // A scanned label finds its bundle.
        var found = Ok(await floor.Admin.GetAsync("/api/production/cutting/bundles/by-code?qrCode=" + WebUtility.UrlEncode((await press.CodesAsync(path + "?bundleNos=3"))[0])));
        Assert.Equal(3, found.GetProperty("bundleNo").GetInt32());

        Assert.Equal(Enumerable.Repeat(new Paper(70, 40), 4), await press.SheetsAsync(path));
        Assert.Equal(Enumerable.Repeat(new Paper(100, 50), 2), await press.SheetsAsync(path + "?size=100x50&bundleNos=2-3"));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_sheet_shows_the_whole_order_and_runs_nothing(string provider)
    {
        var floor = await OpenAsync(provider);
        var (orderNo, _) = await CutAsync(floor, remarks: "<script>alert(1)</script> & 加急");
        await using var press = await PrintingPress.StartAsync(floor.Tenant);
        var path = $"{OrdersApi}/{orderNo}/print/sheet";

        var page = await PrintingPress.GetAsync(floor.Tenant, path);

        Assert.Equal((200, "text/html; charset=utf-8"), (page.Status, page.ContentType));
        Assert.Matches("^default-src 'none'; style-src 'sha256-[^']+'; img-src data:;", page.Policy);
        Assert.DoesNotContain("<script", page.Html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; 加急", page.Html, StringComparison.Ordinal);
        string[] shown = [orderNo, "连衣裙", "红", "蓝", "某客户", "合缝", "包装", "全棉府绸", "布行甲", "25.2", "胸围", "±", "急", "data:image/png;base64,iVBORw0", "共 60 件", "打印人 管理员"];
        Assert.All(shown, text => Assert.Contains(text, page.Html, StringComparison.Ordinal));
        Assert.DoesNotContain("39.9", page.Html, StringComparison.Ordinal);
        Assert.Equal([orderNo], await press.CodesAsync(path, height: 1400));
        Assert.All(await press.SheetsAsync(path), sheet => Assert.Equal(new Paper(210, 297), sheet));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Cartons_and_the_note_go_with_the_goods(string provider)
    {
        var goods = await FinishedGoods.StartAsync(provider);
        var order = await goods.OrderAsync(price: 39.9m);
        var (outstock, _) = await goods.ShippedAsync(order.OrderNo, 6, 3, tracking: "SF1234567890");
        await using var press = await PrintingPress.StartAsync(goods.Tenant);
        var path = $"{FinishedGoods.Outstocks}/{outstock}/print";

        Assert.Equal([outstock, outstock, outstock], await press.CodesAsync(path + "/cartons?cartons=3", height: 2000));
        Assert.Equal(Enumerable.Repeat(new Paper(100, 150), 3), await press.SheetsAsync(path + "/cartons?cartons=3"));
        Assert.Equal([outstock], await press.CodesAsync(path + "/note"));
        foreach (var page in new[] { "/cartons?cartons=2", "/note" })
        {
            var html = (await PrintingPress.GetAsync(goods.Tenant, path + page)).Html;
            Assert.All(["某客户", "SF1234567890", "红", order.OrderNo, ">9<"], text => Assert.Contains(text, html, StringComparison.Ordinal));
            Assert.DoesNotContain("39.9", html, StringComparison.Ordinal);
        }
        Assert.Contains("2 / 2", (await PrintingPress.GetAsync(goods.Tenant, path + "/cartons?cartons=2")).Html, StringComparison.Ordinal);
        Assert.Equal(["cartons"], Fields(await PrintingPress.GetAsync(goods.Tenant, path + "/cartons")));

        Ok(await goods.Admin.PostAsync($"{FinishedGoods.Outstocks}/{outstock}/reverse", new { reason = "装错" }));
        Assert.Contains("已冲销", (await PrintingPress.GetAsync(goods.Tenant, path + "/note")).Html, StringComparison.Ordinal);
        Assert.Equal(400, (await PrintingPress.GetAsync(goods.Tenant, path + "/cartons?cartons=2")).Status);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Who_may_not_see_the_order_prints_none_of_it_and_wrong_wishes_are_named(string provider)
    {
        var floor = await OpenAsync(provider);
        var (orderNo, _) = await CutAsync(floor);
        var (bundles, sheet) = ($"{OrdersApi}/{orderNo}/print/bundles", $"{OrdersApi}/{orderNo}/print/sheet");
        async Task<int> StatusAsync(string path, ConsoleClient? by = null) => (await PrintingPress.GetAsync(floor.Tenant, path, by)).Status;
        async Task<List<string>> WrongAsync(string query) => Fields(await PrintingPress.GetAsync(floor.Tenant, $"{bundles}?{query}"));

        Assert.Equal(["bundleNos"], await WrongAsync("bundleNos=9"));
        Assert.Equal(["bundleNos"], await WrongAsync("bundleNos=3-1"));
        Assert.Equal(["bundleNos"], await WrongAsync("bundleNos=a"));
        Assert.Equal(["bundleNos"], await WrongAsync("bundleNos=1-999999"));
        Assert.Equal(["size", "qr"], await WrongAsync("size=A4&qr=200"));
        Assert.Equal(400, await StatusAsync($"{OrdersApi}/{await floor.OrderAsync()}/print/bundles"));

        var own = await floor.Tenant.UserAsync("own", "MENU_CUTTING", "MENU_PRODUCTION_ORDER_VIEW");
        var finance = await floor.Tenant.UserAsync("all", "MENU_FINANCE_VIEW");
        var stranger = (await Tenants.CreateAsync(floor.Tenant.Hub)).Admin;
        Assert.Equal((404, 404, 403, 403, 404, 404), (await StatusAsync(bundles, own), await StatusAsync(sheet, own), await StatusAsync(bundles, finance),
            await StatusAsync(sheet, finance), await StatusAsync(bundles, stranger), await StatusAsync(sheet, stranger)));
    }

    /// <summary>An order of a style with all its parts, cut in four bundles; answers their codes by number.</summary>
    private static async Task<(string OrderNo, List<string> Codes)> CutAsync(ShopFloor floor, string? remarks = null)
    {
        object Process(string code, string name, string stage, decimal price) => new { processCode = code, processName = name, progressStage = stage, price };
        var made = Ok(await floor.Admin.PostAsync("/api/production/styles", new
        {
            styleNo = "SS26-0815", styleName = "碎花连衣裙", category = "连衣裙", color = "红,蓝", size = "S,M",
            processes = new[] { Process("P01", "裁剪", "裁剪", 1.2m), Process("P02", "合缝", "车缝", 4.5m), Process("P03", "锁边", "车缝", 1.1m), Process("P05", "包装", "尾部", 0.8m) },
        }));
        var style = $"/api/production/styles/{made.GetProperty("id").GetInt64()}";
        Ok(await floor.Admin.PutAsync(style + "/bom", new
        {
            items = new object[]
            {
                new { materialType = "面料", materialCode = "M-01", materialName = "全棉府绸", color = "红", specification = "145cm", unit = "米", usageAmount = 0.4, lossRate = 5, unitPrice = 20, supplier = "布行甲" },
                new { materialType = "辅料", materialName = "隐形拉链", unit = "条", usageAmount = 1, lossRate = 0, unitPrice = 1.5 },
            },
        }));
        Ok(await floor.Admin.PutAsync(style + "/sizes", new
        {
            items = new[] { ("胸围", "S", 84), ("胸围", "M", 88), ("衣长", "S", 92), ("衣长", "M", 94) }
                .Select(s => new { part = s.Item1, size = s.Item2, value = s.Item3, tolerance = 0.5, method = "平量" }),
        }));
        Ok(await floor.UploadAsync(style + "/attachments?kind=图片&fileName=a.png", Picture));
        var lines = new[] { new { color = "红", size = "S", quantity = 20 }, new { color = "红", size = "M", quantity = 20 }, new { color = "蓝", size = "M", quantity = 20 } };
        var placed = Ok(await floor.Admin.PostAsync(OrdersApi, new
        {
            styleNo = "SS26-0815", lines, customerName = "某客户", merchandiser = "阿梅", orderUnitPrice = 39.9, urgency = "urgent", plannedEndDate = "2026-03-10", remarks,
        }));
        var orderNo = placed.GetProperty("orderNo").GetString()!;
        Ok(await floor.TakeAsync(orderNo));
        var cut = Ok(await floor.GenerateAsync(orderNo, ("红", "S", 20), ("红", "M", 20), ("蓝", "M", 12), ("蓝", "M", 8)));
        return (orderNo, [.. cut.GetProperty("bundles").EnumerateArray().Select(b => b.GetProperty("qrCode").GetString()!)]);
    }

    private static List<string> Fields(Page page)
    {
        Assert.Equal(400, page.Status);
        return [.. JsonElement.Parse(page.Html).GetProperty("data").GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("field").GetString()!)];
    }
}
