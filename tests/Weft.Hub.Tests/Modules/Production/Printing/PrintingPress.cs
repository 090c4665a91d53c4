using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Production.Printing;

/// <summary>A page of the Hub as it came.</summary>
internal sealed record Page(int Status, string Html, string? Policy, string? ContentType);

/// <summary>A sheet of paper in millimetres.</summary>
internal readonly record struct Paper(decimal Width, decimal Height);

/// <summary>
/// Prints pages of the Hub as a person does: a real browser gets them with the headers that the Hub sends, so a policy that forbids the page's own style sheet shows; zbarimg
/// reads the codes off the picture.
/// </summary>
internal sealed partial class PrintingPress : IAsyncDisposable
{
    private readonly WebApplication front;
    private readonly string folder = Directory.CreateTempSubdirectory("weft-print-").FullName;
    private readonly Uri address;

    private PrintingPress(WebApplication front)
    {
        this.front = front;
        address = new Uri(front.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>Stands before the Hub and signs the browser's calls.</summary>
    public static async Task<PrintingPress> StartAsync(TestTenant tenant)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Run(async context =>
        {
            var page = await GetAsync(tenant, context.Request.Path + context.Request.QueryString.ToString());
            (context.Response.StatusCode, context.Response.ContentType) = (page.Status, page.ContentType);
            context.Response.Headers.ContentSecurityPolicy = page.Policy;
            await context.Response.WriteAsync(page.Html);
        });
        await app.StartAsync();
        return new PrintingPress(app);
    }

    public static async Task<Page> GetAsync(TestTenant tenant, string path, ConsoleClient? by = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", (by ?? tenant.Admin).Token);
        using var response = await tenant.Hub.Http.SendAsync(request);
        var policy = response.Headers.TryGetValues("Content-Security-Policy", out var values) ? values.Single() : null;
        return new Page((int)response.StatusCode, await response.Content.ReadAsStringAsync(), policy, response.Content.Headers.ContentType?.ToString());
    }

    /// <summary>What zbarimg reads off the page as it stands on the screen.</summary>
    public async Task<List<string>> CodesAsync(string path, int width = 900, int height = 1600)
    {
        var picture = Path.Combine(folder, Guid.NewGuid().ToString("N") + ".png");
        await BrowseAsync(path, "--screenshot=" + picture, string.Create(CultureInfo.InvariantCulture, $"--window-size={width},{height}"), "--force-device-scale-factor=2");
        if (Environment.GetEnvironmentVariable("WEFT_TEST_PICTURES") is { Length: > 0 } keep)
        {
            File.Copy(picture, Path.Combine(keep, Regex.Replace(path, "[^A-Za-z0-9]+", "-") + ".png"), overwrite: true);
        }
        var read = await RunAsync("zbarimg", "--raw", "--quiet", "-Sdisable", "-Sqrcode.enable", picture);
        return [.. read.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
    }

    /// <summary>The sheets that the page takes on paper.</summary>
    public async Task<List<Paper>> SheetsAsync(string path)
    {
        var pdf = Path.Combine(folder, Guid.NewGuid().ToString("N") + ".pdf");
        await BrowseAsync(path, "--print-to-pdf=" + pdf, "--no-pdf-header-footer");
        if (Environment.GetEnvironmentVariable("WEFT_TEST_PICTURES") is { Length: > 0 } keep)
        {
            File.Copy(pdf, Path.Combine(keep, Regex.Replace(path, "[^A-Za-z0-9]+", "-") + ".pdf"), overwrite: true);
        }
        var text = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(pdf));
        decimal Millimetres(string points) => decimal.Round(decimal.Parse(points, CultureInfo.InvariantCulture) * 25.4m / 72, 0);
        return [.. MediaBox().Matches(text).Select(m => new Paper(Millimetres(m.Groups[1].Value), Millimetres(m.Groups[2].Value)))];
    }

    public async ValueTask DisposeAsync()
    {
        await front.StopAsync();
        await front.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private Task<string> BrowseAsync(string path, params string[] options) => RunAsync(Chromium.Program,
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--hide-scrollbars", "--virtual-time-budget=5000", "--user-data-dir=" + Path.Combine(folder, "profile"), .. options, new Uri(address, path).AbsoluteUri,
    ]);

    private static async Task<string> RunAsync(string program, params IReadOnlyList<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {await errors}");
        return await output;
    }

    [GeneratedRegex(@"/MediaBox\s*\[\s*0 0 ([0-9.]+) ([0-9.]+)\s*\]")]
    private static partial Regex MediaBox();
}
