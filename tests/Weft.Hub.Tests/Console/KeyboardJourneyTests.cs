using Microsoft.Playwright;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Console;

/// <summary>Journeys without a mouse (console-pages 1): the focus is always somewhere, and a dialog gives it back to what opened it.</summary>
public sealed class KeyboardJourneyTests
{
    [Fact]
    public async Task A_trial_is_opened_its_secrets_kept_and_its_address_set_by_keys_alone()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        var hub = await TestHub.SharedAsync("sqlite");
        var tenant = await Tenants.CreateAsync(hub);
        await using var receiver = await WebhookReceiver.StartAsync();
        var page = await Browser.OpenAsync(hub);
        await Browser.SignInAsync(page, tenant.AdminName, TestTenant.Password, "/system/app-store");
        await Browser.SettleAsync(page);

        // Into the app's dialog, out by Escape, and in again.
        await Keys.PressAsync(page, "open-app");
        await Assertions.Expect(page.GetByTestId("trial")).ToBeVisibleAsync();
        await Keys.KeptAsync(page);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);
        await Keys.IsAtAsync(page, "open-app");
        await page.Keyboard.PressAsync("Enter");
        await Keys.PressAsync(page, "trial");

        // The secrets are shown once: Escape does not lose them.
        await Assertions.Expect(page.GetByTestId("app-secret")).ToBeVisibleAsync();
        await Keys.KeptAsync(page);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByTestId("app-secret")).ToBeVisibleAsync();
        await Keys.PressAsync(page, "saved", "Space");
        await Keys.PressAsync(page, "wizard-next");

        // The next step begins at its first field; what is wrong there is told, and the person is still there.
        await Keys.IsAtAsync(page, "wizard-callback");
        await page.Keyboard.TypeAsync("http://10.0.0.1/hook");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".w-field-error")).ToBeVisibleAsync();
        await Keys.IsAtAsync(page, "wizard-callback");
        await Keys.TypeAsync(page, "wizard-callback", receiver.Url().ToString());
        await Keys.PressAsync(page, "wizard-finish", "Space");
        await Assertions.Expect(page.GetByTestId("wizard-close")).ToBeVisibleAsync();
        await Keys.KeptAsync(page);
        await Keys.PressAsync(page, "wizard-close");
        await Assertions.Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);
        await Keys.IsAtAsync(page, "open-app");

        var apps = await tenant.Admin.PostAsync("/api/system/tenant-app/list", new { page = 1 });
        Assert.Equal(receiver.Url().ToString(), apps.Data.GetProperty("records")[0].GetProperty("callbackUrl").GetString());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_statement_is_verified_and_approved_by_keys_alone()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        var season = await ConsoleSeason.PlayAsync(await TestHub.SharedAsync("sqlite"));
        var page = await Browser.OpenAsync(season.Tenant.Hub);
        await Browser.SignInAsync(page, season.Tenant.AdminName, TestTenant.Password, "/finance/center?reconciliationNo=" + season.Statement);
        await Browser.SettleAsync(page);
        var row = page.Locator("tbody tr", new() { HasText = season.Statement });

        // Looked at first, and put away: the focus is where it was.
        await Keys.PressAsync(page, "detail");
        await Assertions.Expect(page.Locator(".mud-dialog")).ToContainTextAsync(season.Statement);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);
        await Keys.IsAtAsync(page, "detail");

        await Keys.PressAsync(page, "verify");
        await Assertions.Expect(page.GetByTestId("save")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);
        await Keys.IsAtAsync(page, "verify");
        await page.Keyboard.PressAsync("Enter");
        await Keys.PressAsync(page, "save", "Space");
        await Assertions.Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);

        // The button that opened the dialog is no more; its row still is.
        await Assertions.Expect(row.GetByTestId("approve")).ToBeVisibleAsync();
        await Assertions.Expect(row.Locator(":focus")).ToHaveCountAsync(1);
        await Keys.PressAsync(page, "approve");
        await Assertions.Expect(page.Locator(".mud-dialog")).ToContainTextAsync("¥");
        await Keys.KeptAsync(page);
        await Keys.PressAsync(page, "save");
        await Assertions.Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);
        await Assertions.Expect(row).ToContainTextAsync("已审批");
        await Keys.KeptAsync(page);
        var stored = await season.Tenant.Admin.GetAsync("/api/finance/reconciliations/" + season.Statement);
        Assert.Equal("approved", stored.Data.GetProperty("status").GetString());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_dialog_of_a_menu_gives_the_focus_back_to_the_menus_button()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        var tenant = await Tenants.CreateAsync(await TestHub.SharedAsync("sqlite"));
        var order = await ConsoleOrder.PlaceAsync(tenant);
        var page = await Browser.OpenAsync(tenant.Hub);
        await Browser.SignInAsync(page, tenant.AdminName, TestTenant.Password, "/production?orderNo=" + order);
        await Browser.SettleAsync(page);
        await Keys.PressAsync(page, "more");
        await Keys.ChooseAsync(page, "cancel");
        await Keys.TypeAsync(page, "reason", "客户撤单");
        await Keys.PressAsync(page, "save");
        await Assertions.Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("tbody .w-tag").First).ToHaveTextAsync("已取消");
        await Assertions.Expect(page.Locator("tbody tr").First.Locator(":focus")).ToHaveCountAsync(1);
        await page.Context.CloseAsync();
    }
}
