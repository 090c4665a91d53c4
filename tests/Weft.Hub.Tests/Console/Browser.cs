using Microsoft.Playwright;
using Weft.Testing;

namespace Weft.Hub.Tests.Console;

/// <summary>The machine's Chromium, started once; each test has a context, and so cookies, of its own.</summary>
internal static class Browser
{
    private static readonly Lazy<Task<IBrowser>> Shared = new(StartAsync);

    /// <summary>Without a browser on the machine the journeys can not be walked.</summary>
    public static bool IsMissing => !File.Exists(Chromium.Program);

    public static async Task<IPage> OpenAsync(TestHub hub, int width = 1440, bool dark = false, string language = "zh-CN")
    {
        var browser = await Shared.Value;
        var context = await browser.NewContextAsync(new() { BaseURL = hub.Address.ToString(), Locale = language, ViewportSize = new() { Width = width, Height = width < 500 ? 844 : 900 }, ReducedMotion = ReducedMotion.Reduce });
        await context.AddCookiesAsync(
        [
            new() { Name = "weft.lang", Value = language, Url = hub.Address.ToString() },
            new() { Name = "weft.theme", Value = dark ? "dark" : "light", Url = hub.Address.ToString() },
        ]);
        context.SetDefaultTimeout(60_000);
        return await context.NewPageAsync();
    }

    /// <summary>Types name and password on the sign-in page, and waits for the page behind it.</summary>
    public static async Task SignInAsync(IPage page, string username, string password, string target = "/production")
    {
        await page.GotoAsync(target);
        await page.FillAsync("#username", username);
        await page.FillAsync("#password", password);
        await page.ClickAsync("#login [type=submit]");
        await page.WaitForSelectorAsync("main#content");
    }

    /// <summary>Waits until the page has its heading and nothing loads any more.</summary>
    public static async Task SettleAsync(IPage page)
    {
        await page.WaitForSelectorAsync("main#content h1");
        await Assertions.Expect(page.Locator(".w-skeleton, .is-loading")).ToHaveCountAsync(0);
    }

    /// <summary>Chooses a file. A person is slower than the framework, which listens a moment after the field is there; a test waits for it.</summary>
    public static async Task PickAsync(IPage page, string testId, FilePayload file)
    {
        var field = page.GetByTestId(testId);
        for (var i = 0; i < 400 && !await field.EvaluateAsync<bool>("e => '_blazorInputFileNextFileId' in e"); i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(25), TimeProvider.System);
        }
        await field.SetInputFilesAsync(file);
    }

    private static async Task<IBrowser> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        // A busy machine answers late; what is wrong stays wrong.
        Assertions.SetDefaultExpectTimeout(20_000);
        return await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium.Program,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }
}
