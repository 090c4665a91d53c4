using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Console;

/// <summary>Pictures of the pages, to be looked at; only where a folder is given (dev/screenshots.sh).</summary>
public sealed class ScreenshotTests
{
    [Fact(Explicit = true)]
    public async Task Every_page_is_pictured()
    {
        var folder = Environment.GetEnvironmentVariable("WEFT_SCREENSHOTS");
        Assert.False(folder is null || Browser.IsMissing, "WEFT_SCREENSHOTS names no folder, or there is no Chromium");
        var season = await ConsoleSeason.PlayAsync(await TestHub.SharedAsync("sqlite"));
        var pages = FactoryPages.Of(season).Concat(await PartnerSeason.PlayAsync(season.Tenant)).ToList();
        var wanted = Environment.GetEnvironmentVariable("WEFT_SCREENSHOT_PAGES")?.Split(',');
        (int Width, bool Dark, string Language)[] views = [(1440, false, "zh-CN"), (1440, true, "zh-CN"), (390, false, "zh-CN"), (390, true, "zh-CN"), (1440, false, "zh-TW"), (1440, false, "en")];
        foreach (var (width, dark, language) in views)
        {
            var suffix = $"{width}-{(dark ? "dark" : "light")}-{language}.png";
            var page = await Browser.OpenAsync(season.Tenant.Hub, width, dark, language);
            await page.GotoAsync("/login");
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder!, "login-" + suffix) });
            await Browser.SignInAsync(page, season.Tenant.AdminName, TestTenant.Password);
            foreach (var (name, path) in pages.Where(p => wanted is null || wanted.Contains(p.Name)))
            {
                await page.GotoAsync(path);
                await Browser.SettleAsync(page);
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder!, name + "-" + suffix), FullPage = true });
            }
            await page.Context.CloseAsync();
        }
    }
}
