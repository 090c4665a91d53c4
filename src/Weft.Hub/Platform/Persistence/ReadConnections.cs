using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Weft.Hub.Platform.Persistence;

/// <summary>
/// Opened SQLite connections with their prepared statements, for the few reads of the hot path: a context's own connection is made, given its
/// functions and its statements anew for each request, which costs more than the read. Nothing is written through them.
/// </summary>
internal sealed class ReadConnections(HubDatabase database) : IDisposable
{
    /// <summary>As many as read at once on a busy node; more are opened when needed, and closed after.</summary>
    private const int Kept = 16;

    private readonly ConcurrentBag<ReadConnection> idle = [];
    private int kept;

    public ReadConnection Rent()
    {
        if (idle.TryTake(out var connection))
        {
            Interlocked.Decrement(ref kept);
            return connection;
        }
        var opened = new SqliteConnection(database.ConnectionString);
        opened.Open();
        return new ReadConnection(opened);
    }

    public void Return(ReadConnection connection)
    {
        if (Interlocked.Increment(ref kept) <= Kept)
        {
            idle.Add(connection);
            return;
        }
        Interlocked.Decrement(ref kept);
        connection.Dispose();
    }

    public void Dispose()
    {
        while (idle.TryTake(out var connection))
        {
            connection.Dispose();
        }
    }
}

/// <summary>One connection; used by one reader at a time.</summary>
internal sealed class ReadConnection(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<object, DbCommand> commands = [];

    /// <summary>The statement of that read, prepared when it is first asked for.</summary>
    public DbCommand Prepared<TView>(TenantRead<TView> read) where TView : class
    {
        if (!commands.TryGetValue(read, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = read.Sql;
            command.Parameters.Add(new SqliteParameter(read.TenantParameter, SqliteType.Integer) { Value = 0L });
            command.Parameters.Add(new SqliteParameter(read.KeyParameter, SqliteType.Text) { Value = "" });
            command.Prepare();
            commands.Add(read, command);
        }
        return command;
    }

    public void Dispose()
    {
        foreach (var command in commands.Values)
        {
            command.Dispose();
        }
        connection.Dispose();
    }
}
