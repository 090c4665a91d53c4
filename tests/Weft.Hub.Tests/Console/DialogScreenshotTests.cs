using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Console;

/// <summary>Pictures of the workshop's dialogs, to be looked at; only where a folder is given (dev/screenshots.sh).</summary>
public sealed class DialogScreenshotTests
{
    [Fact(Explicit = true)]
    public async Task The_dialogs_of_the_workshop_are_pictured()
    {
        var folder = Environment.GetEnvironmentVariable("WEFT_SCREENSHOTS");
        Assert.False(folder is null || Browser.IsMissing, "WEFT_SCREENSHOTS names no folder, or there is no Chromium");
        var season = await ConsoleSeason.PlayAsync(await TestHub.SharedAsync("sqlite"));
        var dialogs = FactoryPages.Dialogs(season);
        var wanted = Environment.GetEnvironmentVariable("WEFT_SCREENSHOT_PAGES")?.Split(',');
        (int Width, bool Dark, string Language)[] views = [(1440, false, "zh-CN"), (1440, true, "zh-CN"), (390, false, "zh-CN"), (1440, false, "en")];
        foreach (var (width, dark, language) in views)
        {
            var page = await Browser.OpenAsync(season.Tenant.Hub, width, dark, language);
            await Browser.SignInAsync(page, season.Tenant.AdminName, TestTenant.Password);
            foreach (var (name, path, clicks) in dialogs.Where(d => wanted is null || wanted.Contains(d.Name)))
            {
                await FactoryPages.OpenAsync(page, path, clicks);
                await page.WaitForTimeoutAsync(350);
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder!, $"{name}-{width}-{(dark ? "dark" : "light")}-{language}.png") });
            }
            await page.Context.CloseAsync();
        }
    }
}
