using Microsoft.Data.Sqlite;
using Npgsql;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Testing;

public sealed class TestDatabaseTests
{
    public static TheoryData<string> Providers => new(TestDatabase.Providers());

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_database_is_empty_its_own_and_gone_afterwards(string provider)
    {
        string connectionString, folder;
        await using (var one = await TestDatabase.CreateAsync(provider))
        await using (var other = await TestDatabase.CreateAsync(provider))
        {
            (connectionString, folder) = (one.ConnectionString, one.DataFolder);
            Assert.NotEqual(one.ConnectionString, other.ConnectionString);
            Assert.Equal(provider, one.Settings["Database:Provider"]);
            Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
            await RunAsync(one, "create table t (id bigint)");
            await RunAsync(other, "create table t (id bigint)");
        }

        Assert.False(Directory.Exists(folder));
        if (provider == TestDatabase.Postgres)
        {
            await using var connection = new NpgsqlConnection(connectionString);
            var refused = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync(Stop));
            Assert.Equal(PostgresErrorCodes.InvalidCatalogName, refused.SqlState);
        }
    }

    [Fact]
    public async Task An_unknown_provider_is_refused() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => TestDatabase.CreateAsync("oracle"));

    private static async Task RunAsync(TestDatabase database, string sql)
    {
        await using System.Data.Common.DbConnection connection = database.Provider == TestDatabase.Postgres
            ? new NpgsqlConnection(database.ConnectionString)
            : new SqliteConnection(database.ConnectionString);
        await connection.OpenAsync(Stop);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Stop);
    }
}
