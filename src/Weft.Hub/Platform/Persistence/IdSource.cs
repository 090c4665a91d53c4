using System.Data.Common;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.ValueGeneration;
using Npgsql;

namespace Weft.Hub.Platform.Persistence;

/// <summary>
/// Gives out row ids before a row is saved, so that parents and children go to the database together. Ids are unique in the database, grow
/// with time on one node, and may have gaps.
/// </summary>
/// <remarks>
/// Two nodes: on PostgreSQL each takes blocks from a sequence, outside any transaction. On SQLite there is one node; after a restart it goes
/// on above the largest id in use, so an id that a crash lost is given out again, which is harmless because it was never answered.
/// </remarks>
public sealed class IdSource(HubDatabase database)
{
    internal const string Sequence = "weft_ids";
    internal const int BlockSize = 1000;

    private readonly Lock gate = new();
    private long next;
    private long end;
    private bool started;

    /// <summary>The next block, fetched while this one is used, so that hardly anyone ever waits for it.</summary>
    private Task<long>? ahead;

    public long Next()
    {
        lock (gate)
        {
            if (next >= end)
            {
                TakeBlock();
            }
            if (database.IsPostgres && end - next < BlockSize / 2)
            {
                ahead ??= Task.Run(FetchAsync);
            }
            return next++;
        }
    }

    /// <summary>On SQLite, finds where to go on; called with the first write connection.</summary>
    internal async Task PrepareAsync(DbConnection connection)
    {
        if (database.IsPostgres)
        {
            await TakeFirstBlockAsync();
            return;
        }
        if (started)
        {
            return;
        }
        long largest = 0;
        foreach (var table in await TablesWithIdsAsync(connection))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = LargestIdIn(table);
            largest = Math.Max(largest, (long)(await command.ExecuteScalarAsync())!);
        }
        lock (gate)
        {
            if (!started)
            {
                (next, end, started) = (Math.Max(next, largest + 1), long.MaxValue, true);
            }
        }
    }

    /// <summary>Asks the database and not the model: an id is also in use in a table that this build no longer knows.</summary>
    private static async Task<List<string>> TablesWithIdsAsync(DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT t.name FROM sqlite_master t JOIN pragma_table_info(t.name) c ON c.name = 'id' AND c.type = 'INTEGER' WHERE t.type = 'table'";
        await using var reader = await command.ExecuteReaderAsync();
        List<string> tables = [];
        while (await reader.ReadAsync())
        {
            tables.Add(reader.GetString(0));
        }
        return tables;
    }

    /// <summary>The name comes from the database's own list; a name can not be a parameter.</summary>
    private static string LargestIdIn(string table) => $"SELECT coalesce(max(id), 0) FROM \"{table}\"";

    private async Task TakeFirstBlockAsync()
    {
        if (started)
        {
            return;
        }
        var block = await FetchAsync();
        lock (gate)
        {
            if (!started)
            {
                (next, end, started) = (block, block + BlockSize, true);
            }
        }
    }

    private void TakeBlock()
    {
        if (!database.IsPostgres)
        {
            throw new InvalidOperationException("The database was not opened for writing yet.");
        }
        var block = ahead is { IsCompletedSuccessfully: true } fetched ? fetched.Result : Fetch();
        ahead = null;
        (next, end, started) = (block, block + BlockSize, true);
    }

    /// <summary>On a connection of its own: whoever waits here may stand in the way of those who would give a pooled one back.</summary>
    private long Fetch()
    {
        using var connection = new NpgsqlConnection(OwnConnection());
        connection.Open();
        using var command = NextBlock(connection);
        return (long)command.ExecuteScalar()!;
    }

    private async Task<long> FetchAsync()
    {
        await using var connection = new NpgsqlConnection(OwnConnection());
        await connection.OpenAsync();
        await using var command = NextBlock(connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static NpgsqlCommand NextBlock(NpgsqlConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = $"select nextval('{Sequence}')";
        return command;
    }

    private string OwnConnection() => new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ConnectionString;
}

/// <summary>Hands the context's id source to EF Core.</summary>
internal sealed class RowIdGenerator : ValueGenerator<long>
{
    public override bool GeneratesTemporaryValues => false;

    public override long Next(EntityEntry entry) => ((HubDbContext)entry.Context).NextId();
}

/// <summary>Makes the generator; a type, so that the model can be written as code.</summary>
internal sealed class RowIdFactory : ValueGeneratorFactory
{
    public override ValueGenerator Create(IProperty property, ITypeBase typeBase) => new RowIdGenerator();
}
