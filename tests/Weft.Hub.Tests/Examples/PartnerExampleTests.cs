using System.Diagnostics;
using System.Text.Json;
using Weft.Hub.Tests.Modules.PartnerApi;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Examples;

/// <summary><c>examples/partner/partner.sh</c>, as a partner runs it, against a real Hub.</summary>
public sealed class PartnerExampleTests
{
    [Fact]
    public async Task A_partner_gets_a_token_adjusts_stock_both_ways_and_asks_for_shipments_and_results()
    {
        await using var hub = await TestHub.StartAsync(TestDatabase.Sqlite, []);
        var partner = await PartnerOf.StartAsync(TestDatabase.Sqlite, hub);
        var demo = Path.GetTempFileName();
        await File.WriteAllTextAsync(demo, JsonSerializer.Serialize(new
        {
            hub = hub.Address.ToString().TrimEnd('/'),
            tenants = new[] { new { tenantCode = "huafeng", partner = new { systemKey = partner.SystemKey, uniqueCode = partner.Code, userName = partner.UserName } } },
        }));
        try
        {
            Assert.Equal(3, (await RunAsync("token", "--demo", demo)).Trim().Split('.').Length);
            Assert.Equal("No Data!", Parsed(await RunAsync("shipments", "--demo", demo)));
            Assert.Equal("No Data!", Parsed(await RunAsync("shipments", "2026-03-10", "2026-03-14", "--demo", demo)));
            Assert.Equal("处理成功", Parsed(await RunAsync("adjust", "12.5", "--demo", demo)));
            var accepted = JsonElement.Parse(await RunAsync("adjust-later", "-2.5", "--demo", demo));
            Assert.Equal("异步处理提交成功", accepted.GetProperty("errorMsg").GetString());
            var id = accepted.GetProperty("requestId").GetString()!;
            await partner.EventualResultAsync(id);
            Assert.Equal("处理成功", Parsed(await RunAsync("result", id, "--demo", demo)));
            Assert.Equal(10m, await partner.StockAsync());
        }
        finally
        {
            File.Delete(demo);
        }
    }

    private static string Parsed(string answer) => JsonElement.Parse(answer).GetProperty("errorMsg").GetString()!;

    private static async Task<string> RunAsync(params IReadOnlyList<string> arguments)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(root.FullName, "examples", "partner")))
        {
            root = root.Parent!;
        }
        var start = new ProcessStartInfo("bash", [Path.Combine(root.FullName, "examples/partner/partner.sh"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output + await errors);
        return output;
    }
}
