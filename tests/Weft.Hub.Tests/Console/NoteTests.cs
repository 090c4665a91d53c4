using System.Text.RegularExpressions;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Console;

/// <summary>What the Hub itself noted in a history is told in the reader's language; what a person wrote stays as it was written.</summary>
public sealed partial class NoteTests
{
    [Fact]
    public async Task A_history_is_told_in_the_readers_language()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        var season = await ConsoleSeason.PlayAsync(await TestHub.SharedAsync("sqlite"));
        var admin = season.Tenant.Admin;
        var version = (await admin.GetAsync("/api/production/orders/" + season.Order)).Data.GetProperty("version").GetInt32();
        var edited = await admin.PutAsync("/api/production/orders/" + season.Order, new { remarks = "先做大码", reason = "客户来电", version });
        Assert.True(edited.Status == 200, edited.Text);
        var english = await TellAsync(season, "en");
        Assert.Contains("Bed 1: 5 bundles, 120 pcs", english, StringComparison.Ordinal);
        Assert.Matches("WH[0-9]+: inspected [0-9]+, qualified [0-9]+, rejected [0-9]+", english);
        Assert.Matches("OS[0-9]+: 25 pcs", english);
        Assert.Contains("100% arrived", english, StringComparison.Ordinal);
        Assert.DoesNotMatch(Noted(), english);
        Assert.Contains("客户来电", english, StringComparison.Ordinal);
        Assert.Contains("：質檢 ", await TellAsync(season, "zh-TW"), StringComparison.Ordinal);
        Assert.Contains("第 1 床：5 扎 120 件", await TellAsync(season, "zh-CN"), StringComparison.Ordinal);
    }

    private static async Task<string> TellAsync(ConsoleSeason season, string language)
    {
        var page = await Browser.OpenAsync(season.Tenant.Hub, language: language);
        await Browser.SignInAsync(page, season.Tenant.AdminName, TestTenant.Password, $"/production/order-flow/{season.Order}?tab=history");
        await Browser.SettleAsync(page);
        var told = await page.Locator(".w-timeline").InnerTextAsync();
        await page.Context.CloseAsync();
        return told;
    }

    [GeneratedRegex("件|扎|床|质检|到料|工序")]
    private static partial Regex Noted();
}
