using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Platform.Hosting;

/// <summary>
/// <c>Weft.Hub backup</c> and <c>restore</c> of an embedded database (running 5). The copy is the state of one moment, made while the Hub runs and
/// writes; a restored Hub goes on from that moment. The master key is no part of it and is kept elsewhere.
/// </summary>
internal static class BackupCommand
{
    private const string DatabaseFile = "weft.db";
    private const string ManifestFile = "backup.json";

    private sealed record Manifest(DateTime MadeAt, long Bytes, string Sha256);

    /// <summary>Copies into a folder, which must not hold a backup yet: an old one is never spoilt by a new one that fails.</summary>
    public static async Task<int> BackupAsync(IServiceProvider services, string? to)
    {
        var source = SourceOf(services);
        if (to is null)
        {
            throw new CannotStartException("Say where to: Weft.Hub backup --to DIR");
        }
        if (!File.Exists(source))
        {
            throw new CannotStartException($"There is no database at {source}. Give the Hub's own --data or Database:ConnectionString.");
        }
        Directory.CreateDirectory(to);
        var copy = Path.Combine(to, DatabaseFile);
        if (File.Exists(copy) || File.Exists(Path.Combine(to, ManifestFile)))
        {
            throw new CannotStartException($"{Path.GetFullPath(to)} holds a backup already. Give a new folder.");
        }
        var aside = copy + ".part";
        File.Delete(aside);
        await using (var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = source, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ConnectionString))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            // A read transaction of its own: the Hub goes on writing, and none of it gets in.
            command.CommandText = "VACUUM INTO $file";
            command.Parameters.AddWithValue("$file", aside);
            await command.ExecuteNonQueryAsync();
        }
        await VerifyAsync(aside);
        FlushToDisk(aside);
        File.Move(aside, copy);
        var manifest = new Manifest(services.GetRequiredService<TimeProvider>().UtcNow(), new FileInfo(copy).Length, await HashAsync(copy));
        await File.WriteAllTextAsync(Path.Combine(to, ManifestFile), JsonSerializer.Serialize(manifest, JsonSerializerOptions.Web));
        System.Console.WriteLine($"Backed up {source} to {Path.GetFullPath(copy)}: {manifest.Bytes} bytes, SHA-256 {manifest.Sha256}.");
        System.Console.WriteLine("Without the master key its secrets stay closed: keep Secrets:MasterKey in another place.");
        return 0;
    }

    /// <summary>Puts a copy in the place of the database, which is moved aside and not deleted.</summary>
    public static async Task<int> RestoreAsync(IServiceProvider services, string? from)
    {
        var target = SourceOf(services);
        if (from is null)
        {
            throw new CannotStartException("Say where from: Weft.Hub restore --from DIR");
        }
        var copy = Path.Combine(from, DatabaseFile);
        if (!File.Exists(copy) || !File.Exists(Path.Combine(from, ManifestFile)))
        {
            throw new CannotStartException($"{Path.GetFullPath(from)} holds no whole backup: {DatabaseFile} and {ManifestFile} belong together.");
        }
        var manifest = JsonSerializer.Deserialize<Manifest>(await File.ReadAllTextAsync(Path.Combine(from, ManifestFile)), JsonSerializerOptions.Web);
        if (manifest is null || manifest.Sha256 != await HashAsync(copy))
        {
            throw new CannotStartException($"{copy} is not what was backed up: its SHA-256 differs from the one in {ManifestFile}. Take another backup.");
        }
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        if (File.Exists(target))
        {
            await CloseAsync(target);
        }
        var aside = target + ".restoring";
        File.Copy(copy, aside, overwrite: true);
        await VerifyAsync(aside);
        FlushToDisk(aside);
        if (File.Exists(target))
        {
            var stamp = services.GetRequiredService<TimeProvider>().UtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
            File.Move(target, $"{target}.before-{stamp}");
            System.Console.WriteLine($"The database that was there is now {target}.before-{stamp}.");
        }
        File.Move(aside, target);
        System.Console.WriteLine($"Restored {target} as it was at {manifest.MadeAt:u}. Start the Hub with the master key of that time.");
        return 0;
    }

    private static string SourceOf(IServiceProvider services)
    {
        var database = services.GetRequiredService<HubDatabase>();
        return database.IsPostgres
            ? throw new CannotStartException("For PostgreSQL use its own tools: deploy/backup.sh and deploy/restore.sh call them.")
            : Path.GetFullPath(new SqliteConnectionStringBuilder(database.ConnectionString).DataSource);
    }

    /// <summary>Writes the log back into the file and does without one; SQLite allows that only to whoever is alone with the file.</summary>
    private static async Task CloseAsync(string file)
    {
        string? mode = null;
        try
        {
            await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 2 }.ConnectionString);
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode=DELETE";
            mode = (string?)await command.ExecuteScalarAsync();
        }
        catch (SqliteException error) when (error.SqliteErrorCode is 5 or 6)
        {
            // Busy or locked: told below, with the answer that is no error and leaves the mode as it was.
        }
        if (mode != "delete")
        {
            throw new CannotStartException($"{file} is in use: stop the Hub first.");
        }
    }

    private static async Task VerifyAsync(string file)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA quick_check(1)";
        if ((string?)await command.ExecuteScalarAsync() != "ok")
        {
            throw new CannotStartException($"{file} is damaged.");
        }
    }

    private static void FlushToDisk(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Flush(flushToDisk: true);
    }

    private static async Task<string> HashAsync(string file)
    {
        await using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream));
    }
}
