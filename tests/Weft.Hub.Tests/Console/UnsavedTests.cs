using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Console;

/// <summary>What was typed is not lost by a slip, and what someone else has changed is not overwritten (console-pages 1).</summary>
public sealed class UnsavedTests
{
    private const string Stale = "数据已被他人修改，请刷新后重试";

    [Fact]
    public async Task Changes_of_a_dialog_are_asked_about_by_button_escape_and_address()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        var (tenant, order, page) = await OrderAsync();
        var dialog = page.Locator(".mud-dialog");
        // Nothing typed, nothing asked.
        await page.GetByTestId("edit").ClickAsync();
        await Assertions.Expect(page.GetByTestId("remarks")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(dialog).ToHaveCountAsync(0);

        await page.GetByTestId("edit").ClickAsync();
        await page.GetByTestId("remarks").FillAsync("先做大码");
        foreach (var leave in new Func<Task>[]
        {
            () => page.Keyboard.PressAsync("Escape"), () => page.GetByTestId("form-cancel").ClickAsync(), () => page.GetByRole(AriaRole.Button, new() { Name = "关闭", Exact = true }).ClickAsync(),
            () => page.GoBackAsync(),
        })
        {
            await leave();
            await Assertions.Expect(page.GetByTestId("leave")).ToBeVisibleAsync();
            await Keys.IsAtAsync(page, "stay");
            await page.Keyboard.PressAsync("Escape");
            await Assertions.Expect(page.GetByTestId("leave")).ToHaveCountAsync(0);
            await Assertions.Expect(page.GetByTestId("remarks")).ToHaveValueAsync("先做大码");
            await Assertions.Expect(page).ToHaveURLAsync(new Regex("/production/order-flow/" + order));
        }
        await page.EvaluateAsync("Blazor.navigateTo('/dashboard')");
        await page.GetByTestId("leave").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/dashboard"));
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        Assert.NotEqual("先做大码", (await tenant.Admin.GetAsync("/api/production/orders/" + order)).Data.GetProperty("remarks").GetString());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_order_that_someone_else_changed_is_not_overwritten_and_is_read_anew()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        var (tenant, order, page) = await OrderAsync();
        await page.GetByTestId("edit").ClickAsync();
        await page.GetByTestId("remarks").FillAsync("我的备注");
        var version = (await tenant.Admin.GetAsync("/api/production/orders/" + order)).Data.GetProperty("version").GetInt32();
        var other = await tenant.Admin.PutAsync("/api/production/orders/" + order, new { remarks = "同事的备注", version });
        Assert.True(other.Status == 200, other.Text);
        await page.GetByTestId("save").ClickAsync();
        await Assertions.Expect(page.GetByTestId("refusal")).ToContainTextAsync(Stale);
        await page.GetByTestId("reload").ClickAsync();
        await Assertions.Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);
        await page.GetByTestId("edit").ClickAsync();
        await Assertions.Expect(page.GetByTestId("remarks")).ToHaveValueAsync("同事的备注");
        await page.GetByTestId("remarks").FillAsync("两个人的备注");
        await page.GetByTestId("save").ClickAsync();
        await Assertions.Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);
        Assert.Equal("两个人的备注", (await tenant.Admin.GetAsync("/api/production/orders/" + order)).Data.GetProperty("remarks").GetString());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_styles_part_that_was_read_anew_is_not_said_to_be_saved()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        var tenant = await Tenants.CreateAsync(await TestHub.SharedAsync("sqlite"));
        var made = await tenant.Admin.PostAsync("/api/production/styles", new { styleNo = "ST-STALE", styleName = "连衣裙", category = "连衣裙" });
        Assert.True(made.Status == 200, made.Text);
        var address = "/api/production/styles/" + made.Data.GetProperty("id").GetInt64();
        var page = await Browser.OpenAsync(tenant.Hub);
        await Browser.SignInAsync(page, tenant.AdminName, TestTenant.Password, address.Replace("/api/production/styles", "/style-info", StringComparison.Ordinal) + "?tab=quotation");
        await page.GetByTestId("edit-part").ClickAsync();
        await page.GetByTestId("other").FillAsync("11");
        await page.GetByTestId("margin").FillAsync("20");
        var other = await tenant.Admin.PutAsync(address + "/quotation", new { otherCost = 22, targetMargin = 30, version = made.Data.GetProperty("version").GetInt32() });
        Assert.True(other.Status == 200, other.Text);
        await page.GetByTestId("save").ClickAsync();
        await Assertions.Expect(page.GetByTestId("refusal")).ToContainTextAsync(Stale);
        await page.GetByTestId("reload").ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("22.00");
        await Assertions.Expect(page.Locator(".mud-snackbar")).ToHaveCountAsync(0);

        await page.GetByTestId("edit-part").ClickAsync();
        await Assertions.Expect(page.GetByTestId("margin")).ToHaveValueAsync(new Regex("^30(\\.0+)?$"));
        await page.GetByTestId("other").FillAsync("33");
        await page.GetByTestId("save").ClickAsync();
        await Assertions.Expect(page.Locator(".mud-snackbar")).ToContainTextAsync("已保存");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("33.00");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_credentials_form_asks_as_well_and_is_read_anew_when_it_is_old()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        var tenant = await Tenants.CreateAsync(await TestHub.SharedAsync("sqlite"));
        var credential = await TestCredential.BuyAsync(tenant);
        var page = await Browser.OpenAsync(tenant.Hub);
        await Browser.SignInAsync(page, tenant.AdminName, TestTenant.Password, "/system/tenant-management?tab=apps");
        await page.GetByTestId("app-edit").ClickAsync();
        await page.GetByTestId("form-name").FillAsync("春季通道");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByTestId("leave")).ToBeVisibleAsync();
        await page.GetByTestId("stay").ClickAsync();
        await Assertions.Expect(page.GetByTestId("form-name")).ToHaveValueAsync("春季通道");

        var version = (await tenant.Admin.GetAsync("/api/system/tenant-app/" + credential.Id)).Data.GetProperty("version").GetInt32();
        Assert.Equal(200, (await tenant.Admin.PutAsync("/api/system/tenant-app/" + credential.Id, new { appName = "秋季通道", version })).Status);
        await page.GetByTestId("form-save").ClickAsync();
        await Assertions.Expect(page.GetByTestId("refusal")).ToContainTextAsync(Stale);
        await page.GetByTestId("reload").ClickAsync();
        await Assertions.Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("tbody tr")).ToContainTextAsync("秋季通道");
        await page.GetByTestId("app-edit").ClickAsync();
        await page.GetByTestId("form-name").FillAsync("全年通道");
        await page.GetByTestId("form-save").ClickAsync();
        await Assertions.Expect(page.Locator("tbody tr")).ToContainTextAsync("全年通道");
        await Assertions.Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_page_with_changes_asks_before_it_is_left()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        var tenant = await Tenants.CreateAsync(await TestHub.SharedAsync("sqlite"));
        var page = await Browser.OpenAsync(tenant.Hub);
        await Browser.SignInAsync(page, tenant.AdminName, TestTenant.Password, "/system/profile");
        var name = page.GetByLabel("姓名");
        await name.FillAsync("新名字");
        await Assertions.Expect(page.GetByTestId("unsaved")).ToBeVisibleAsync();
        await page.Locator(".side-link[href='/dashboard']").ClickAsync();
        await page.GetByTestId("form-cancel").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/system/profile"));
        await Assertions.Expect(name).ToHaveValueAsync("新名字");
        await page.GetByTestId("profile-save").ClickAsync();
        await Assertions.Expect(page.Locator(".mud-snackbar").First).ToBeVisibleAsync();
        // What is saved may be left.
        await Assertions.Expect(page.GetByTestId("unsaved")).ToHaveCountAsync(0);
        await page.Locator(".side-link[href='/dashboard']").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/dashboard"));
        await page.GotoAsync("/system/profile");
        await name.FillAsync("noch einer");
        await Assertions.Expect(page.GetByTestId("unsaved")).ToBeVisibleAsync();
        await page.Locator(".side-link[href='/dashboard']").ClickAsync();
        await page.GetByTestId("save").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/dashboard"));
        await page.Context.CloseAsync();
    }

    private static async Task<(TestTenant Tenant, string Order, IPage Page)> OrderAsync()
    {
        var tenant = await Tenants.CreateAsync(await TestHub.SharedAsync("sqlite"));
        var order = await ConsoleOrder.PlaceAsync(tenant);
        var page = await Browser.OpenAsync(tenant.Hub);
        await Browser.SignInAsync(page, tenant.AdminName, TestTenant.Password, "/production");
        await page.GetByRole(AriaRole.Link, new() { Name = order }).First.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/production/order-flow/" + order));
        // The list has buttons of the same names: it must be gone.
        await Assertions.Expect(page.Locator("main h1")).ToContainTextAsync(order);
        await Browser.SettleAsync(page);
        return (tenant, order, page);
    }
}
