using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Weft.Hub.Modules.AppStore;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Examples;

/// <summary>The five clients under <c>examples/</c>, as a customer runs them, against a real Hub: an order goes in, its completion comes out.</summary>
public sealed class ExamplesTests
{
    private static readonly Lazy<Task<string>> BuiltCSharp = new(BuildCSharpAsync);

    [Theory]
    [InlineData("csharp")]
    [InlineData("java")]
    [InlineData("python")]
    [InlineData("node")]
    public async Task An_order_is_placed_and_its_completion_received_and_verified(string language)
    {
        await using var customer = await ExampleCustomer.StartAsync();
        var port = FreePort();
        await customer.PushToAsync(port);
        using var receiver = await StartAsync(language, customer, "receive", "--port", Text(port), "--count", "1");
        await ListeningAsync(port, receiver);

        var placed = await RunAsync(language, customer, "place-order", "--external-order-no", "EX-1", "--style-no", "FZ2024001", "--items", "红:M:300,蓝:L:200");
        var orderNo = JsonElement.Parse(placed).GetProperty("orderNo").GetString()!;
        var again = JsonElement.Parse(await RunAsync(language, customer, "place-order", "--external-order-no", "EX-1", "--style-no", "FZ2024001", "--items", "红:M:300,蓝:L:200"));
        Assert.True(again.GetProperty("duplicated").GetBoolean());
        Assert.Equal(500, JsonElement.Parse(await RunAsync(language, customer, "get-order", orderNo)).GetProperty("orderQuantity").GetInt32());
        await customer.CompleteAsync(orderNo);

        await receiver.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, receiver.ExitCode);
        Assert.Matches($"verified evt_[0-9a-z]+ ORDER_STATUS seq=1 {orderNo}", await receiver.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Matches($"missed evt_[0-9a-z]+ ORDER_STATUS seq=1 {orderNo}", await RunAsync(language, customer, "missed", "--after", "0"));
    }

    [Fact]
    public async Task The_scripts_for_curl_place_an_order_and_check_a_stored_webhook_and_the_stock_libraries_accept_the_same_one()
    {
        await using var customer = await ExampleCustomer.StartAsync();
        var port = FreePort();
        await customer.PushToAsync(port);
        var folder = Directory.CreateTempSubdirectory("weft-webhooks-").FullName;
        using var receiver = await StartAsync("node", customer, "receive", "--port", Text(port), "--count", "1", "--save", folder);
        await ListeningAsync(port, receiver);

        var orderNo = JsonElement.Parse(await RunAsync("curl", customer, "place-order", "--external-order-no", "CURL-1", "--style-no", "FZ2024001", "--quantity", "40")).GetProperty("orderNo").GetString()!;
        Assert.Equal(40, JsonElement.Parse(await RunAsync("curl", customer, "get-order", orderNo)).GetProperty("orderQuantity").GetInt32());
        await customer.CompleteAsync(orderNo);
        await receiver.WaitForExitAsync(TestContext.Current.CancellationToken);

        string[] stored = [Path.Combine(folder, "1.headers"), Path.Combine(folder, "1.body")];
        Assert.Contains(orderNo, await RunAsync(["bash", Path.Combine(Repository.Root, "examples/curl/verify-webhook.sh"), .. stored], customer), StringComparison.Ordinal);
        var altered = Path.Combine(folder, "altered.body");
        await File.WriteAllTextAsync(altered, (await File.ReadAllTextAsync(stored[1])).Replace("completed", "cancelled", StringComparison.Ordinal));
        await using (var process = new Started(["bash", Path.Combine(Repository.Root, "examples/curl/verify-webhook.sh"), stored[0], altered], customer))
        {
            await process.Process.WaitForExitAsync();
            Assert.Equal(1, process.Process.ExitCode);
        }

        if (Environment.GetEnvironmentVariable("WEFT_NODE_MODULES") is null)
        {
            Assert.Skip("WEFT_NODE_MODULES names no folder with standardwebhooks and svix; ./test.sh installs them");
        }
        var accepted = await RunAsync(["node", Path.Combine(Repository.Root, "examples/node/verify-standard-webhooks.mjs"), .. stored], customer);
        Assert.Contains("standardwebhooks", accepted, StringComparison.Ordinal);
        Assert.Contains("svix", accepted, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<IReadOnlyList<string>> CommandAsync(string language) => language switch
    {
        "csharp" => ["dotnet", await BuiltCSharp.Value],
        "java" => ["java", Path.Combine(Repository.Root, "examples/java/WeftClient.java")],
        "python" => ["python3", Path.Combine(Repository.Root, "examples/python/weft_client.py")],
        "node" => ["node", Path.Combine(Repository.Root, "examples/node/weft-client.mjs")],
        _ => ["bash", Path.Combine(Repository.Root, "examples/curl/weft.sh")],
    };

    private static async Task<Process> StartAsync(string language, ExampleCustomer customer, params IReadOnlyList<string> arguments) =>
        new Started([.. await CommandAsync(language), .. arguments], customer).Process;

    private static async Task<string> RunAsync(string language, ExampleCustomer customer, params IReadOnlyList<string> arguments) =>
        await RunAsync([.. await CommandAsync(language), .. arguments], customer);

    private static async Task<string> RunAsync(IReadOnlyList<string> command, ExampleCustomer customer)
    {
        await using var started = new Started(command, customer);
        var errors = started.Process.StandardError.ReadToEndAsync();
        var output = await started.Process.StandardOutput.ReadToEndAsync();
        await started.Process.WaitForExitAsync();
        Assert.True(started.Process.ExitCode == 0, string.Join(' ', command) + "\n" + output + await errors);
        return output;
    }

    private static async Task<string> BuildCSharpAsync()
    {
        var folder = Directory.CreateTempSubdirectory("weft-example-").FullName;
        // In a copy: the tree of the tests stays as it was cloned.
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "examples/csharp")))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }
        using var build = Process.Start(new ProcessStartInfo("dotnet", ["build", folder, "-o", Path.Combine(folder, "out"), "-v", "q", "--nologo"]) { RedirectStandardOutput = true })!;
        var told = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        Assert.True(build.ExitCode == 0, told);
        return Path.Combine(folder, "out", "Weft.Example.dll");
    }

    private static async Task ListeningAsync(int port, Process receiver)
    {
        while (true)
        {
            Assert.False(receiver.HasExited, "The receiver ended.");
            using var probe = new TcpClient();
            try
            {
                await probe.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A process with the customer's settings in its environment; ended when disposed of.</summary>
    private sealed class Started : IAsyncDisposable
    {
        public Started(IReadOnlyList<string> command, ExampleCustomer customer)
        {
            var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var (name, value) in customer.Settings)
            {
                start.Environment[name] = value;
            }
            start.Environment["LC_ALL"] = "C.UTF-8";
            Process = Process.Start(start)!;
        }

        public Process Process { get; }

        public ValueTask DisposeAsync()
        {
            if (!Process.HasExited)
            {
                Process.Kill(entireProcessTree: true);
            }
            Process.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>A Hub whose clock stands at the real time, because the clients have no other, and one credential on it.</summary>
    private sealed record ExampleCustomer(TestHub Hub, TestTenant Tenant, ProvisionedCredential Credential) : IAsyncDisposable
    {
        public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
        {
            ["WEFT_HUB"] = Hub.Address.ToString().TrimEnd('/'),
            ["WEFT_APP_KEY"] = Credential.AppKey,
            ["WEFT_APP_SECRET"] = Credential.AppSecret.Reveal(),
            ["WEFT_CALLBACK_SECRET"] = Credential.CallbackSecret.Reveal(),
        };

        public static async Task<ExampleCustomer> StartAsync()
        {
            var hub = await TestHub.StartAsync("sqlite", clock: new FakeTimeProvider(TimeProvider.System.GetUtcNow()));
            var tenant = await Tenants.CreateAsync(hub);
            var credential = await tenant.InAsync(s => s.GetRequiredService<ProvisionCredential>().RunAsync(new WantedCredential("ORDER_SYNC"), CancellationToken.None));
            return new ExampleCustomer(hub, tenant, credential.Value);
        }

        public async Task PushToAsync(int port)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"/api/system/tenant-app/{Credential.Id}");
            var now = await Tenant.Admin.GetAsync(path);
            var set = await Tenant.Admin.PutAsync(path, new
            {
                callbackUrl = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"), version = now.Data.GetProperty("version").GetInt32(),
            });
            Assert.True(set.Status == 200, set.Text);
        }

        public async Task CompleteAsync(string orderNo)
        {
            var done = await Tenant.Admin.PostAsync($"/api/production/orders/{orderNo}/complete", new { reason = "示例", force = true });
            Assert.True(done.Status == 200, done.Text);
        }

        public ValueTask DisposeAsync() => Hub.DisposeAsync();
    }
}
