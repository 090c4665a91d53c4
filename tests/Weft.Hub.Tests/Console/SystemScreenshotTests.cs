using Microsoft.Playwright;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Console;

/// <summary>Pictures of the store, the integration and the system pages, to be looked at; only where a folder is given (dev/screenshots.sh).</summary>
public sealed class SystemScreenshotTests
{
    [Fact(Explicit = true)]
    public async Task The_system_pages_are_pictured()
    {
        var folder = Environment.GetEnvironmentVariable("WEFT_SCREENSHOTS");
        Assert.False(folder is null || Browser.IsMissing, "WEFT_SCREENSHOTS names no folder, or there is no Chromium");
        var only = Environment.GetEnvironmentVariable("WEFT_SCREENSHOTS_OF")?.Split(',');
        var views = Environment.GetEnvironmentVariable("WEFT_SCREENSHOTS_AS")?.Split(',') ?? ["1440-light-zh-CN", "1440-dark-zh-CN", "390-light-zh-CN", "390-dark-zh-CN"];
        var hub = await TestHub.SharedAsync("sqlite");
        var tenant = await Tenants.CreateAsync(hub);
        var app = await SystemPages.FillAsync(hub, tenant);
        var op = await SystemPages.OperatorAsync(hub);
        foreach (var view in views)
        {
            var parts = view.Split('-', 3);
            foreach (var (pages, user) in new[] { (SystemPages.Of(app), tenant.AdminName), (SystemPages.OfTheOperator, op) })
            {
                var wanted = pages.Where(p => only is null || only.Contains(p.Name)).ToList();
                if (wanted.Count == 0)
                {
                    continue;
                }
                var page = await Browser.OpenAsync(hub, int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), parts[1] == "dark", parts[2]);
                await Browser.SignInAsync(page, user, TestTenant.Password, wanted[0].Path);
                foreach (var (name, path) in wanted)
                {
                    await page.GotoAsync(path);
                    await page.WaitForSelectorAsync("main#content h1");
                    await page.WaitForSelectorAsync(".w-skeleton", new() { State = WaitForSelectorState.Detached });
                    await page.WaitForTimeoutAsync(350);
                    await page.ScreenshotAsync(new() { Path = Path.Combine(folder!, $"{name}-{view}.png") });
                }
                await page.Context.CloseAsync();
            }
        }
    }
}
