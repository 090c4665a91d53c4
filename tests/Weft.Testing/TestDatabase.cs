using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Weft.Hub.Platform.Persistence;

namespace Weft.Testing;

/// <summary>An empty database of its own, with a data folder, both gone when it is disposed.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    /// <summary>The embedded database; always there.</summary>
    public const string Sqlite = "sqlite";

    /// <summary>PostgreSQL, when <c>WEFT_TEST_POSTGRES</c> names a server.</summary>
    public const string Postgres = "postgres";

    private static readonly ConcurrentDictionary<string, Lazy<Task<TestDatabase>>> Templates = new();

    private static string? PostgresServer =>
        Environment.GetEnvironmentVariable("WEFT_TEST_POSTGRES") is { Length: > 0 } server ? server : null;

    /// <summary>The providers to run a test on. With xunit: <c>public static TheoryData&lt;string&gt; Databases => [.. TestDatabase.Providers()];</c></summary>
    public static IEnumerable<string> Providers() => PostgresServer is null ? [Sqlite] : [Sqlite, Postgres];

    private TestDatabase(string provider, string connectionString, string dataFolder)
    {
        Provider = provider;
        ConnectionString = connectionString;
        DataFolder = dataFolder;
    }

    /// <summary><see cref="Sqlite"/> or <see cref="Postgres"/>.</summary>
    public string Provider { get; }

    /// <summary>For the provider's own client; on PostgreSQL as a superuser.</summary>
    public string ConnectionString { get; }

    /// <summary>A folder that exists and holds nothing, SQLite's file included: that is made by whoever opens it first.</summary>
    public string DataFolder { get; }

    /// <summary>The settings that point a Hub at this database, by their names in <c>spec/running.md</c> §2.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Database:Provider"] = Provider,
        ["Database:ConnectionString"] = ConnectionString,
    };

    /// <summary>Makes an empty database.</summary>
    /// <exception cref="InvalidOperationException">PostgreSQL is asked for and <c>WEFT_TEST_POSTGRES</c> names no server.</exception>
    public static async Task<TestDatabase> CreateAsync(string provider)
    {
        var database = Unmade(provider);
        if (provider == Postgres)
        {
            await OnServerAsync("select format('create database %I', $1)", database.Name);
        }
        return database;
    }

    /// <summary>Makes a database that has all migrations and no rows: a copy of one that this process migrated before.</summary>
    /// <exception cref="InvalidOperationException">As <see cref="CreateAsync"/>.</exception>
    public static async Task<TestDatabase> CreateMigratedAsync(string provider)
    {
        var template = await Templates.GetOrAdd(provider, p => new Lazy<Task<TestDatabase>>(() => MigrateTemplateAsync(p))).Value;
        var database = Unmade(provider);
        if (provider == Postgres)
        {
            await OnServerAsync("select format('create database %I template %I', $1, $2)", database.Name, template.Name);
        }
        else
        {
            File.Copy(template.Name, database.Name);
        }
        return database;
    }

    // On PostgreSQL the database's name, on SQLite its file.
    private string Name => Provider == Postgres
        ? new NpgsqlConnectionStringBuilder(ConnectionString).Database!
        : new SqliteConnectionStringBuilder(ConnectionString).DataSource;

    private static TestDatabase Unmade(string provider)
    {
        switch (provider)
        {
            case Sqlite:
                var folder = NewFolder();
                var file = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "weft.db") };
                return new TestDatabase(provider, file.ConnectionString, folder);
            case Postgres:
                var own = new NpgsqlConnectionStringBuilder(Server) { Database = $"weft_test_{Guid.NewGuid():N}" };
                return new TestDatabase(provider, own.ConnectionString, NewFolder());
            default:
                throw new ArgumentOutOfRangeException(nameof(provider), provider, $"Known are {Sqlite} and {Postgres}.");
        }
    }

    private static async Task<TestDatabase> MigrateTemplateAsync(string provider)
    {
        var template = await CreateAsync(provider);
        await using (var app = TestHub.Build(template, new FakeTimeProvider(), [], null))
        {
            await app.Services.GetRequiredService<Migrator>().RunAsync(CancellationToken.None);
        }
        // PostgreSQL copies only what nobody is connected to, and SQLite empties its log into the file when the last connection closes.
        template.Disconnect();
        // The end of a process waits for no task, and nothing else runs there that could be blocked.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => template.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return template;
    }

    private void Disconnect()
    {
        if (Provider == Postgres)
        {
            NpgsqlConnection.ClearAllPools();
        }
        else
        {
            SqliteConnection.ClearAllPools();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Provider == Postgres)
        {
            await using (var connection = new NpgsqlConnection(ConnectionString))
            {
                NpgsqlConnection.ClearPool(connection);
            }

            // With force: a Hub that was killed, or is still stopping, does not keep it.
            await OnServerAsync("select format('drop database if exists %I with (force)', $1)", Name);
        }
        else
        {
            await using var connection = new SqliteConnection(ConnectionString);
            SqliteConnection.ClearPool(connection);
        }

        if (Directory.Exists(DataFolder))
        {
            Directory.Delete(DataFolder, recursive: true);
        }
    }

    private static string Server =>
        PostgresServer ?? throw new InvalidOperationException("WEFT_TEST_POSTGRES names no server; ./test.sh starts one.");

    private static string NewFolder() => Directory.CreateTempSubdirectory("weft-data-").FullName;

    // A name can not be a parameter of such a statement: the server itself quotes it into the text.
    private static async Task OnServerAsync(string statementFor, params string[] names)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var quote = new NpgsqlCommand(statementFor, connection);
        foreach (var name in names)
        {
            quote.Parameters.Add(new NpgsqlParameter { Value = name });
        }
        var statement = (string)(await quote.ExecuteScalarAsync())!;
        await using var run = new NpgsqlCommand(statement, connection);
        await run.ExecuteNonQueryAsync();
    }
}
