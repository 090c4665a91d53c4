using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Playwright;
using Weft.Hub.Modules.Accounts.SignIn;
using Weft.Hub.Platform.Api;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Console;

/// <summary>A page comes up however slow the Hub is, and says so when its connection is gone.</summary>
public sealed class ConnectionTests
{
    [Fact]
    public async Task A_page_comes_up_when_its_person_is_found_after_it_was_drawn_first()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        SlowSignIn? slow = null;
        await using var hub = await TestHub.StartAsync("sqlite", services: services =>
            services.RemoveAll<ISignIn>().AddSingleton<ISignIn>(provider => slow = new SlowSignIn(provider.GetRequiredService<ConsoleSignIn>())));
        var tenant = await Tenants.CreateAsync(hub);
        var page = await Browser.OpenAsync(hub);
        await Browser.SignInAsync(page, tenant.AdminName, TestTenant.Password);
        // Its parts ask who is there as well: they have all done so.
        await Browser.SettleAsync(page);

        var release = slow!.HoldNext();
        await page.GotoAsync("/production");
        await page.WaitForSelectorAsync("style.mud-theme-provider", new() { State = WaitForSelectorState.Attached });
        // Another page comes up meanwhile, so that whatever the first one still had to say has been said.
        await Browser.SettleAsync(await GoAsync(await page.Context.NewPageAsync(), "/production"));
        await Assertions.Expect(page.Locator("#boot")).ToBeVisibleAsync();
        release();
        await Browser.SettleAsync(page);
        await Assertions.Expect(page.Locator("#boot")).ToBeHiddenAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_lost_connection_is_told_in_the_readers_language_and_taken_up_again()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        var tenant = await Tenants.CreateAsync(await TestHub.SharedAsync("sqlite"));
        var page = await Browser.OpenAsync(tenant.Hub, language: "zh-TW");
        IWebSocketRoute? connection = null;
        var isCut = false;
        await page.RouteWebSocketAsync("**/_blazor**", async route =>
        {
            if (isCut)
            {
                await route.CloseAsync();
                return;
            }
            connection = route;
            route.ConnectToServer();
        });
        await Browser.SignInAsync(page, tenant.AdminName, TestTenant.Password);
        await Browser.SettleAsync(page);
        var lost = page.GetByRole(AriaRole.Alertdialog);
        await Assertions.Expect(lost).ToHaveCountAsync(0);

        isCut = true;
        await connection!.CloseAsync();
        await Assertions.Expect(lost).ToContainTextAsync("連線中斷，正在重新連線…");
        isCut = false;
        await Assertions.Expect(lost).ToHaveCountAsync(0);
        await page.GetByTestId("theme").ClickAsync();
        await Assertions.Expect(page.GetByTestId("theme")).ToHaveAttributeAsync("aria-pressed", "true");
        await page.Context.CloseAsync();
    }

    private static async Task<IPage> GoAsync(IPage page, string path)
    {
        await page.GotoAsync(path);
        return page;
    }

    /// <summary>Finds people as the console does, but one page's when the test says so, as behind a database that is far away.</summary>
    private sealed class SlowSignIn(ISignIn inner) : ISignIn
    {
        private TaskCompletionSource? held;

        public Action HoldNext()
        {
            var hold = held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return hold.SetResult;
        }

        public ValueTask<SignedInUser?> FindAsync(HttpContext context, CancellationToken ct) => inner.FindAsync(context, ct);

        public async ValueTask<SignedInPerson?> ResumeAsync(HttpContext context, CancellationToken ct)
        {
            if (Interlocked.Exchange(ref held, null) is { } hold)
            {
                await hold.Task.WaitAsync(ct);
            }
            return await inner.ResumeAsync(context, ct);
        }
    }
}
