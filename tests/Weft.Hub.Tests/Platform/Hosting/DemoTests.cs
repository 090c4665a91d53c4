using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Weft.Hub.Platform.Hosting;
using Weft.Hub.Platform.Hosting.Demo;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Platform.Hosting;

public sealed class DemoTests
{
    [Fact]
    public async Task The_steps_fill_demo_json_in_their_order_and_a_second_start_keeps_the_secrets()
    {
        await using var database = await TestDatabase.CreateAsync("sqlite");
        var first = await FillAsync(database);
        var tenant = first["tenants"]![0]!;
        Assert.Equal("test-tenant", (string?)tenant["tenantCode"]);
        Assert.Equal("FZ-1", (string?)tenant["styles"]![0]);
        Assert.StartsWith("http://127.0.0.1:", (string?)first["hub"]!, StringComparison.Ordinal);
        var password = (string)tenant["users"]![0]!["password"]!;
        Assert.Equal(16, password.Length);

        var file = Path.Combine(database.DataFolder, "demo.json");
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(database.DataFolder, "demo-secrets.json")));
        }
        Assert.Empty(Directory.GetFiles(database.DataFolder, "*.tmp"));

        var second = await FillAsync(database);
        Assert.Equal(password, (string?)second["tenants"]![0]!["users"]![0]!["password"]);
        Assert.Single(second["tenants"]!.AsArray());
    }

    [Fact]
    public async Task The_Hub_is_ready_only_when_the_demo_is_filled()
    {
        var held = new Readiness("The demo is being filled.");
        await using var hub = await TestHub.StartAsync("sqlite", services: services => services.RemoveAll<Readiness>().AddSingleton(held));
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, (await hub.Http.GetAsync("/health/ready")).StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await hub.Http.GetAsync("/health/live")).StatusCode);
        held.Release();
        Assert.Equal(System.Net.HttpStatusCode.OK, (await hub.Http.GetAsync("/health/ready")).StatusCode);
    }

    private static async Task<JsonNode> FillAsync(TestDatabase database)
    {
        var secrets = DemoSecrets.Open(database.DataFolder);
        await using var app = HubHost.Build(
            ["--urls=http://127.0.0.1:0", $"--data={database.DataFolder}", $"--Secrets:MasterKey={secrets.MasterKey}", "--Background:Jobs=false", "--Logging:LogLevel:Default=Warning"],
            builder =>
            {
                builder.Services.RemoveAll<IDemoStep>();
                // Registered in the wrong order on purpose.
                builder.Services.AddDemoStep<StylesStep>();
                builder.Services.AddDemoStep<TenantStep>();
            });
        await app.StartAsync();
        await DemoCommand.FillAsync(app, secrets);
        await app.StopAsync();
        return JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(database.DataFolder, "demo.json")))!;
    }

    private sealed class TenantStep : IDemoStep
    {
        public int Order => 100;

        public Task RunAsync(DemoContext demo, CancellationToken ct)
        {
            demo.AddTenant(7, "test-tenant", "试验服饰").Add("users", new JsonObject { ["username"] = "admin", ["password"] = demo.Secret("password of admin") });
            return Task.CompletedTask;
        }
    }

    private sealed class StylesStep : IDemoStep
    {
        public int Order => 300;

        public Task RunAsync(DemoContext demo, CancellationToken ct)
        {
            Assert.Single(demo.Tenants).Add("styles", "FZ-1");
            return Task.CompletedTask;
        }
    }
}
