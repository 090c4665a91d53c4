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

    /// <summary>Goes to a field and types over what is there.</summary>
    public static async Task TypeAsync(IPage page, string testId, string text)
    {
        await ToAsync(page, testId);
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync(text);
    }
}
