using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Weft.Hub.Platform.Persistence;

/// <summary>A lane's connection with its current transaction; units of work see it through their context.</summary>
internal sealed class WriteTransaction : IAsyncDisposable
{
    private readonly Dictionary<string, DbCommand> prepared = new(StringComparer.Ordinal);

    private readonly Dictionary<(TableShape, int), DbCommand> inserts = [];

    private bool flushes = true;

    private WriteTransaction(DbConnection connection) => Connection = connection;

    public DbConnection Connection { get; }

    public DbTransaction? Transaction { get; private set; }

    public static async Task<WriteTransaction> OpenAsync(HubDatabase database, IdSource ids)
    {
        var connection = database.NewConnection();
        await connection.OpenAsync();
        if (connection is SqliteConnection)
        {
            // FULL: a commit is on the disk when it returns. The setting is per connection (stack 4).
            await ExecuteAsync(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;");
        }
        await ids.PrepareAsync(connection);
        return new WriteTransaction(connection);
    }

    /// <param name="tenant">Whose rows, or 0.</param>
    /// <param name="flush">False: the commit does not wait for the disk.</param>
    public async Task BeginAsync(long tenant, bool flush = true)
    {
        if (Connection is SqliteConnection && flush != flushes)
        {
            // In WAL mode NORMAL writes the commit without waiting; the next FULL one takes it along.
            await ExecuteAsync(Connection, flush ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
            flushes = flush;
        }
        // Deferred is off: SQLite takes the write lock at once, so a unit never fails half way for want of it.
        Transaction = await Connection.BeginTransactionAsync();
        if (Connection is NpgsqlConnection)
        {
            await using var command = Connection.CreateCommand();
            command.Transaction = Transaction;
            command.CommandText = (tenant > 0, flush) switch
            {
                (true, _) => "select set_config('weft.tenant', @tenant, true), set_config('weft.platform', 'off', true)",
                (false, true) => "select set_config('weft.tenant', '', true), set_config('weft.platform', 'on', true), @tenant",
                (false, false) => "select set_config('weft.tenant', '', true), set_config('weft.platform', 'on', true), set_config('synchronous_commit', 'off', true), @tenant",
            };
            var parameter = command.CreateParameter();
            parameter.ParameterName = "tenant";
            parameter.Value = tenant.ToString(CultureInfo.InvariantCulture);
            command.Parameters.Add(parameter);
            await command.ExecuteNonQueryAsync();
        }
    }

    public Task SaveAsync() => RunFixedAsync("SAVEPOINT unit");

    public Task ReleaseAsync() => RunFixedAsync("RELEASE SAVEPOINT unit");

    public async Task UndoAsync()
    {
        await RunFixedAsync("ROLLBACK TO SAVEPOINT unit");
        await RunFixedAsync("RELEASE SAVEPOINT unit");
    }

    public async Task CommitAsync()
    {
        await Transaction!.CommitAsync();
        await Transaction.DisposeAsync();
        Transaction = null;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var command in prepared.Values.Concat(inserts.Values))
        {
            await command.DisposeAsync();
        }
        prepared.Clear();
        inserts.Clear();
        if (Transaction is { } open)
        {
            Transaction = null;
            await open.DisposeAsync();
        }
        await Connection.DisposeAsync();
    }

    /// <summary>The statement that inserts so many rows of the shape, prepared once for this connection.</summary>
    public DbCommand Prepared(TableShape shape, int rows, Func<(TableShape Shape, int Rows), DbConnection, DbCommand> make)
    {
        if (!inserts.TryGetValue((shape, rows), out var command))
        {
            command = make((shape, rows), Connection);
            command.Transaction = Transaction;
            command.Prepare();
            inserts.Add((shape, rows), command);
        }
        command.Transaction = Transaction;
        return command;
    }

    /// <summary>A statement that stays with this connection, in the current transaction.</summary>
    public DbCommand Kept(string sql, IReadOnlyList<string> parameters)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = Connection.CreateCommand();
            command.CommandText = sql;
            foreach (var name in parameters)
            {
                var parameter = command.CreateParameter();
                // With its sign: SQLite's driver otherwise tries each sign in turn, at every execution.
                parameter.ParameterName = "@" + name;
                command.Parameters.Add(parameter);
            }
            prepared.Add(sql, command);
        }
        command.Transaction = Transaction;
        return command;
    }

    private Task RunFixedAsync(string sql) => Kept(sql, []).ExecuteNonQueryAsync();

    private static async Task ExecuteAsync(DbConnection connection, string pragmas)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = pragmas;
        await command.ExecuteNonQueryAsync();
    }
}
