using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Platform.Persistence;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Platform.Hosting;

public sealed class BackupTests
{
    [Fact]
    public async Task A_backup_of_a_running_Hub_is_one_moment_and_comes_back_as_it_was()
    {
        await using var database = await TestDatabase.CreateAsync("sqlite");
        var to = Path.Combine(database.DataFolder, "backup");
        var day = new DateOnly(2026, 2, 11);
        long saved;
        await using (var hub = await TestHub.StartAsync("sqlite", on: database))
        {
            using var stop = new CancellationTokenSource();
            var writing = WriteOnAsync(hub, day, stop.Token);
            await WrittenAsync(database, day, atLeast: 20);
            var backup = await HubProgram.RunAsync("backup", "--to", to, $"--data={database.DataFolder}");
            Assert.Equal((0, ""), (backup.ExitCode, backup.Error));
            saved = await CountAsync(Path.Combine(to, "weft.db"), day);
            Assert.True(saved >= 20);
            await WrittenAsync(database, day, atLeast: saved + 20);

            var tooEarly = await HubProgram.RunAsync("restore", "--from", to, $"--data={database.DataFolder}");
            Assert.Equal(1, tooEarly.ExitCode);
            Assert.Contains("is in use: stop the Hub first.", tooEarly.Error, StringComparison.Ordinal);
            await stop.CancelAsync();
            await writing;
            var whileIdle = await HubProgram.RunAsync("restore", "--from", to, $"--data={database.DataFolder}");
            Assert.Contains("is in use: stop the Hub first.", whileIdle.Error, StringComparison.Ordinal);
        }
        SqliteConnection.ClearAllPools();

        var restore = await HubProgram.RunAsync("restore", "--from", to, $"--data={database.DataFolder}");
        Assert.Equal((0, ""), (restore.ExitCode, restore.Error));
        Assert.Equal(saved, await CountAsync(Path.Combine(database.DataFolder, "weft.db"), day));
        Assert.Single(Directory.GetFiles(database.DataFolder, "weft.db.before-*"));

        await using var again = await TestHub.StartAsync("sqlite", on: database);
        Assert.Equal(saved + 1, await TakeNumberAsync(again, day));
    }

    [Fact]
    public async Task A_backup_that_was_altered_is_not_restored()
    {
        await using var database = await TestDatabase.CreateAsync("sqlite");
        var to = Path.Combine(database.DataFolder, "backup");
        await using (await TestHub.StartAsync("sqlite", on: database))
        {
            Assert.Equal(0, (await HubProgram.RunAsync("backup", $"--to={to}", $"--data={database.DataFolder}")).ExitCode);
            var second = await HubProgram.RunAsync("backup", $"--to={to}", $"--data={database.DataFolder}");
            Assert.Contains("holds a backup already", second.Error, StringComparison.Ordinal);
        }
        SqliteConnection.ClearAllPools();
        await using (var file = new FileStream(Path.Combine(to, "weft.db"), FileMode.Open))
        {
            file.Position = file.Length - 1;
            file.WriteByte(1);
        }
        var restore = await HubProgram.RunAsync("restore", $"--from={to}", $"--data={database.DataFolder}");
        Assert.Equal(1, restore.ExitCode);
        Assert.Contains("is not what was backed up", restore.Error, StringComparison.Ordinal);
    }

    private static async Task WriteOnAsync(TestHub hub, DateOnly day, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await TakeNumberAsync(hub, day);
        }
    }

    private static Task<long> TakeNumberAsync(TestHub hub, DateOnly day) => hub.InTenantAsync(1, async services =>
    {
        var db = services.GetRequiredService<HubDbContext>();
        long number = 0;
        db.TakeNumber("BAK", day, n => number = n);
        await db.SaveChangesAsync();
        return number;
    });

    private static async Task WrittenAsync(TestDatabase database, DateOnly day, long atLeast)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await CountAsync(Path.Combine(database.DataFolder, "weft.db"), day) < atLeast)
        {
            await tick.WaitForNextTickAsync(patience.Token);
        }
    }

    private static async Task<long> CountAsync(string file, DateOnly day)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "select coalesce(max(value), 0) from counters where prefix = 'BAK' and day = $day";
        command.Parameters.AddWithValue("$day", day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
