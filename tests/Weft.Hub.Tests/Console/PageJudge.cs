using System.Text.Json;
using Microsoft.Playwright;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Console;

/// <summary>Looks at page after page: nothing comes from another host, no script fails, axe finds nothing serious, and on a narrow screen nothing stands beyond the edge.</summary>
internal sealed class PageJudge(string axe) : IAsyncDisposable
{
    /// <summary>What stands beyond the right edge without a box around it that scrolls; the outermost is enough.</summary>
    private const string Beyond = """
        async () => {
          // Charts follow a new width with the next frame.
          for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
          const found = [];
          const scrolls = e => { for (let a = e.parentElement; a && a.id !== 'content'; a = a.parentElement) if (/auto|scroll/.test(getComputedStyle(a).overflowX)) return true; return false; };
          for (const e of document.querySelectorAll('main#content *')) {
            const box = e.getBoundingClientRect();
            if (box.width > 0 && box.right > innerWidth + 1 && !found.some(f => f.contains(e)) && !scrolls(e) && getComputedStyle(e).position !== 'absolute') found.push(e);
          }
          return found.slice(0, 3).map(e => e.outerHTML.slice(0, 120));
        }
        """;

    private readonly List<string> findings = [];
    private IPage? page;
    private bool isDark;

    public IPage Page => page!;

    /// <summary>Where there is no browser, or no axe, the test is skipped.</summary>
    public static async Task<PageJudge> StartAsync()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        var axe = Environment.GetEnvironmentVariable("WEFT_NODE_MODULES") is { Length: > 0 } modules ? Path.Combine(modules, "axe-core", "axe.min.js") : null;
        Assert.SkipWhen(axe is null || !File.Exists(axe), "WEFT_NODE_MODULES names no folder with axe-core; ./test.sh installs it");
        return new PageJudge(await File.ReadAllTextAsync(axe!, TestContext.Current.CancellationToken));
    }

    /// <summary>Another person, or another theme, in a browser of its own.</summary>
    public async Task SignInAsync(TestHub hub, string username, string target = "/dashboard", bool dark = false)
    {
        await DisposeAsync();
        (page, isDark) = (await Browser.OpenAsync(hub, dark: dark), dark);
        page.Request += (_, request) => Note(new Uri(request.Url), hub.Address);
        page.PageError += (_, error) => findings.Add("script: " + error);
        page.Console += (_, message) => Note(message);
        await Browser.SignInAsync(page, username, TestTenant.Password, target);
    }

    public async Task JudgeAsync(IEnumerable<(string Name, string Path)> pages, bool isNarrowToo = true)
    {
        foreach (var (name, path) in pages)
        {
            await Page.GotoAsync(path);
            await Browser.SettleAsync(Page);
            await JudgeAsync(name);
            if (isNarrowToo)
            {
                await Page.SetViewportSizeAsync(390, 844);
                findings.AddRange((await Page.EvaluateAsync<string[]>(Beyond)).Select(part => $"{name} at 390 pixels: stands beyond the edge: {part}"));
                await Page.SetViewportSizeAsync(1440, 900);
            }
        }
    }

    /// <summary>What is shown now: what axe finds serious or critical.</summary>
    public async Task JudgeAsync(string name)
    {
        var found = await Page.EvaluateAsync<string>(
            axe + "; axe.run(document, { resultTypes: ['violations'] }).then(r => JSON.stringify(r.violations.filter(v => v.impact === 'serious' || v.impact === 'critical').map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | '))))");
        findings.AddRange(JsonSerializer.Deserialize<string[]>(found)!.Select(f => $"{name} {(isDark ? "dark" : "light")}: {f}"));
    }

    public void Check() => Assert.True(findings.Count == 0, string.Join('\n', findings.Distinct()));

    public async ValueTask DisposeAsync()
    {
        if (page is not null)
        {
            await page.Context.CloseAsync();
        }
    }

    private void Note(Uri asked, Uri own)
    {
        if (asked.Scheme is "http" or "https" && asked.Authority != own.Authority)
        {
            findings.Add("another host: " + asked);
        }
    }

    private void Note(IConsoleMessage message)
    {
        // The page that is missing is one of them, and says so with its status; and a page that is left closes its connection.
        if (message.Type == "error" && !message.Text.Contains("404", StringComparison.Ordinal) && !message.Text.Contains("Connection disconnected", StringComparison.Ordinal))
        {
            findings.Add("console: " + message.Text);
        }
    }
}
