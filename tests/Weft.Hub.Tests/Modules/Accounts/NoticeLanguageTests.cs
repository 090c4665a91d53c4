using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.Accounts.Bell;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Tests.Console;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Accounts;

/// <summary>A notice is raised once and read by each person in his language: title, text and the words inside.</summary>
public sealed class NoticeLanguageTests
{
    private const string Bell = "/api/system/notices?size=50&lang=";

    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task Notices_are_told_in_the_language_that_is_asked_for(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        var tenant = await Tenants.CreateAsync(hub);
        await RaiseAsync(tenant);
        var admin = await ConsoleClient.LoginAsync(hub, tenant.AdminName, TestTenant.Password);

        Assert.Equal(
            [
                ("CREDENTIAL_CHANGED", "应用已停用", "应用“Spring 2026”已停用。"), ("ORDERS_OVERDUE", "1 个订单已逾期", "有 1 个生产订单超过交期还没有完成，请跟进或调整交期。"),
                ("TRIAL_STARTED", "试用已开通", "下单对接的免费试用已开通，7 天内有效。"),
            ],
            await ToldAsync(admin, "zh-CN"));
        Assert.Equal(
            [
                ("CREDENTIAL_CHANGED", "應用已停用", "應用「Spring 2026」已停用。"), ("ORDERS_OVERDUE", "1 個訂單已逾期", "有 1 個生產訂單超過交期還沒有完成，請跟進或調整交期。"),
                ("TRIAL_STARTED", "試用已開通", "下單對接的免費試用已開通，7 天內有效。"),
            ],
            await ToldAsync(admin, "zh-TW"));
        Assert.Equal(
            [
                ("CREDENTIAL_CHANGED", "App switched off", "The app “Spring 2026” was switched off."),
                ("ORDERS_OVERDUE", "Overdue orders: 1", "Production orders past their date and not completed: 1. Please follow them up or move the date."),
                ("TRIAL_STARTED", "Trial opened", "The free trial of Order sync has begun and runs for 7 days."),
            ],
            await ToldAsync(admin, "en"));
        Assert.Equal(await ToldAsync(admin, "zh-CN"), await ToldAsync(admin, null));
        Assert.Equal("VALIDATION", (await admin.GetAsync(Bell + "de")).ErrorCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_was_told_before_there_were_languages_stays_as_it_was_and_long_values_give_way(string provider)
    {
        var tenant = await Tenants.CreateAsync(await TestHub.SharedAsync(provider));
        var reason = new string('因', 3000);
        await tenant.InAsync(async services =>
        {
            var db = services.GetRequiredService<HubDbContext>();
            db.Set<StoredNotice>().Add(new StoredNotice { TenantId = tenant.TenantId, Kind = "OLD", Title = "推送异常", Body = "应用「甲」的推送连续失败。", CreateTime = DateTime.UnixEpoch });
            await services.GetRequiredService<Notices>().RaiseAsync(
                new Notice("MODULE_REVOKED", "module.revoked", [new NoticeWord("app", "付款对接"), reason]), TestContext.Current.CancellationToken);
            return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        });

        var told = await ToldAsync(tenant.Admin, "en");

        Assert.Equal(("OLD", "Pushes are failing", "应用「甲」的推送连续失败。"), told[1]);
        Assert.Equal("The platform has withdrawn Payment sync", told[0].Title);
        Assert.Matches("^Reason: 因{500,}…\\. Calls and pushes have stopped, all data stays\\.$", told[0].Body);
    }

    [Fact]
    public async Task The_bell_speaks_the_language_of_the_page()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        await using var hub = await TestHub.StartAsync("sqlite");
        var tenant = await Tenants.CreateAsync(hub);
        await RaiseAsync(tenant);
        var page = await Browser.OpenAsync(hub, language: "en");
        await Browser.SignInAsync(page, tenant.AdminName, TestTenant.Password, "/system/profile");
        await page.GetByTestId("bell").ClickAsync();
        await Assertions.Expect(page.Locator(".w-notices li")).ToHaveCountAsync(3);
        var text = await page.Locator(".w-notices").InnerTextAsync();
        Assert.Contains("The free trial of Order sync", text, StringComparison.Ordinal);
        Assert.DoesNotMatch("[\\u4e00-\\u9fff]", text);
        await page.Context.CloseAsync();
    }

    /// <summary>A trial is begun, its app switched off, and an order becomes late.</summary>
    private static async Task RaiseAsync(TestTenant tenant)
    {
        var trial = await tenant.Admin.PostAsync("/api/system/app-store/start-trial", new { appCode = "ORDER_SYNC" });
        var (id, version) = (trial.Data.GetProperty("credential").GetProperty("id").GetInt64(), trial.Data.GetProperty("credential").GetProperty("version").GetInt32());
        Assert.Equal(200, (await tenant.Admin.PutAsync($"/api/system/tenant-app/{id}", new { appName = "Spring 2026", version })).Status);
        Assert.Equal(200, (await tenant.Admin.PostAsync($"/api/system/tenant-app/{id}/disable")).Status);
        Assert.Equal(200, (await tenant.Admin.PostAsync("/api/production/orders", new { styleNo = "FZ1", styleName = "风衣", orderQuantity = 100, plannedEndDate = "2026-02-12" })).Status);
        tenant.Hub.Clock.Advance(TimeSpan.FromDays(2));
        await tenant.Hub.RunJobAsync<OverdueNoticeJob>();
    }

    private static async Task<List<(string Kind, string Title, string Body)>> ToldAsync(ConsoleClient admin, string? language)
    {
        var answer = await admin.GetAsync(language is null ? "/api/system/notices" : Bell + language);
        Assert.True(answer.Status == 200, answer.Text);
        return
        [
            .. answer.Data.GetProperty("records").EnumerateArray()
                .Select(n => (n.GetProperty("kind").GetString()!, n.GetProperty("title").GetString()!, n.GetProperty("body").GetString()!)).OrderBy(n => n.Item1, StringComparer.Ordinal),
        ];
    }
}
