using Microsoft.Playwright;
using Xunit;

namespace Weft.Hub.Tests.Console;

/// <summary>A person without a mouse: Tab leads from one thing to the next.</summary>
internal static class Keys
{
    /// <summary>More stops than a page of the console has; beyond them the thing can not be reached.</summary>
    private const int MostStops = 120;

    /// <summary>Presses Tab until the first enabled thing of that test id has the focus.</summary>
    public static async Task ToAsync(IPage page, string testId)
    {
        var wanted = page.GetByTestId(testId).First;
        await Assertions.Expect(wanted).ToBeEnabledAsync();
        for (var i = 0; i < MostStops; i++)
        {
            if (await wanted.EvaluateAsync<bool>("e => e === document.activeElement || (e.matches('a, button, input, select, textarea') ? false : e.contains(document.activeElement))"))
            {
                return;
            }
            await page.Keyboard.PressAsync("Tab");
        }
        Assert.Fail($"Tab does not lead to “{testId}”");
    }

    /// <summary>Goes there, sees that it is marked, and presses the key.</summary>
    public static async Task PressAsync(IPage page, string testId, string key = "Enter")
    {
        await ToAsync(page, testId);
        Assert.True(await page.EvaluateAsync<bool>("document.activeElement.matches(':focus-visible') && [null, '::after'].some(part => getComputedStyle(document.activeElement, part).outlineStyle !== 'none')"),
            $"“{testId}” has the focus, and nobody sees it");
        await page.Keyboard.PressAsync(key);
    }

    /// <summary>Goes down an open menu to that entry, and takes it: a menu is one stop, and the arrows move in it.</summary>
    public static async Task ChooseAsync(IPage page, string testId)
    {
        var wanted = page.GetByTestId(testId).First;
        await Assertions.Expect(wanted).ToBeVisibleAsync();
        for (var i = 0; i < MostStops && !await wanted.EvaluateAsync<bool>("e => e === document.activeElement"); i++)
        {
            await page.Keyboard.PressAsync("ArrowDown");
        }
        await Assertions.Expect(wanted).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>The focus is somewhere in the page, never on the bare document: what is pressed next has a place.</summary>
    public static Task KeptAsync(IPage page) => Assertions.Expect(page.Locator("body :focus")).ToHaveCountAsync(1);

    /// <summary>The focus has gone there by itself.</summary>
    public static Task IsAtAsync(IPage page, string testId) => Assertions.Expect(page.GetByTestId(testId).First).ToBeFocusedAsync();

    /// <summary>Goes to a field and types over what is there.</summary>
    public static async Task TypeAsync(IPage page, string testId, string text)
    {
        await ToAsync(page, testId);
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync(text);
    }
}
