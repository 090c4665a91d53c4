using Microsoft.Playwright;
using Weft.Hub.Tests.Modules.PartnerApi;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Console;

/// <summary>What an operator of the partner API does in a browser: registers, finds out what is wrong, mends it, processes it again.</summary>
public sealed class PartnerJourneyTests
{
    [Fact]
    public async Task A_registered_system_sends_a_request_whose_error_is_seen_mended_and_processed_again()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        // It brings the master data; the system and the user of this journey are made in the pages.
        var partner = await PartnerOf.StartAsync("sqlite");
        var tenant = partner.Tenant;
        var page = await Browser.OpenAsync(partner.Hub);
        await Browser.SignInAsync(page, tenant.AdminName, TestTenant.Password, "/partner/systems");
        var key = "JRN" + Guid.NewGuid().ToString("N")[..10];
        await page.GetByTestId("system-new").First.ClickAsync();
        await page.GetByTestId("save").ClickAsync();
        await Assertions.Expect(page.Locator(".w-field-error").First).ToBeVisibleAsync();
        await page.GetByTestId("system-name").FillAsync("华南仓储");
        await page.GetByTestId("system-key").FillAsync(key);
        await page.GetByTestId("save").ClickAsync();
        var code = await page.GetByTestId("shown-code").InnerTextAsync();
        await Assertions.Expect(page.GetByTestId("code-close")).ToBeDisabledAsync();
        await page.GetByTestId("code-saved").CheckAsync();
        await page.GetByTestId("code-close").ClickAsync();
        await Assertions.Expect(page.Locator("tbody tr", new() { HasText = key })).ToHaveCountAsync(1);
        await Assertions.Expect(page.GetByTestId("shown-code")).ToHaveCountAsync(0);
        Assert.DoesNotContain(code, await page.ContentAsync(), StringComparison.Ordinal);

        await page.GotoAsync("/partner/users");
        await page.GetByTestId("user-new").ClickAsync();
        await page.GetByTestId("user-system").SelectOptionAsync(new SelectOptionValue { Label = "华南仓储" });
        await page.GetByTestId("user-name").FillAsync("wms09");
        await page.GetByTestId("user-hub").SelectOptionAsync(partner.HubUserId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var role = page.GetByTestId("user-role").Locator("option", new() { HasText = "物流接口" });
        await page.GetByTestId("user-role").SelectOptionAsync(new SelectOptionValue { Label = await role.First.InnerTextAsync() });
        await page.GetByTestId("save").ClickAsync();
        await Assertions.Expect(page.Locator("tbody tr", new() { HasText = "wms09" })).ToContainTextAsync("华东成衣");

        var token = (await partner.TokenAsync(new { systemKey = key, uniqueCode = code, userName = "wms09" }))["token"];
        var id = PartnerOf.NewId();
        var line = new { lineId = "1", locator_Text = "F-02-77", product_Text = "FAB-1042", invStatus_Text = "正常", adjustQuantity = "5" };
        Assert.Equal("1", (await partner.CallAsync(PartnerOf.CreateB, PartnerOf.Request(id, new { docNo = "WMS-7", warehouse_Text = "FB01", lineList = new[] { line } }), token))["requestResult"]);
        await EndedAsync(partner, id, token);

        await page.GotoAsync("/partner/requests?resultCode=7&requestId=" + id);
        await Assertions.Expect(page.Locator("tbody tr")).ToContainTextAsync("数据错误");
        await page.GetByTestId("request-open").ClickAsync();
        await Assertions.Expect(page.GetByTestId("problems")).ToContainTextAsync("库位不存在或没有访问权限");
        await partner.PostAsync("bins", new { warehouseId = partner.WarehouseId, code = "F-02-77", name = "新库位" });
        await page.GetByTestId("process").ClickAsync();
        await page.GetByTestId("save").ClickAsync();
        await page.GetByTestId("made").Locator("a").ClickAsync();
        await Assertions.Expect(page.GetByTestId("related")).ToContainTextAsync(id);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("+5");
        Assert.Equal("1", (await EndedAsync(partner, id, token))["targetRequestResult"]);
        await page.GotoAsync("/partner/requests?requestId=" + id);
        await Assertions.Expect(page.Locator("tbody tr")).ToContainTextAsync("已处理");

        // Switched off, its token is worth nothing from now on.
        await page.GotoAsync("/partner/systems?keyword=" + key);
        await page.GetByTestId("system-switch").ClickAsync();
        await page.GetByTestId("save").ClickAsync();
        // Both words stand in the row at any time; the button has the one that it would do next.
        await Assertions.Expect(page.GetByTestId("system-switch")).ToHaveTextAsync("启用");
        Assert.Equal(401, (await partner.CallAsync(PartnerOf.CreateB, PartnerOf.Request(PartnerOf.NewId()), token)).Status);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Shipments_of_a_lost_answer_are_found_in_the_history_and_handed_out_again()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        var (partner, numbers) = await ShipmentExportTests.WithShipmentsAsync("sqlite", 3);
        Assert.Equal(numbers, await PolledAsync(partner));
        Assert.Empty(await PolledAsync(partner));
        var page = await Browser.OpenAsync(partner.Hub);
        await Browser.SignInAsync(page, partner.Tenant.AdminName, TestTenant.Password, "/partner/exports");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
        await page.GetByTestId("with-rows").SelectOptionAsync("true");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        Assert.Contains("withRows=true", page.Url, StringComparison.Ordinal);
        await page.GetByTestId("export-open").ClickAsync();
        await Assertions.Expect(page.GetByTestId("can-set-back")).ToContainTextAsync("3 张单据仍在处理中");
        await page.GetByTestId("hand-out").ClickAsync();
        await page.GetByTestId("save").ClickAsync();
        await Assertions.Expect(page.GetByTestId("hand-out")).ToBeDisabledAsync();
        await Assertions.Expect(page.GetByTestId("steps")).ToContainTextAsync("人工重新交付");
        await Assertions.Expect(page.Locator("tbody .w-tag", new() { HasText = "待处理" })).ToHaveCountAsync(3);
        Assert.Equal(numbers, await PolledAsync(partner));

        // One of them alone, from its own list.
        await page.GotoAsync("/partner/receipts?status=处理中");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(3);
        await page.Locator("tbody tr", new() { HasText = numbers[1] }).GetByTestId("receipt-pending").ClickAsync();
        await page.GetByTestId("save").ClickAsync();
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
        Assert.Equal([numbers[1]], await PolledAsync(partner));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Master_data_of_every_kind_are_entered_found_and_changed()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        var tenant = await Tenants.CreateAsync(await TestHub.SharedAsync("sqlite"));
        var page = await Browser.OpenAsync(tenant.Hub);
        await Browser.SignInAsync(page, tenant.AdminName, TestTenant.Password, "/production");
        await page.Locator("nav.side a[href='/partner/master']").ClickAsync();
        await page.GetByTestId("empty-new").ClickAsync();
        await page.GetByTestId("save").ClickAsync();
        await Assertions.Expect(page.Locator(".w-field-error")).ToHaveCountAsync(2);
        await FillAsync(page, ("organisation-code", "HD01"), ("organisation-name", "华东成衣"));
        await SavedAsync(page, "华东成衣");

        await TabAsync(page, "warehouses");
        await page.GetByTestId("empty-new").ClickAsync();
        await FillAsync(page, ("warehouse-code", "FB01"), ("warehouse-name", "面料一仓"));
        await page.GetByTestId("warehouse-receipt").CheckAsync();
        await SavedAsync(page, "面料一仓");
        await TabAsync(page, "bins");
        await page.GetByTestId("bin-new").ClickAsync();
        await FillAsync(page, ("bin-code", "F-02-01"), ("bin-name", "面料A区"));
        await SavedAsync(page, "面料一仓");

        await TabAsync(page, "materials");
        await page.GetByTestId("material-new").ClickAsync();
        await FillAsync(page, ("material-code", "FAB-1042"), ("material-name", "32支精梳棉布"));
        await page.GetByTestId("save").ClickAsync();
        await Assertions.Expect(page.Locator(".w-field.has-error", new() { Has = page.GetByTestId("material-uom") })).ToHaveCountAsync(1);
        await FillAsync(page, ("material-uom", "米"));
        await SavedAsync(page, "FAB-1042");
        await page.GetByTestId("material-edit").ClickAsync();
        await Assertions.Expect(page.GetByTestId("material-code")).ToBeDisabledAsync();
        await page.GetByTestId("material-shelf").CheckAsync();
        await FillAsync(page, ("material-months", "18"));
        await SavedAsync(page, "18 个月");
        await page.GetByTestId("keyword").FillAsync("没有");
        await page.GetByTestId("keyword").PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("list-empty")).ToBeVisibleAsync();
        await page.GotoAsync("/partner/master?tab=materials&keyword=棉布");
        await Assertions.Expect(page.Locator("tbody tr")).ToContainTextAsync("FAB-1042");

        await TabAsync(page, "periods");
        await page.GetByTestId("period-new").ClickAsync();
        await FillAsync(page, ("period-month", "2026-13"));
        await page.GetByTestId("save").ClickAsync();
        await Assertions.Expect(page.Locator(".w-field-error")).ToContainTextAsync("yyyy-MM");
        await FillAsync(page, ("period-month", "2026-01"));
        await SavedAsync(page, "已关闭");
        await page.GetByTestId("period-switch").ClickAsync();
        await SavedAsync(page, "关闭期间");

        await TabAsync(page, "entries");
        await page.GetByTestId("entry-new").ClickAsync();
        await page.GetByTestId("entry-kind").SelectOptionAsync("采购价格表");
        await FillAsync(page, ("entry-code", "BUY"), ("entry-name", "采购价"), ("entry-currency", "CNY"));
        await SavedAsync(page, "采购价");
        await TabAsync(page, "prices");
        await page.GetByTestId("price-new").ClickAsync();
        await FillAsync(page, ("price-product", "FAB-1042"), ("price-amount", "viel"));
        await page.GetByTestId("save").ClickAsync();
        await Assertions.Expect(page.Locator(".w-field.has-error", new() { Has = page.GetByTestId("price-amount") })).ToHaveCountAsync(1);
        await FillAsync(page, ("price-amount", "18.5"));
        await SavedAsync(page, "18.5 CNY");

        await TabAsync(page, "partners");
        await page.GetByTestId("party-new").ClickAsync();
        await FillAsync(page, ("party-code", "SHOW"));
        await page.GetByTestId("party-kind").SelectOptionAsync("customer");
        await FillAsync(page, ("party-source", "没有这家"));
        await page.GetByTestId("save").ClickAsync();
        await Assertions.Expect(page.Locator(".w-field-error")).ToContainTextAsync("没有找到“没有这家”");
        await page.GetByTestId("party-kind").SelectOptionAsync("other");
        await FillAsync(page, ("party-name", "样品间"));
        await SavedAsync(page, "样品间");
        await page.GetByTestId("party-locations").ClickAsync();
        await page.GetByTestId("location-new").ClickAsync();
        await FillAsync(page, ("location-name", "总部"), ("location-address", "中山路1号"));
        await SavedAsync(page, "中山路1号");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Without_the_permission_the_pages_are_neither_listed_nor_opened()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        var tenant = await Tenants.CreateAsync(await TestHub.SharedAsync("sqlite"));
        var role = PartnerOf.Done(await tenant.Admin.PostAsync("/api/system/roles", new
        {
            roleCode = "R" + Guid.NewGuid().ToString("N")[..8], roleName = "看系统" + Guid.NewGuid().ToString("N")[..8], dataScope = "all", permissions = new[] { "MENU_DASHBOARD", "MENU_PARTNER_SYSTEM" },
        })).GetProperty("id").GetInt64();
        var (_, name) = await tenant.NewUserAsync(role);
        var page = await Browser.OpenAsync(tenant.Hub);
        await Browser.SignInAsync(page, name, TestTenant.Password, "/partner/systems");
        await Browser.SettleAsync(page);
        await Assertions.Expect(page.Locator("nav.side a[href='/partner/users']")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("nav.side a[href='/partner/requests']")).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByTestId("system-new")).ToHaveCountAsync(0);
        foreach (var path in new[] { "/partner/requests", "/partner/documents", "/partner/requests/1", "/partner/exports", "/partner/exports/1", "/partner/receipts", "/partner/runs", "/partner/master" })
        {
            var answer = await page.GotoAsync(path);
            Assert.Equal(403, answer!.Status);
            await Assertions.Expect(page.GetByTestId("forbidden")).ToBeVisibleAsync();
        }
        await page.Context.CloseAsync();
    }

    /// <summary>The tests' clock stands still, and with it the messages that lie over the tabs until their time is over.</summary>
    private static Task TabAsync(IPage page, string tab) => page.Locator($"#tab-{tab}").DispatchEventAsync("click");

    private static async Task FillAsync(IPage page, params (string Field, string Text)[] fields)
    {
        foreach (var (field, text) in fields)
        {
            await page.GetByTestId(field).FillAsync(text);
        }
    }

    /// <summary>Saves the form, and waits until the list shows it.</summary>
    private static async Task SavedAsync(IPage page, string shown)
    {
        await page.GetByTestId("save").ClickAsync();
        await Assertions.Expect(page.GetByTestId("save")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("tbody tr")).ToContainTextAsync(shown);
    }

    private static async Task<List<string>> PolledAsync(PartnerOf partner)
    {
        var answer = await partner.CallAsync(PartnerOf.Shipments, new { requestId = "p", requestTime = "2026-02-11 14:30:00" });
        return answer.Keys.Contains("docList") ? [.. answer.Body.GetProperty("docList").EnumerateArray().Select(d => d.GetProperty("documentNo").GetString()!)] : [];
    }

    private static async Task<PartnerAnswer> EndedAsync(PartnerOf partner, string id, string token)
    {
        for (var i = 0; ; i++)
        {
            var answer = await partner.CallAsync(PartnerOf.Inquiry, new { requestId = PartnerOf.NewId(), requestTime = "2026-02-11 14:30:00", targetRequestId = id }, token);
            if (i == 200 || answer["errorMsg"] != "该请求还在处理中")
            {
                return answer;
            }
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }
}
