using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Weft.Hub.Platform.Hosting.Demo;

/// <summary>
/// <c>Weft.Hub demo</c> (running 1, 3): a Hub on this machine alone, filled by the modules' steps. Starting it again with the same folder keeps
/// everything; it is ready only when <c>demo.json</c> is written.
/// </summary>
internal static class DemoCommand
{
    private const string Address = "http://127.0.0.1:5080";

    public static Task<int> RunAsync(string[] settings)
    {
        DemoSecrets? secrets = null;
        return HubCommands.RunHostAsync(
            () =>
            {
                // What the person gave comes last, and counts.
                var folder = Path.GetFullPath(Given(settings, "data") ?? "data");
                secrets = DemoSecrets.Open(folder);
                return HubHost.Build(
                    [
                        $"--urls={Address}", $"--data={folder}", "--environment=Demo", "--Database:Provider=sqlite", "--Outbound:AllowHttp=true",
                        "--Outbound:AllowedNetworks:0=127.0.0.0/8", "--Outbound:AllowedNetworks:1=::1/128",
                        .. Given(settings, "Secrets:MasterKey") is null ? [$"--Secrets:MasterKey={secrets.MasterKey}"] : Array.Empty<string>(),
                        .. settings,
                    ],
                    builder => builder.Services.AddSingleton(new Readiness("The demo is being filled.")),
                    StartPhase.PrepareModel);
            },
            async app =>
            {
                await FillAsync(app, secrets!);
                app.Services.GetRequiredService<Readiness>().Release();
                await app.WaitForShutdownAsync();
            });
    }

    /// <summary>Runs the steps and writes <c>demo.json</c>.</summary>
    internal static async Task<DemoContext> FillAsync(WebApplication app, DemoSecrets secrets)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var folder = app.Services.GetRequiredService<Persistence.DataFolder>();
        var demo = new DemoContext(new Uri(address), folder.Path, secrets);
        List<Type> order;
        await using (var scope = app.Services.CreateAsyncScope())
        {
            order = [.. scope.ServiceProvider.GetServices<IDemoStep>().OrderBy(s => s.Order).Select(s => s.GetType())];
        }
        foreach (var type in order)
        {
            await using var scope = app.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Tenancy.Actor>().BecomeJob("demo");
            await scope.ServiceProvider.GetServices<IDemoStep>().First(s => s.GetType() == type).RunAsync(demo, stopping);
        }
        PrivateFile.Write(folder.File("demo.json"), demo.Json);
        Tell(demo, System.Console.Out);
        return demo;
    }

    private static void Tell(DemoContext demo, TextWriter to)
    {
        to.WriteLine();
        to.WriteLine($"  Weft runs.  Console   {demo.Hub}");
        to.WriteLine($"              API       {new Uri(demo.Hub, "docs")}");
        to.WriteLine($"              Programs  {Path.Combine(demo.DataFolder, "demo.json")}");
        to.WriteLine();
        if (demo.Json["operator"] is JsonObject platform)
        {
            to.WriteLine($"  {"platform",-12} {platform["username"],-18} {platform["password"]}");
        }
        foreach (var tenant in demo.Tenants)
        {
            foreach (var user in tenant.Json["users"] as JsonArray ?? [])
            {
                to.WriteLine($"  {tenant.Code,-12} {user!["username"],-18} {user["password"],-18} {user["role"]}");
            }
        }
        to.WriteLine();
        to.WriteLine("  Stop it with Ctrl+C; what it holds stays in the folder.");
        to.WriteLine();
    }

    private static string? Given(string[] settings, string name) =>
        settings.LastOrDefault(s => s.StartsWith($"--{name}=", StringComparison.OrdinalIgnoreCase)) is { } given ? given[(name.Length + 3)..] : null;
}
