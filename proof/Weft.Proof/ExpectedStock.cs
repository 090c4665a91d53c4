using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Npgsql;
using Weft.Testing;

namespace Weft.Proof;

/// <summary>Makes requests, and sums what they should come to without any of the product's code.</summary>
internal sealed class ExpectedStock(PartnerSetup setup)
{
    private readonly Dictionary<(string Material, string Bin), decimal> sums = [];

    public int Documents { get; private set; }

    public string Request(string id, int documents, Dice dice)
    {
        List<object> made = [];
        for (var i = 0; i < documents; i++)
        {
            var (material, bin) = (setup.Materials[dice.Below(setup.Materials.Count)], setup.Bins[dice.Below(setup.Bins.Count)]);
            var quantity = dice.Between(1, 10_000) / 100m * (dice.OneIn(3) ? -1 : 1);
            sums[(material, bin)] = sums.GetValueOrDefault((material, bin)) + quantity;
            made.Add(new
            {
                docNo = string.Create(CultureInfo.InvariantCulture, $"A{Documents++}"), warehouse_Text = "FB01",
                lineList = new[] { new { lineId = "1", locator_Text = bin, product_Text = material, invStatus_Text = "正常", adjustQuantity = quantity.ToString(CultureInfo.InvariantCulture) } },
            });
        }
        return JsonSerializer.Serialize(new { requestId = id, requestTime = "2026-03-14 11:00:00", docList = made });
    }

    /// <summary>Documents, lines, movements and stock as the database has them.</summary>
    public async Task CompareAsync(ProofRun run, Installation installation)
    {
        await using var connection = await installation.OpenAsync();
        foreach (var table in (string[])["partner_documents", "partner_document_lines", "partner_movements"])
        {
            var count = Convert.ToInt64(await ScalarAsync(connection, $"select count(*) from {table}"), CultureInfo.InvariantCulture);
            run.Expect(count == Documents, $"{table} has {count} rows for {Documents} documents");
        }
        Dictionary<(string, string), decimal> kept = [];
        await using var command = connection.CreateCommand();
        command.CommandText = """
            select m.code, b.code, cast(s.quantity as text), cast((select sum(v.delta) from partner_movements v where v.stock_id = s.id) as text)
            from partner_stocks s join partner_materials m on m.id = s.material_id join partner_bins b on b.id = s.bin_id
            """;
        await using var reader = await command.ExecuteReaderAsync(run.Stop);
        while (await reader.ReadAsync(run.Stop))
        {
            var (quantity, moved) = (Number(reader.GetString(2)), Number(reader.GetString(3)));
            kept[(reader.GetString(0), reader.GetString(1))] = quantity;
            run.Expect(Math.Abs(quantity - moved) < 0.000001m, $"{reader.GetString(0)} in {reader.GetString(1)}: {quantity}, and its movements sum to {moved}");
        }
        var wrong = sums.Where(s => kept.GetValueOrDefault(s.Key) != s.Value).Select(s => $"{s.Key}: {kept.GetValueOrDefault(s.Key)} instead of {s.Value}").ToList();
        run.Expect(wrong.Count == 0 && kept.Count == sums.Count, $"{wrong.Count} of {sums.Count} stocks are wrong ({kept.Count} kept): {string.Join("; ", wrong.Take(3))}");
        run.Say($"{Documents} documents, each once; {sums.Count} stocks as the independent sum says");
    }

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

#pragma warning disable CA2100 // Constants of this file.
    private static async Task<object?> ScalarAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
#pragma warning restore CA2100
}

/// <summary>The same rows once more into empty tables of the same shape, with nothing around it: what the database itself takes for them.</summary>
internal static class BareInsert
{
    private static readonly string[] Tables = ["partner_documents", "partner_document_lines", "partner_movements"];

    public static async Task<(long Rows, TimeSpan Took)> RunAsync(Installation installation)
    {
        await using var connection = await installation.OpenAsync();
        var (rows, took) = (0L, TimeSpan.Zero);
        foreach (var table in Tables)
        {
            var (count, time) = installation.Provider == TestDatabase.Postgres
                ? await PostgresAsync((NpgsqlConnection)connection, table) : await SqliteAsync((SqliteConnection)connection, table);
            (rows, took) = (rows + count, took + time);
        }
        return (rows, took);
    }

#pragma warning disable CA2100 // Names of this file's tables.
    private static async Task<(long, TimeSpan)> PostgresAsync(NpgsqlConnection connection, string table)
    {
        await using (var make = new NpgsqlCommand($"create table bare_{table} (like {table} including indexes)", connection))
        {
            await make.ExecuteNonQueryAsync();
        }
        string text;
        using (var export = await connection.BeginTextExportAsync($"copy {table} to stdout"))
        {
            text = await export.ReadToEndAsync();
        }
        var from = Stopwatch.GetTimestamp();
        await using (var import = await connection.BeginTextImportAsync($"copy bare_{table} from stdin"))
        {
            await import.WriteAsync(text);
        }
        var took = Stopwatch.GetElapsedTime(from);
        await using var count = new NpgsqlCommand($"select count(*) from bare_{table}", connection);
        return ((long)(await count.ExecuteScalarAsync())!, took);
    }

    private static async Task<(long, TimeSpan)> SqliteAsync(SqliteConnection connection, string table)
    {
        List<object[]> rows = [];
        await using (var read = connection.CreateCommand())
        {
            read.CommandText = $"create table bare_{table} as select * from {table} where 0; select * from {table}";
            await using var reader = await read.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                var values = new object[reader.FieldCount];
                reader.GetValues(values);
                rows.Add(values);
            }
        }
        var from = Stopwatch.GetTimestamp();
        await using var transaction = connection.BeginTransaction();
        await using var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        var columns = rows.Count == 0 ? 0 : rows[0].Length;
        insert.CommandText = $"insert into bare_{table} values ({string.Join(", ", Enumerable.Range(0, columns).Select(i => "@p" + i.ToString(CultureInfo.InvariantCulture)))})";
        for (var i = 0; i < columns; i++)
        {
            insert.Parameters.Add(new SqliteParameter("@p" + i.ToString(CultureInfo.InvariantCulture), null));
        }
        foreach (var row in rows)
        {
            for (var i = 0; i < columns; i++)
            {
                insert.Parameters[i].Value = row[i];
            }
            await insert.ExecuteNonQueryAsync();
        }
        await transaction.CommitAsync();
        return (rows.Count, Stopwatch.GetElapsedTime(from));
    }
#pragma warning restore CA2100
}
