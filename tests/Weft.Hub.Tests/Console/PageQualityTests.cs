using System.Text.Json;
using Microsoft.Playwright;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Console;

/// <summary>What holds for every page: a link reproduces it, nothing comes from another host, scripts do not fail, and axe finds nothing serious.</summary>
public sealed class PageQualityTests
{
    private static readonly string[] DarkPages = ["dashboard", "orders", "order", "inspections", "finance", "trace", "partner-request"];

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

    private static string? Axe => Environment.GetEnvironmentVariable("WEFT_NODE_MODULES") is { Length: > 0 } modules ? Path.Combine(modules, "axe-core", "axe.min.js") : null;

    [Fact]
    public async Task Every_page_opens_by_its_address_asks_no_other_host_and_is_accessible()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        Assert.SkipWhen(Axe is null || !File.Exists(Axe), "WEFT_NODE_MODULES names no folder with axe-core; ./test.sh installs it");
        var season = await ConsoleSeason.PlayAsync(await TestHub.SharedAsync("sqlite"));
        var pages = FactoryPages.Of(season).Concat(await PartnerSeason.PlayAsync(season.Tenant)).ToList();
        var hub = season.Tenant.Hub;
        var axe = await File.ReadAllTextAsync(Axe!, TestContext.Current.CancellationToken);
        List<string> findings = [];
        foreach (var dark in new[] { false, true })
        {
            var page = await Browser.OpenAsync(hub, dark: dark);
            page.Request += (_, request) => Note(findings, new Uri(request.Url), hub.Address);
            page.PageError += (_, error) => findings.Add("script: " + error);
            page.Console += (_, message) => NoteError(findings, message);
            await Browser.SignInAsync(page, season.Tenant.AdminName, TestTenant.Password, "/dashboard");
            // The dark theme changes colours only: the pages that hold every kind of part are enough.
            foreach (var (name, path) in pages.Where(p => !dark || DarkPages.Contains(p.Name)))
            {
                await page.GotoAsync(path);
                await Browser.SettleAsync(page);
                findings.AddRange(await JudgeAsync(page, axe, $"{name} {(dark ? "dark" : "light")}"));
                if (!dark)
                {
                    await page.SetViewportSizeAsync(390, 844);
                    findings.AddRange((await page.EvaluateAsync<string[]>(Beyond)).Select(part => $"{name} at 390 pixels: stands beyond the edge: {part}"));
                    await page.SetViewportSizeAsync(1440, 900);
                }
            }
            await page.Context.CloseAsync();
        }
        Assert.True(findings.Count == 0, string.Join('\n', findings.Distinct()));
    }

    [Fact]
    public async Task Every_dialog_of_the_workshop_is_accessible()
    {
        Assert.SkipWhen(Browser.IsMissing, "no Chromium here");
        Assert.SkipWhen(Axe is null || !File.Exists(Axe), "WEFT_NODE_MODULES names no folder with axe-core; ./test.sh installs it");
        var season = await ConsoleSeason.PlayAsync(await TestHub.SharedAsync("sqlite"));
        var axe = await File.ReadAllTextAsync(Axe!, TestContext.Current.CancellationToken);
        List<string> findings = [];
        var page = await Browser.OpenAsync(season.Tenant.Hub);
        page.PageError += (_, error) => findings.Add("script: " + error);
        await Browser.SignInAsync(page, season.Tenant.AdminName, TestTenant.Password, "/dashboard");
        foreach (var (name, path, clicks) in FactoryPages.Dialogs(season))
        {
            await FactoryPages.OpenAsync(page, path, clicks);
            findings.AddRange(await JudgeAsync(page, axe, name));
        }
        await page.Context.CloseAsync();
        Assert.True(findings.Count == 0, string.Join('\n', findings.Distinct()));
    }

    /// <summary>What axe finds serious or critical.</summary>
    private static async Task<IEnumerable<string>> JudgeAsync(IPage page, string axe, string where)
    {
        var found = await page.EvaluateAsync<string>(
            axe + "; axe.run(document, { resultTypes: ['violations'] }).then(r => JSON.stringify(r.violations.filter(v => v.impact === 'serious' || v.impact === 'critical').map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | '))))");
        return JsonSerializer.Deserialize<string[]>(found)!.Select(f => where + ": " + f);
    }

    private static void Note(List<string> findings, Uri asked, Uri own)
    {
        if (asked.Scheme is "http" or "https" && asked.Authority != own.Authority)
        {
            findings.Add("another host: " + asked);
        }
    }

    private static void NoteError(List<string> findings, IConsoleMessage message)
    {
        // The page that is missing is one of them, and says so with its status; and a page that is left closes its connection.
        if (message.Type == "error" && !message.Text.Contains("404", StringComparison.Ordinal) && !message.Text.Contains("Connection disconnected", StringComparison.Ordinal))
        {
            findings.Add("console: " + message.Text);
        }
    }
}
