using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Weft.Hub.Platform.Persistence;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Platform.Hosting;

/// <summary>The scripts of <c>deploy/</c>, as an operator runs them: one command each, for both databases (running 5).</summary>
public sealed class BackupScriptTests
{
    public static IEnumerable<TheoryDataRow<string>> Providers() => TestDatabase.Providers().Select(p => new TheoryDataRow<string>(p));

    [Theory, MemberData(nameof(Providers))]
    public async Task A_running_Hub_is_backed_up_and_restored_by_one_command_each(string provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var other = await TestDatabase.CreateAsync(provider);
        var to = Path.Combine(database.DataFolder, "backup");
        var day = new DateOnly(2026, 2, 11);
        await using (var hub = await TestHub.StartAsync(provider, on: database))
        {
            Assert.Equal(1, await TakeNumberAsync(hub, day));
            var backup = await RunAsync("backup.sh", to, database);
            Assert.True(backup.ExitCode == 0, backup.Text);
            Assert.Equal(2, await TakeNumberAsync(hub, day));
        }
        var restore = await RunAsync("restore.sh", to, other);
        Assert.True(restore.ExitCode == 0, restore.Text);
        await using var again = await TestHub.StartAsync(provider, on: other);
        Assert.Equal(2, await TakeNumberAsync(again, day));
    }

    private static Task<long> TakeNumberAsync(TestHub hub, DateOnly day) => hub.InTenantAsync(1, async services =>
    {
        var db = services.GetRequiredService<HubDbContext>();
        long number = 0;
        db.TakeNumber("BAK", day, n => number = n);
        await db.SaveChangesAsync();
        return number;
    });

    private static async Task<(int ExitCode, string Text)> RunAsync(string script, string folder, TestDatabase database)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(Repository.Root, "deploy", script));
        start.ArgumentList.Add(folder);
        start.Environment["WEFT_HUB"] = $"{Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet"} exec {Path.Combine(AppContext.BaseDirectory, "Weft.Hub.dll")}";
        start.Environment["Weft__Data"] = database.DataFolder;
        start.Environment["Weft__Database__Provider"] = database.Provider;
        if (database.Provider == TestDatabase.Postgres)
        {
            var at = new NpgsqlConnectionStringBuilder(database.ConnectionString);
            start.Environment["WEFT_PG"] = $"host={at.Host} port={at.Port} dbname={at.Database} user={at.Username}";
            start.Environment["PGPASSWORD"] = at.Password ?? "";
        }
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(90));
        return (process.ExitCode, await output + await error);
    }
}
