using Microsoft.Playwright;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Console;

/// <summary>What holds for every page: a link reproduces it, nothing comes from another host, scripts do not fail, and axe finds nothing serious.</summary>
public sealed class PageQualityTests
{
    private static readonly string[] DarkPages = ["dashboard", "orders", "order", "inspections", "finance", "trace", "partner-request"];

    [Fact]
    public async Task Every_page_opens_by_its_address_asks_no_other_host_and_is_accessible()
    {
        await using var judge = await PageJudge.StartAsync();
        var season = await ConsoleSeason.PlayAsync(await TestHub.SharedAsync("sqlite"));
        var pages = FactoryPages.Of(season).Concat(await PartnerSeason.PlayAsync(season.Tenant)).ToList();
        await judge.SignInAsync(season.Tenant.Hub, season.Tenant.AdminName);
        await judge.JudgeAsync(pages);
        // The dark theme changes colours only: the pages that hold every kind of part are enough.
        await judge.SignInAsync(season.Tenant.Hub, season.Tenant.AdminName, dark: true);
        await judge.JudgeAsync(pages.Where(p => DarkPages.Contains(p.Name)), isNarrowToo: false);
        judge.Check();
    }

    [Fact]
    public async Task Every_page_of_the_store_the_system_and_the_operator_is_accessible_and_fits_a_narrow_screen()
    {
        await using var judge = await PageJudge.StartAsync();
        var hub = await TestHub.SharedAsync("sqlite");
        var tenant = await Tenants.CreateAsync(hub);
        var app = await SystemPages.FillAsync(hub, tenant);
        await judge.SignInAsync(hub, tenant.AdminName);
        await judge.JudgeAsync(SystemPages.Of(app));
        await judge.SignInAsync(hub, await SystemPages.OperatorAsync(hub), "/platform/tenants");
        await judge.JudgeAsync(SystemPages.OfTheOperator);
        judge.Check();
    }

    [Fact]
    public async Task The_chosen_tab_is_in_view_on_a_narrow_screen()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        var hub = await TestHub.SharedAsync("sqlite");
        var tenant = await Tenants.CreateAsync(hub);
        var page = await Browser.OpenAsync(hub, width: 390);
        await Browser.SignInAsync(page, tenant.AdminName, TestTenant.Password, "/system/profile?tab=exports");
        await Assertions.Expect(page.Locator("[role=tab][aria-selected=true]").First).ToBeInViewportAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Every_dialog_of_the_workshop_is_accessible()
    {
        await using var judge = await PageJudge.StartAsync();
        var season = await ConsoleSeason.PlayAsync(await TestHub.SharedAsync("sqlite"));
        await judge.SignInAsync(season.Tenant.Hub, season.Tenant.AdminName);
        foreach (var (name, path, clicks) in FactoryPages.Dialogs(season))
        {
            await FactoryPages.OpenAsync(judge.Page, path, clicks);
            await judge.JudgeAsync(name);
        }
        judge.Check();
    }
}
