using Microsoft.Data.Sqlite;
using Npgsql;

namespace Weft.Testing;

/// <summary>An empty database of its own, with a data folder, both gone when it is disposed.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    /// <summary>The embedded database; always there.</summary>
    public const string Sqlite = "sqlite";

    /// <summary>PostgreSQL, when <c>WEFT_TEST_POSTGRES</c> names a server.</summary>
    public const string Postgres = "postgres";

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
        switch (provider)
        {
            case Sqlite:
                var folder = NewFolder();
                var file = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "weft.db") };
                return new TestDatabase(provider, file.ConnectionString, folder);
            case Postgres:
                var own = new NpgsqlConnectionStringBuilder(Server) { Database = $"weft_test_{Guid.NewGuid():N}" };
                await OnServerAsync("select format('create database %I', $1)", own.Database!);
                return new TestDatabase(provider, own.ConnectionString, NewFolder());
            default:
                throw new ArgumentOutOfRangeException(nameof(provider), provider, $"Known are {Sqlite} and {Postgres}.");
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
            await OnServerAsync("select format('drop database if exists %I with (force)', $1)", new NpgsqlConnectionStringBuilder(ConnectionString).Database!);
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
    private static async Task OnServerAsync(string statementFor, string database)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var quote = new NpgsqlCommand(statementFor, connection) { Parameters = { new NpgsqlParameter { Value = database } } };
        var statement = (string)(await quote.ExecuteScalarAsync())!;
        await using var run = new NpgsqlCommand(statement, connection);
        await run.ExecuteNonQueryAsync();
    }
}
