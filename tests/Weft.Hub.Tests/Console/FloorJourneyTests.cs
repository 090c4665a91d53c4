using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Console;

/// <summary>What the people of the workshop do on their pages beside the great journey: processes, cutting, pictures, goods, styles.</summary>
public sealed class FloorJourneyTests
{
    [Fact]
    public async Task Stages_open_their_processes_prices_change_and_an_order_goes_to_another_factory()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        var season = await ConsoleSeason.PlayAsync(await TestHub.SharedAsync("sqlite"));
        var admin = season.Tenant.Admin;
        await admin.PostAsync("/api/system/factories", new { factoryName = "新联制衣厂" });
        var page = await SignInAsync(season, "/production?view=cards&orderNo=" + season.Waiting);

        await page.GetByTestId("stage-车缝").ClickAsync();
        await page.GetByTestId("price-合缝").FillAsync("3.75");
        await SaveAsync(page);
        var stored = (await admin.GetAsync("/api/production/orders/" + season.Waiting)).Data.GetProperty("processes").EnumerateArray().Single(p => p.GetProperty("name").GetString() == "合缝");
        Assert.Equal(3.75m, stored.GetProperty("unitPrice").GetDecimal());

        await page.GetByTestId("more").ClickAsync();
        await page.GetByTestId("processes").ClickAsync();
        await page.GetByTestId("process-采购").ClickAsync();
        await page.GetByTestId("arrival").FillAsync("60");
        await page.GetByTestId("save-material").ClickAsync();
        await Assertions.Expect(page.Locator(".mud-dialog tbody").First).ToContainTextAsync("60%");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByTestId("stage-采购")).ToContainTextAsync("60%");

        await page.GetByTestId("more").ClickAsync();
        await page.GetByTestId("transfer").ClickAsync();
        await page.GetByTestId("factory").SelectOptionAsync(new SelectOptionValue { Label = "新联制衣厂" });
        await page.GetByTestId("reason").FillAsync("宏达产能不足");
        await SaveAsync(page);
        await Assertions.Expect(page.Locator(".w-order-card")).ToContainTextAsync("新联制衣厂");
        await page.GetByTestId("view-list").ClickAsync();
        await Assertions.Expect(page.Locator("tbody tr")).ToContainTextAsync("新联制衣厂");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("orderNo=" + season.Waiting));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_cutting_task_is_made_taken_and_cut_row_by_row()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        var season = await ConsoleSeason.PlayAsync(await TestHub.SharedAsync("sqlite"));
        var page = await SignInAsync(season, "/production/cutting");
        await page.GetByTestId("new-task").ClickAsync();
        await page.GetByTestId("styleNo").FillAsync("FZ2024003");
        await page.Locator("[data-cell='红/S']").FillAsync("50");
        await page.GetByTestId("save").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/production/cutting/task/PO"));
        await page.Locator(".w-head").GetByTestId("take").ClickAsync();
        await page.GetByTestId("suggest").ClickAsync();
        await Assertions.Expect(page.GetByTestId("pieces-2")).ToHaveValueAsync("10");
        await page.GetByTestId("generate").ClickAsync();
        await page.GetByTestId("save").ClickAsync();
        await Assertions.Expect(page.Locator(".w-qr svg")).ToHaveCountAsync(3);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_defect_is_shown_with_its_picture()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        var season = await ConsoleSeason.PlayAsync(await TestHub.SharedAsync("sqlite"));
        var page = await SignInAsync(season, "/production/warehousing/inspect/" + season.Order);
        await page.GetByTestId("inspect").First.ClickAsync();
        await page.GetByTestId("bad").FillAsync("2");
        await page.GetByTestId("category").SelectOptionAsync("other");
        await page.GetByTestId("handling").SelectOptionAsync("返修");
        await Browser.PickAsync(page, "pictures", new FilePayload { Name = "no.png", MimeType = "image/png", Buffer = "no picture"u8.ToArray() });
        await Assertions.Expect(page.Locator(".mud-dialog .w-field-error")).ToContainTextAsync("no.png");
        await Browser.PickAsync(page, "pictures", new FilePayload { Name = "hem.png", MimeType = "image/png", Buffer = SeasonPicture.Png(0x884422) });
        await Assertions.Expect(page.GetByTestId("uploaded").Locator("img")).ToHaveCountAsync(1);
        await SaveAsync(page);
        await page.GetByTestId("tab-records").ClickAsync();
        var picture = page.Locator("tbody .w-pictures img").First;
        await Assertions.Expect(picture).ToBeVisibleAsync();
        Assert.True(await picture.EvaluateAsync<bool>("async i => { await i.decode(); return i.naturalWidth > 0; }"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_large_order_is_passed_as_a_whole()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        const int Bundles = 110;
        var season = await ConsoleSeason.PlayAsync(await TestHub.SharedAsync("sqlite"));
        var admin = season.Tenant.Admin;
        var order = (await admin.PostAsync("/api/production/orders", new { styleNo = "BIG", lines = new[] { new { color = "黑", size = "M", quantity = Bundles } } })).Data.GetProperty("orderNo").GetString();
        await admin.PostAsync($"/api/production/cutting/tasks/{order}/receive");
        var cut = await admin.PostAsync($"/api/production/cutting/tasks/{order}/bundles", new { rows = Enumerable.Repeat(new { color = "黑", size = "M", quantity = 1 }, Bundles) });
        Assert.True(cut.Status == 200, cut.Text);
        var page = await SignInAsync(season, "/production/warehousing/inspect/" + order);
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(Bundles);
        await page.GetByTestId("pick-all").CheckAsync();
        await page.GetByTestId("pass-picked").ClickAsync();
        await SaveAsync(page);
        await Assertions.Expect(page.GetByTestId("store-all")).ToContainTextAsync("110");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Goods_leave_their_order_at_a_price_that_is_explained_and_the_balance_holds()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        var season = await ConsoleSeason.PlayAsync(await TestHub.SharedAsync("sqlite"));
        var page = await SignInAsync(season, "/warehouse/finished");
        await page.GetByTestId("ship").ClickAsync();
        await page.GetByTestId("ship-红-S").FillAsync("5");
        await page.GetByTestId("price-红-S").FillAsync("200");
        await Assertions.Expect(page.Locator(".mud-dialog tfoot")).ToContainTextAsync("¥1,000.00");
        await page.GetByTestId("save").ClickAsync();
        await Assertions.Expect(page.GetByTestId("refusal").Or(page.Locator(".w-field-error")).First).ToBeVisibleAsync();
        await page.GetByTestId("reason").FillAsync("尾货折让");
        await SaveAsync(page);
        await page.GetByTestId("inbound").ClickAsync();
        await Assertions.Expect(page.GetByTestId("balance")).ToHaveTextAsync("入库总量 40 = 当前库存 10 + 出库总量 30");
        await page.GetByTestId("close").ClickAsync();
        await page.GetByTestId("view-sku").ClickAsync();
        await page.GetByTestId("movements").First.ClickAsync();
        await Assertions.Expect(page.Locator(".mud-dialog tbody tr").First).ToContainTextAsync("-5");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_style_is_filled_in_moved_on_and_linked_to_orders_that_came_before_it()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        var season = await ConsoleSeason.PlayAsync(await TestHub.SharedAsync("sqlite"));
        var order = await ConsoleOrder.PlaceAsync(season.Tenant, "NEW2026");
        var page = await SignInAsync(season, "/style-info");
        await page.GetByTestId("import").ClickAsync();
        await Browser.PickAsync(page, "file", new FilePayload { Name = "styles.csv", MimeType = "text/csv", Buffer = "款号,款名,品类\nIMP2026,导入的款式,外套\n"u8.ToArray() });
        await Assertions.Expect(page.Locator(".w-file-name")).ToHaveTextAsync("styles.csv");
        await SaveAsync(page);
        await Assertions.Expect(page.Locator("tbody tr").First).ToContainTextAsync("IMP2026");
        await page.GotoAsync("/style-info/new");
        await page.GetByTestId("styleNo").FillAsync("NEW2026");
        await page.GetByTestId("styleName").FillAsync("针织开衫");
        await page.GetByTestId("category").FillAsync("外套");
        await SaveAsync(page);
        await page.Locator("tbody tr", new() { HasText = "NEW2026" }).GetByRole(AriaRole.Link, new() { Name = "NEW2026" }).ClickAsync();

        await page.GetByTestId("link").ClickAsync();
        await SaveAsync(page);
        await Assertions.Expect(page.GetByTestId("link")).ToHaveCountAsync(0);
        Assert.Equal("针织开衫", (await season.Tenant.Admin.GetAsync("/api/production/orders/" + order)).Data.GetProperty("styleName").GetString());
        await page.GetByTestId("tab-bom").ClickAsync();
        await page.GetByTestId("edit-part").ClickAsync();
        await page.GetByTestId("add").ClickAsync();
        await page.GetByTestId("material-0").FillAsync("精梳棉纱");
        await page.GetByTestId("usage-0").FillAsync("0.8");
        await page.GetByTestId("price-0").FillAsync("45");
        await SaveAsync(page);
        await Assertions.Expect(page.Locator("tbody tr")).ToContainTextAsync("¥36.00");
        await page.GetByTestId("tab-files").ClickAsync();
        await Browser.PickAsync(page, "file", new FilePayload { Name = "cover.png", MimeType = "image/png", Buffer = SeasonPicture.Png(0x224488) });
        await Assertions.Expect(page.Locator("tbody tr")).ToContainTextAsync("cover.png");
        await page.GetByTestId("more").ClickAsync();
        await page.GetByTestId("pattern").ClickAsync();
        await SaveAsync(page);
        await Assertions.Expect(page.Locator(".w-head .w-tag").First).ToHaveTextAsync("纸样开发中");
        await page.Context.CloseAsync();
    }

    private static async Task<IPage> SignInAsync(ConsoleSeason season, string target)
    {
        var page = await Browser.OpenAsync(season.Tenant.Hub);
        await Browser.SignInAsync(page, season.Tenant.AdminName, TestTenant.Password, target);
        return page;
    }

    private static async Task SaveAsync(IPage page)
    {
        await page.GetByTestId("save").ClickAsync();
        await Assertions.Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);
    }
}
