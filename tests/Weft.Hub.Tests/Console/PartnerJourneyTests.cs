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
        foreach (var path in new[] { "/partner/requests", "/partner/documents", "/partner/requests/1" })
        {
            var answer = await page.GotoAsync(path);
            Assert.Equal(403, answer!.Status);
            await Assertions.Expect(page.GetByTestId("forbidden")).ToBeVisibleAsync();
        }
        await page.Context.CloseAsync();
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
