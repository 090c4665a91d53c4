using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Console;

/// <summary>What an administrator does in 系统设置, in a browser.</summary>
public sealed class SystemJourneyTests
{
    [Fact]
    public async Task A_new_person_of_a_factory_sets_the_password_by_a_link_that_works_once()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        var hub = await TestHub.SharedAsync("sqlite");
        var tenant = await Tenants.CreateAsync(hub);
        await tenant.Admin.PostAsync("/api/system/factories", new { factoryName = "东方制衣" });
        var username = "u" + Guid.NewGuid().ToString("N")[..10];
        var page = await Browser.OpenAsync(hub);
        await Browser.SignInAsync(page, tenant.AdminName, TestTenant.Password, "/system/user");

        await page.GetByTestId("user-create").ClickAsync();
        await page.GetByTestId("save").ClickAsync();
        await Assertions.Expect(page.Locator(".w-field-error").First).ToBeVisibleAsync();
        await page.GetByTestId("user-username").FillAsync(username);
        await page.GetByTestId("user-name").FillAsync("张三");
        await page.GetByTestId("user-role").SelectOptionAsync(new SelectOptionValue { Label = "生产人员" });
        // The role brings its scope along.
        await Assertions.Expect(page.GetByTestId("user-scope")).ToHaveValueAsync("team");
        await page.GetByTestId("user-factory").SelectOptionAsync(new SelectOptionValue { Label = "东方制衣" });
        await page.GetByTestId("save").ClickAsync();
        var link = (await page.GetByTestId("user-link").InnerTextAsync()).Trim();
        await page.GetByTestId("user-link-close").ClickAsync();
        await Assertions.Expect(page.GetByTestId("user-link")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("tbody tr", new() { HasText = username })).ToContainTextAsync("东方制衣");
        Assert.DoesNotContain(link[^32..], await page.ContentAsync(), StringComparison.Ordinal);

        var person = await Browser.OpenAsync(hub);
        List<string> asked = [];
        person.Request += (_, request) => asked.Add(request.Url);
        await person.GotoAsync(link);
        await SetAsync(person, TestTenant.Password);
        await Assertions.Expect(person).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/login"));
        // The token went into no address that a server sees.
        Assert.DoesNotContain(asked, url => url.Contains(link[^32..], StringComparison.Ordinal) && !url.Contains('#', StringComparison.Ordinal));
        await person.GotoAsync("about:blank");
        await person.GotoAsync(link);
        await SetAsync(person, TestTenant.Password + "x");
        await Assertions.Expect(person.Locator("#set-password-error")).ToContainTextAsync("链接无效或已过期");
        await Browser.SignInAsync(person, username, TestTenant.Password);
        await Assertions.Expect(person.Locator(".side")).Not.ToContainTextAsync("财务中心");
        await person.Context.CloseAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_large_list_is_exported_in_the_background_and_fetched_from_ones_own_exports()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        var hub = await TestHub.SharedAsync("sqlite");
        var tenant = await Tenants.CreateAsync(hub);
        var many = Enumerable.Range(1, 5_001).Select(i => new FactoryContent { FactoryName = $"供应商{i}", FactoryCode = $"G{i}" }).ToList();
        await tenant.InAsync(async s =>
        {
            var register = s.GetRequiredService<RegisterFactories>();
            return await s.GetRequiredService<HubDbContext>().UnitAsync(async () => (await register.ExecuteAsync(many, TenantTime.For("Asia/Shanghai"), CancellationToken.None)).Count, CancellationToken.None);
        });
        var page = await Browser.OpenAsync(hub);
        await Browser.SignInAsync(page, tenant.AdminName, TestTenant.Password, "/system/factory");
        await page.GetByTestId("export").ClickAsync();
        await page.GetByTestId("export-list").ClickAsync();
        var row = page.Locator("tbody tr", new() { HasText = "加工厂-" });
        for (var i = 0; i < 100 && !(await row.InnerTextAsync()).Contains("已完成", StringComparison.Ordinal); i++)
        {
            await page.GetByTestId("exports-refresh").ClickAsync();
            await page.WaitForTimeoutAsync(100);
        }
        await Assertions.Expect(row).ToContainTextAsync("5,001");
        var waiting = page.WaitForDownloadAsync();
        await page.GetByTestId("export-fetch").ClickAsync();
        Assert.EndsWith(".xlsx", (await waiting).SuggestedFilename, StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    private static async Task SetAsync(IPage page, string password)
    {
        await page.FillAsync("#new-password", password);
        await page.FillAsync("#again", password);
        await page.ClickAsync("#set-password [type=submit]");
    }
}
