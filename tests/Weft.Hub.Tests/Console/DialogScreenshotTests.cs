using Microsoft.Playwright;
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
        (string Name, string Path, string[] Clicks)[] dialogs =
        [
            ("dialog-processes", "/production?view=cards&orderNo=" + season.Order, ["stage-车缝", "only-"]), ("dialog-pending", "/production?view=cards&orderNo=" + season.Waiting, ["stage-采购", "only-"]), ("dialog-menu", "/production", ["more"]),
            ("dialog-edit", "/production/order-flow/" + season.Waiting, ["edit"]), ("dialog-transfer", "/production/order-flow/" + season.Waiting, ["more", "transfer"]),
            ("dialog-task", "/production/cutting", ["new-task"]), ("dialog-ship", "/warehouse/finished", ["ship"]), ("dialog-inbound", "/warehouse/finished", ["inbound"]),
            ("dialog-inspect", "/production/warehousing/inspect/" + season.Order, ["inspect"]), ("dialog-bom", FormattableString.Invariant($"/style-info/{season.Style}?tab=bom"), ["edit-part"]),
            ("dialog-style", "/style-info/new", []), ("dialog-files", "/production/cutting/task/" + season.Order, ["files"]),
        ];
        var wanted = Environment.GetEnvironmentVariable("WEFT_SCREENSHOT_PAGES")?.Split(',');
        (int Width, bool Dark, string Language)[] views = [(1440, false, "zh-CN"), (1440, true, "zh-CN"), (390, false, "zh-CN"), (1440, false, "en")];
        foreach (var (width, dark, language) in views)
        {
            var page = await Browser.OpenAsync(season.Tenant.Hub, width, dark, language);
            await Browser.SignInAsync(page, season.Tenant.AdminName, TestTenant.Password);
            foreach (var (name, path, clicks) in dialogs.Where(d => wanted is null || wanted.Contains(d.Name)))
            {
                await page.GotoAsync(path);
                await Browser.SettleAsync(page);
                // The stages stand right of what 1440 pixels hold; the actions' column lies over them.
                await page.EvaluateAsync("document.querySelectorAll('.w-scroll').forEach(s => s.scrollLeft = 900)");
                foreach (var click in clicks)
                {
                    await page.GetByTestId(click).First.ClickAsync();
                }
                await Assertions.Expect(page.Locator(".mud-dialog, .mud-popover-open").First).ToBeVisibleAsync();
                await Browser.SettleAsync(page);
                await page.WaitForTimeoutAsync(350);
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder!, $"{name}-{width}-{(dark ? "dark" : "light")}-{language}.png") });
            }
            await page.Context.CloseAsync();
        }
    }
}
