using Microsoft.Playwright;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Console;

/// <summary>What people do in a browser, from the sign-in page on.</summary>
public sealed class JourneyTests
{
    [Fact]
    public async Task A_person_signs_in_finds_an_order_and_cancels_it()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        var hub = await TestHub.SharedAsync("sqlite");
        var tenant = await Tenants.CreateAsync(hub);
        var order = await ConsoleOrder.PlaceAsync(tenant);
        var page = await Browser.OpenAsync(hub);
        await Browser.SignInAsync(page, tenant.AdminName, TestTenant.Password, "/production?keyword=" + order);

        var row = page.Locator("tbody tr", new() { HasText = order });
        await row.GetByTestId("more").ClickAsync();
        await page.GetByTestId("cancel").ClickAsync();
        await page.GetByTestId("save").ClickAsync();
        await Assertions.Expect(page.Locator(".w-field-error")).ToBeVisibleAsync();
        await page.GetByTestId("reason").FillAsync("客户撤单");
        await page.GetByTestId("save").ClickAsync();
        await Assertions.Expect(row.Locator(".w-tag").First).ToHaveTextAsync("已取消");
        var stored = await tenant.Admin.GetAsync("/api/production/orders/" + order);
        Assert.Equal("cancelled", stored.Data.GetProperty("status").GetString());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_trial_shows_its_secret_once_and_leaves_nothing_of_it_in_the_page()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        var hub = await TestHub.SharedAsync("sqlite");
        var tenant = await Tenants.CreateAsync(hub);
        var page = await Browser.OpenAsync(hub);
        await Browser.SignInAsync(page, tenant.AdminName, TestTenant.Password, "/system/app-store");
        await page.Locator("[data-app=ORDER_SYNC]").GetByTestId("open-app").ClickAsync();
        await page.GetByTestId("trial").ClickAsync();
        // A refusal would stand in a toast; better its words than a time-out.
        var (shown, toast) = (page.GetByTestId("app-secret"), page.Locator(".mud-snackbar"));
        await Assertions.Expect(shown.Or(toast).First).ToBeVisibleAsync();
        Assert.True(await shown.CountAsync() == 1, string.Join(' ', await toast.AllInnerTextsAsync()));
        var secret = (await shown.InnerTextAsync()).Trim();
        Assert.True(secret.Length >= 32, secret);
        await page.GetByTestId("saved").CheckAsync();
        await page.GetByTestId("wizard-later").ClickAsync();
        await Assertions.Expect(page.GetByTestId("secrets")).ToHaveCountAsync(0);
        Assert.DoesNotContain(secret, await page.ContentAsync(), StringComparison.Ordinal);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("[data-own=ORDER_SYNC] .w-tag")).ToBeVisibleAsync();
        Assert.DoesNotContain(secret, await page.ContentAsync(), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_role_without_the_permission_sees_neither_menu_nor_page()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        var hub = await TestHub.SharedAsync("sqlite");
        var tenant = await Tenants.CreateAsync(hub);
        var mark = Guid.NewGuid().ToString("N")[..8];
        var role = await tenant.Admin.PostAsync("/api/system/roles", new { roleCode = "C" + mark, roleName = "商店" + mark, dataScope = "all", permissions = new[] { "MENU_APP_STORE_VIEW" } });
        var (_, username) = await tenant.NewUserAsync(role.Data.GetProperty("id").GetInt64());
        var page = await Browser.OpenAsync(hub);
        await Browser.SignInAsync(page, username, TestTenant.Password, "/production");
        await Assertions.Expect(page.GetByTestId("forbidden")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".side-link[href='/production']")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".side-link[href='/system/app-store']")).ToHaveCountAsync(1);
        await page.Context.CloseAsync();
    }
}
