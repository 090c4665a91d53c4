using Microsoft.Playwright;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Console;

/// <summary>What people do with apps in a browser: try, buy, reset, mend.</summary>
public sealed class StoreJourneyTests
{
    [Fact]
    public async Task A_trial_shows_its_secrets_once_and_the_call_made_with_them_is_in_the_log()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        var hub = await TestHub.SharedAsync("sqlite");
        var tenant = await Tenants.CreateAsync(hub);
        var page = await Browser.OpenAsync(hub);
        await Browser.SignInAsync(page, tenant.AdminName, TestTenant.Password, "/system/app-store");
        await page.Locator("[data-app=ORDER_SYNC]").GetByTestId("open-app").ClickAsync();
        await page.GetByTestId("trial").ClickAsync();
        var (key, secret) = (await page.GetByTestId("app-key").InnerTextAsync(), await page.GetByTestId("app-secret").InnerTextAsync());
        await Assertions.Expect(page.GetByTestId("wizard-next")).ToBeDisabledAsync();
        await page.GetByTestId("saved").CheckAsync();
        await page.GetByTestId("wizard-next").ClickAsync();
        // The address rules are the server's, and are told beside the field.
        await page.GetByTestId("wizard-callback").FillAsync("http://10.0.0.1/hook");
        await page.GetByTestId("wizard-finish").ClickAsync();
        await Assertions.Expect(page.Locator(".w-field-error")).ToBeVisibleAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        await page.GetByTestId("wizard-callback").FillAsync(receiver.Url().ToString());
        await page.GetByTestId("wizard-finish").ClickAsync();
        await page.GetByTestId("ping").ClickAsync();
        await Assertions.Expect(page.GetByTestId("ping-result")).ToContainTextAsync("200");
        await page.GetByTestId("wizard-close").ClickAsync();
        Assert.DoesNotContain(secret, await page.ContentAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(secret, page.Url, StringComparison.Ordinal);

        using var client = new SignedClient(hub.Address, key, secret, hub.Clock);
        var placed = await client.PostAsync("/openapi/v1/orders/create", new { externalOrderNo = "ERP-" + key[^6..], styleNo = "FZ2024001", quantity = 500 });
        Assert.Equal(System.Net.HttpStatusCode.OK, placed.Status);
        await client.PostAsync("/openapi/v1/orders/list", new { page = 1 }, new SigningTwist { Secret = secret + "\n" });
        await page.GotoAsync("/system/tenant-management?tab=logs&result=FAILED");
        await page.GetByTestId("call-open").First.ClickAsync();
        await Assertions.Expect(page.GetByTestId("call-why")).ToContainTextAsync("签名验证失败");
        await page.GetByTestId("drawer-close").ClickAsync();
        await page.GetByTestId("logs-result").SelectOptionAsync("SUCCESS");
        await Assertions.Expect(page.Locator("tbody tr", new() { HasText = "/orders/create" })).ToHaveCountAsync(1);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_purchase_is_paid_by_the_operator_and_its_secret_is_claimed_then_reset_with_overlap()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        var hub = await TestHub.SharedAsync("sqlite");
        var tenant = await Tenants.CreateAsync(hub);
        var page = await Browser.OpenAsync(hub);
        await Browser.SignInAsync(page, tenant.AdminName, TestTenant.Password, "/system/app-store?buy=PAYMENT_SYNC");
        await page.GetByTestId("buy-phone").FillAsync("123");
        await page.GetByTestId("buy-submit").ClickAsync();
        await Assertions.Expect(page.Locator(".w-field-error")).ToBeVisibleAsync();
        await page.GetByTestId("buy-phone").FillAsync("13812345678");
        await page.GetByTestId("buy-submit").ClickAsync();
        var order = await page.GetByTestId("order-no").InnerTextAsync();

        var me = await (await Tenants.OperatorAsync(hub)).GetAsync("/api/auth/me");
        var op = await Browser.OpenAsync(hub);
        await Browser.SignInAsync(op, me.Data.GetProperty("username").GetString()!, TestTenant.Password, "/platform/app-orders?orderNo=" + order);
        await op.GetByTestId("pay").ClickAsync();
        await op.GetByTestId("pay-number").FillAsync("BANK-" + order);
        await op.GetByTestId("pay-go").ClickAsync();
        await Assertions.Expect(op.Locator("tbody tr", new() { HasText = order })).ToContainTextAsync("已激活");
        Assert.DoesNotContain("wh_", await op.ContentAsync(), StringComparison.Ordinal);
        await op.Context.CloseAsync();

        await page.GotoAsync("/system/tenant-management?tab=apps&appType=PAYMENT_SYNC");
        await page.GetByTestId("reveal").ClickAsync();
        await page.GetByTestId("confirm-go").ClickAsync();
        var (key, first) = (await page.GetByTestId("app-key").InnerTextAsync(), await page.GetByTestId("app-secret").InnerTextAsync());
        await page.GetByTestId("saved").CheckAsync();
        await page.GetByTestId("secrets-close").ClickAsync();
        // The list is read anew, and its row with it.
        await Assertions.Expect(page.GetByTestId("reveal")).ToHaveCountAsync(0);
        await page.GetByTestId("app-more").ClickAsync();
        await page.GetByTestId("app-reset").ClickAsync();
        await page.GetByTestId("overlap").SelectOptionAsync("1");
        await page.GetByTestId("confirm-go").ClickAsync();
        var second = await page.GetByTestId("app-secret").InnerTextAsync();
        await page.GetByTestId("saved").CheckAsync();
        await page.GetByTestId("secrets-close").ClickAsync();
        Assert.NotEqual(first, second);
        foreach (var secret in new[] { first, second })
        {
            using var client = new SignedClient(hub.Address, key, secret, hub.Clock);
            Assert.Equal(System.Net.HttpStatusCode.OK, (await client.PostAsync("/openapi/v1/payment/list", new { page = 1 })).Status);
        }
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_failed_push_is_sent_again_to_the_mended_address()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        var hub = await TestHub.SharedAsync("sqlite");
        var tenant = await Tenants.CreateAsync(hub);
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.On("/old", ReceiverBehaviour.Status(410));
        var trial = await tenant.Admin.PostAsync("/api/system/app-store/start-trial", new { appCode = "QUALITY_FEEDBACK", callbackUrl = receiver.Url("/old").ToString() });
        var id = trial.Data.GetProperty("credential").GetProperty("id").GetInt64();
        var page = await Browser.OpenAsync(hub);
        await Browser.SignInAsync(page, tenant.AdminName, TestTenant.Password, $"/system/tenant-management/apps/{id}");
        await page.GetByTestId("ping").ClickAsync();
        await Assertions.Expect(page.GetByTestId("ping-result")).ToContainTextAsync("410");
        await page.GetByTestId("callback-edit").ClickAsync();
        await page.GetByTestId("callback-input").FillAsync(receiver.Url("/new").ToString());
        await page.GetByTestId("callback-input").PressAsync("Enter");
        await Assertions.Expect(page.Locator("dl.w-facts")).ToContainTextAsync("/new");
        await page.GotoAsync($"/system/tenant-management/apps/{id}?tab=deliveries&state=DEAD");
        await page.GetByTestId("resend").First.ClickAsync();
        await receiver.WaitForAsync(w => w.Path == "/new");
        await page.GotoAsync($"/system/tenant-management/apps/{id}?tab=deliveries");
        await Assertions.Expect(page.Locator("tbody tr").First).ToContainTextAsync("已送达");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_guide_signs_in_the_browser_and_names_what_differs()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        var hub = await TestHub.SharedAsync("sqlite");
        var tenant = await Tenants.CreateAsync(hub);
        var trial = await tenant.Admin.PostAsync("/api/system/app-store/start-trial", new { appCode = "ORDER_SYNC" });
        var credential = trial.Data.GetProperty("credential");
        var (key, secret) = (credential.GetProperty("appKey").GetString()!, credential.GetProperty("appSecret").GetString()!);
        var page = await Browser.OpenAsync(hub);
        List<string> sent = [];
        page.WebSocket += (_, socket) => socket.FrameSent += (_, frame) => sent.Add(frame.Text ?? Convert.ToHexString(frame.Binary ?? []));
        await page.Clock.SetFixedTimeAsync(hub.Clock.GetUtcNow().UtcDateTime);
        await Browser.SignInAsync(page, tenant.AdminName, TestTenant.Password, "/system/tenant-management?tab=guide");
        await page.GetByTestId("try-key").FillAsync(key);
        await page.GetByTestId("try-secret").FillAsync(secret);
        await page.GetByTestId("try-path").FillAsync("/orders/list");
        await page.GetByTestId("try-endpoint").SelectOptionAsync("POST /orders/list");
        await page.GetByTestId("try-go").ClickAsync();
        await Assertions.Expect(page.GetByTestId("try-result")).ToContainTextAsync("HTTP 200");

        var timestamp = hub.Clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        await page.GetByTestId("check-key").FillAsync(key);
        await page.GetByTestId("check-secret").FillAsync(secret);
        await page.GetByTestId("check-timestamp").FillAsync(timestamp);
        await page.GetByTestId("check-body").FillAsync("{\"page\": 1}");
        await page.GetByTestId("check-signature").FillAsync(SignedClient.SignV1(secret, key, timestamp, "{\"page\":1}"u8));
        await page.GetByTestId("check-go").ClickAsync();
        await Assertions.Expect(page.GetByTestId("check-result")).ToContainTextAsync("重新序列化");
        await page.GetByTestId("check-signature").FillAsync(SignedClient.SignV1(secret, key, timestamp, "{\"page\": 1}"u8));
        await page.GetByTestId("check-go").ClickAsync();
        await Assertions.Expect(page.GetByTestId("check-result")).ToContainTextAsync("签名正确");
        // Not even the page's own connection carried it.
        var hex = Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(secret));
        Assert.DoesNotContain(sent, frame => frame.Contains(secret, StringComparison.Ordinal) || frame.Contains(hex, StringComparison.Ordinal));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_role_without_the_permission_sees_neither_menu_nor_page_and_no_operator_page()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        var hub = await TestHub.SharedAsync("sqlite");
        var tenant = await Tenants.CreateAsync(hub);
        var mark = Guid.NewGuid().ToString("N")[..8];
        var role = await tenant.Admin.PostAsync("/api/system/roles", new { roleCode = "W" + mark, roleName = "车间" + mark, dataScope = "all", permissions = new[] { "MENU_PRODUCTION_ORDER_VIEW" } });
        var (_, username) = await tenant.NewUserAsync(role.Data.GetProperty("id").GetInt64());
        var page = await Browser.OpenAsync(hub);
        await Browser.SignInAsync(page, username, TestTenant.Password, "/system/app-store");
        foreach (var path in new[] { "/system/app-store", "/system/tenant-management", "/system/user", "/system/role", "/system/dict", "/system/logs", "/platform/tenants", "/platform/app-orders" })
        {
            await page.GotoAsync(path);
            await Assertions.Expect(page.GetByTestId("forbidden")).ToBeVisibleAsync();
            await Assertions.Expect(page.Locator($".side-link[href='{path}']")).ToHaveCountAsync(0);
        }
        await page.Context.CloseAsync();
    }
}
