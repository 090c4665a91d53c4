using System.Data.Common;
using System.Globalization;
using Npgsql;

namespace Weft.Testing;

/// <summary>Fills a table with copies of its first row, which was made through the product: a million rows in seconds, each as real as that one.</summary>
public static class RowCopies
{
    /// <summary>Adds copies numbered from <paramref name="first"/>, then tidies up as the database itself would.</summary>
    /// <param name="connection">Of the owner; on SQLite no Hub may be running.</param>
    /// <param name="table">Where the row is.</param>
    /// <param name="first">The first number.</param>
    /// <param name="count">How many.</param>
    /// <param name="changed">Columns that differ, as SQL over the number <c>n</c>; what is not named is as in the first row.</param>
    public static async Task AddAsync(DbConnection connection, string table, int first, int count, IReadOnlyDictionary<string, string> changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        var columns = await ColumnsAsync(connection, table);
        var values = string.Join(", ", columns.Select(c => changed.GetValueOrDefault(c, "t." + c)));
        var numbers = connection is NpgsqlConnection
            ? string.Create(CultureInfo.InvariantCulture, $"generate_series({first}, {first + count - 1}) AS s(n)")
            : string.Create(CultureInfo.InvariantCulture, $"(WITH RECURSIVE s(n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM s WHERE n < {first + count - 1}) SELECT n FROM s) AS s");
        await ExecuteAsync(connection, $"INSERT INTO {table} ({string.Join(", ", columns)}) SELECT {values} FROM (SELECT * FROM {table} ORDER BY id LIMIT 1) AS t, {numbers}");
        // As PostgreSQL's own housekeeping does after so many rows: a count then reads the index alone.
        await ExecuteAsync(connection, (connection is NpgsqlConnection ? "VACUUM ANALYZE " : "ANALYZE ") + table);
    }

    /// <summary>Instants back from the beginning of today (UTC), five seconds apart: a million of them are 58 days, and no job finds them too old to keep.</summary>
    public static string Instant(DbConnection connection) => connection is NpgsqlConnection
        ? "date_trunc('day', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' - n * interval '5 seconds'"
        : "strftime('%Y-%m-%d %H:%M:%S', 'now', 'start of day', '-' || (n * 5) || ' seconds')";

    /// <summary>A number in so many digits.</summary>
    public static string Digits(DbConnection connection, int digits, string number = "n") => connection is NpgsqlConnection
        ? string.Create(CultureInfo.InvariantCulture, $"lpad(({number})::text, {digits}, '0')")
        : string.Create(CultureInfo.InvariantCulture, $"printf('%0{digits}d', {number})");

    private static async Task<List<string>> ColumnsAsync(DbConnection connection, string table)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = connection is NpgsqlConnection
            ? "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = @table"
            : "SELECT name FROM pragma_table_info(@table)";
        var name = command.CreateParameter();
        (name.ParameterName, name.Value) = ("@table", table);
        command.Parameters.Add(name);
        await using var reader = await command.ExecuteReaderAsync();
        List<string> columns = [];
        while (await reader.ReadAsync())
        {
            columns.Add(reader.GetString(0));
        }
        return columns;
    }

    private static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }
}
