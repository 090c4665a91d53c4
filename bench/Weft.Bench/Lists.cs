using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using Weft.Testing;

namespace Weft.Bench;

/// <summary>
/// The console's longest lists at ten thousand rows and at a million of the same tenant: a page with filters may take 1.5 times as long. The rows are copies of
/// real ones, made through the product, with other ids, numbers, times and states.
/// </summary>
internal static class Lists
{
    private const int Few = 10_000;
    private const int Many = 1_000_000;
    private const int Calls = 60;
    private const int WarmUp = 40;

    /// <summary>A day on which both have rows.</summary>
    private static readonly string Yesterday = TimeProvider.System.GetUtcNow().AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static readonly (string Name, string Path, string? Body)[] Pages =
    [
        ("orders, first page", "/api/production/orders?page=1&size=20", null),
        ("orders in production", "/api/production/orders?status=production&page=1&size=20", null),
        ("orders of a style, second page", "/api/production/orders?styleNo=ST00042&page=2&size=10", null),
        ("orders of a day", "/api/production/orders?createdFrom={day}&createdTo={day}&size=20", null),
        ("one order by its number", "/api/production/orders?orderNo=PO209912310000777", null),
        ("inspections, first page", "/api/warehousing/inspections?page=1&size=20", null),
        ("inspections with defects", "/api/warehousing/inspections?result=unqualified&page=1&size=20", null),
        ("inspections of a style", "/api/warehousing/inspections?styleNo=ST00042&page=1&size=20", null),
        ("inspections of a day", "/api/warehousing/inspections?from={day}&to={day}&size=20", null),
        ("call log, first page", "/api/system/tenant-app/logs", """{"from":"2020-01-01T00:00:00+08:00","page":1,"size":20}"""),
        ("call log, failed calls", "/api/system/tenant-app/logs", """{"from":"2020-01-01T00:00:00+08:00","result":"FAILED","page":1,"size":20}"""),
        ("call log of a day", "/api/system/tenant-app/logs", """{"from":"{day}T00:00:00+08:00","to":"{day}T23:59:59+08:00","page":1,"size":20}"""),
    ];

    public static async Task RunAsync(string dll, string folder, string name, Func<Task<IReadOnlyList<string>>> newDatabase)
    {
        // Two Hubs, called in turn: what the machine does beside them, and how warm their code is, is the same for both.
        await using var small = await FilledAsync(dll, Path.Combine(folder, "few"), await newDatabase(), Few);
        await using var large = await FilledAsync(dll, Path.Combine(folder, "many"), await newDatabase(), Many);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Pages of the longest lists on {name}, median of {Calls} calls, {Few:n0} rows beside {Many:n0}"));
        foreach (var page in Pages)
        {
            var (few, many) = (new List<double>(), new List<double>());
            for (var call = 0; call < Calls + WarmUp; call++)
            {
                few.Add(await TimeAsync(small, page));
                many.Add(await TimeAsync(large, page));
            }
            var (fewMs, manyMs) = (Median(few), Median(many));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {page.Name,-32} {fewMs,7:n2} ms {manyMs,7:n2} ms   ratio {manyMs / fewMs:n2}   (target 1.50)"));
        }
    }

    private static async Task<HubUnderTest> FilledAsync(string dll, string folder, IReadOnlyList<string> database, int count)
    {
        Directory.CreateDirectory(folder);
        var hub = await HubUnderTest.StartAsync(dll, folder, database, credentials: 1, callback: null);
        await MakeOneOfEachAsync(hub);
        var setting = database.FirstOrDefault(s => s.StartsWith("--Database:ConnectionString=", StringComparison.Ordinal));
        await using DbConnection rows = setting is null
            ? new SqliteConnection($"Data Source={Path.Combine(folder, "weft.db")}")
            : new NpgsqlConnection(setting["--Database:ConnectionString=".Length..]);
        await rows.OpenAsync();
        await FillAsync(rows, count);
        return hub;
    }

    private static async Task<double> TimeAsync(HubUnderTest hub, (string Name, string Path, string? Body) page)
    {
        var path = page.Path.Replace("{day}", Yesterday, StringComparison.Ordinal);
        var body = page.Body?.Replace("{day}", Yesterday, StringComparison.Ordinal);
        var started = Stopwatch.GetTimestamp();
        _ = body is null ? await hub.GetAsync(path) : await hub.PostTextAsync(path, body);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static double Median(List<double> times) => times.Skip(WarmUp).Order().ElementAt(Calls / 2);

    private static async Task MakeOneOfEachAsync(HubUnderTest hub)
    {
        var order = await hub.CallAsync("/api/production/orders", new { styleNo = "FZ2024001", lines = new[] { new { color = "红", size = "M", quantity = 100 } } });
        var orderNo = order.GetProperty("orderNo").GetString();
        var items = new[] { new { color = "红", size = "M", inspectedQuantity = 10, qualifiedQuantity = 10, unqualifiedQuantity = 0 } };
        await hub.CallAsync("/api/warehousing/inspections", new { orderNo, items });
        var requests = new SignedRequests(hub.Keys, hub.Process.Port);
        var made = 0;
        await LoadGenerator.RunAsync(hub.Process.Port, 1, TimeSpan.FromSeconds(10), requests.Create, () => Interlocked.Increment(ref made) > 3);
        for (var i = 0; i < 50 && (await hub.CallAsync("/api/system/tenant-app/logs", new { })).GetProperty("total").GetInt64() == 0; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    /// <summary>Copies of one row of each table, five seconds apart.</summary>
    private static async Task FillAsync(DbConnection connection, int count)
    {
        var (at, seven, style) = (RowCopies.Instant(connection), RowCopies.Digits(connection, 7), "'ST' || " + RowCopies.Digits(connection, 5, "n % 500"));
        await RowCopies.AddAsync(connection, "production_orders", 1, count, new Dictionary<string, string>
        {
            ["id"] = "9000000000 + n", ["order_no"] = "'PO20991231' || " + seven, ["external_order_no"] = "NULL", ["create_time"] = at, ["update_time"] = at, ["style_no"] = style,
            ["status"] = "CASE n % 4 WHEN 0 THEN 'Pending' WHEN 1 THEN 'Production' WHEN 2 THEN 'Completed' ELSE 'Cancelled' END",
        });
        await RowCopies.AddAsync(connection, "warehousings", 1, count, new Dictionary<string, string>
        {
            // One inspection of each order, not a million of one.
            ["order_id"] = "9000000000 + n", ["order_no"] = "'PO20991231' || " + seven,
            ["id"] = "9100000000 + n", ["warehousing_no"] = "'WH20991231' || " + seven, ["inspected_at"] = at, ["create_time"] = at, ["update_time"] = at, ["style_no"] = style,
            ["quality_status"] = "CASE n % 20 WHEN 0 THEN 'Unqualified' ELSE 'Qualified' END",
        });
        await RowCopies.AddAsync(connection, "call_log", 1, count, new Dictionary<string, string>
        {
            ["id"] = "9200000000 + n", ["create_time"] = at, ["result"] = "CASE n % 50 WHEN 0 THEN 'FAILED' ELSE 'SUCCESS' END", ["order_no"] = "NULL",
        });
    }
}
