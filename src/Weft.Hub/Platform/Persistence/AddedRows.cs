using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Weft.Hub.Platform.Persistence;

/// <param name="Counter">Tenant whose counter it is; 0 is the platform's.</param>
/// <param name="Prefix">Kind of document.</param>
/// <param name="Day">Day of its counter.</param>
/// <param name="Assign">Gets the number just before the rows are written.</param>
internal sealed record NumberRequest(long Counter, string Prefix, DateOnly Day, Action<long> Assign);

/// <summary>
/// A save that only adds rows. Such saves of several units are written together, table by table, many rows a statement: the database parses
/// and plans once what would otherwise be hundreds of statements, and a unit costs one round trip less for each of its rows.
/// </summary>
internal sealed class AddedRows
{
    private static readonly int[] RowsPerStatement = [64, 16, 4, 1];

    /// <summary>SQLite is in this process: a statement costs no round trip, and it looks each parameter up by name, one after the other.</summary>
    private static readonly int[] RowsPerStatementOnSqlite = [1];

    private AddedRows(List<(TableShape Shape, object Entity)> rows, IReadOnlyList<NumberRequest> numbers) => (Rows, Numbers) = (rows, numbers);

    private List<(TableShape Shape, object Entity)> Rows { get; }

    private IReadOnlyList<NumberRequest> Numbers { get; }

    /// <summary>The rows that the context would save, or null when it does more than add plain rows.</summary>
    public static AddedRows? From(ChangeTracker tracker, IReadOnlyList<NumberRequest> numbers)
    {
        List<(TableShape, object)> rows = [];
        foreach (var entry in tracker.Entries())
        {
            switch (entry.State)
            {
                case EntityState.Unchanged:
                    break;
                case EntityState.Added when TableShape.Of(entry.Metadata) is { } shape:
                    rows.Add((shape, entry.Entity));
                    break;
                default:
                    return null;
            }
        }
        return rows.Count == 0 ? null : new AddedRows(rows, [.. numbers]);
    }

    /// <summary>Takes the numbers and writes the rows of all the saves. When it throws, the caller undoes the whole of it.</summary>
    public static async Task WriteAsync(WriteTransaction lane, IReadOnlyList<AddedRows> saves)
    {
        foreach (var counter in saves.SelectMany(s => s.Numbers).GroupBy(n => (n.Counter, n.Prefix, n.Day)))
        {
            var wanted = counter.ToList();
            var last = await Counter.TakeAsync(lane, counter.Key.Counter, counter.Key.Prefix, counter.Key.Day, wanted.Count);
            for (var i = 0; i < wanted.Count; i++)
            {
                wanted[i].Assign(last - wanted.Count + 1 + i);
            }
        }
        var sizes = lane.Connection is SqliteConnection ? RowsPerStatementOnSqlite : RowsPerStatement;
        foreach (var table in saves.SelectMany(s => s.Rows).GroupBy(r => r.Shape).OrderBy(g => g.Key.Depth))
        {
            var rows = table.Select(r => r.Entity).ToList();
            for (var done = 0; done < rows.Count;)
            {
                var count = sizes.First(size => size <= rows.Count - done);
                await InsertAsync(lane, table.Key, rows, done, count);
                done += count;
            }
        }
    }

    private static async Task InsertAsync(WriteTransaction lane, TableShape shape, List<object> rows, int from, int count)
    {
        var command = lane.Prepared(shape, count, static (key, connection) => NewCommand(key.Shape, key.Rows, connection));
        var parameter = 0;
        for (var row = from; row < from + count; row++)
        {
            foreach (var column in shape.Columns)
            {
                command.Parameters[parameter++].Value = column.ValueOf(rows[row]);
            }
        }
        await command.ExecuteNonQueryAsync();
    }

    private static DbCommand NewCommand(TableShape shape, int rows, DbConnection connection)
    {
        var command = connection.CreateCommand();
        var sql = new StringBuilder("INSERT INTO ").Append(shape.Table).Append(" (").AppendJoin(", ", shape.Columns.Select(c => c.Name)).Append(") VALUES ");
        for (var row = 0; row < rows; row++)
        {
            sql.Append(row == 0 ? "(" : ", (");
            for (var column = 0; column < shape.Columns.Count; column++)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"@p{(row * shape.Columns.Count) + column}");
                command.Parameters.Add(shape.Columns[column].NewParameter(command, name));
                sql.Append(column == 0 ? "" : ", ").Append(name);
            }
            sql.Append(')');
        }
        command.CommandText = sql.ToString();
        return command;
    }
}
