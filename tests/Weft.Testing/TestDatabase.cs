using Microsoft.Data.Sqlite;
using Npgsql;

namespace Weft.Testing;

/// <summary>An empty database with a data folder, dropped at the end.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string? server;
    private readonly string? name;

    private TestDatabase(string provider, string folder, string connectionString, string? server, string? name) =>
        (Provider, DataFolder, ConnectionString, this.server, this.name) = (provider, folder, connectionString, server, name);

    public string Provider { get; }

    public string DataFolder { get; }

    public string ConnectionString { get; }

    /// <summary><c>sqlite</c> always; <c>postgres</c> when <c>WEFT_TEST_POSTGRES</c> names a server.</summary>
    public static IEnumerable<string> Providers() =>
        Environment.GetEnvironmentVariable("WEFT_TEST_POSTGRES") is { Length: > 0 } ? ["sqlite", "postgres"] : ["sqlite"];

    public static async Task<TestDatabase> CreateAsync(string provider)
    {
        var folder = Directory.CreateTempSubdirectory("weft-test-").FullName;
        if (provider == "sqlite")
        {
            return new TestDatabase(provider, folder, $"Data Source={Path.Combine(folder, "weft.db")}", null, null);
        }
        var server = Environment.GetEnvironmentVariable("WEFT_TEST_POSTGRES")
            ?? throw new InvalidOperationException("WEFT_TEST_POSTGRES is not set; ./test.sh starts a server and sets it.");
        var name = "weft_" + Guid.NewGuid().ToString("N");
        await ExecuteAsync(server, $"create database {name}");
        return new TestDatabase(provider, folder, new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString, server, name);
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await ExecuteAsync(server, $"drop database if exists {name} with (force)");
        }
        else
        {
            SqliteConnection.ClearAllPools();
        }
        Directory.Delete(DataFolder, recursive: true);
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
