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
    private const int Calls = 40;

    private static readonly (string Name, string Path, string? Body)[] Pages =
    [
        ("orders, first page", "/api/production/orders?page=1&size=20", null),
        ("orders in production", "/api/production/orders?status=production&page=1&size=20", null),
        ("orders of a style, second page", "/api/production/orders?styleNo=ST00042&page=2&size=10", null),
        ("orders of a day", "/api/production/orders?createdFrom=2026-01-03&createdTo=2026-01-03&size=20", null),
        ("one order by its number", "/api/production/orders?orderNo=PO209912310000777", null),
        ("inspections, first page", "/api/warehousing/inspections?page=1&size=20", null),
        ("inspections with defects", "/api/warehousing/inspections?result=unqualified&page=1&size=20", null),
        ("inspections of a style", "/api/warehousing/inspections?styleNo=ST00042&page=1&size=20", null),
        ("inspections of a day", "/api/warehousing/inspections?from=2026-01-03&to=2026-01-03&size=20", null),
        ("call log, first page", "/api/system/tenant-app/logs", """{"from":"2020-01-01T00:00:00+08:00","page":1,"size":20}"""),
        ("call log, failed calls", "/api/system/tenant-app/logs", """{"from":"2020-01-01T00:00:00+08:00","result":"FAILED","page":1,"size":20}"""),
        ("call log of a day", "/api/system/tenant-app/logs", """{"from":"2026-01-03T00:00:00+08:00","to":"2026-01-04T00:00:00+08:00","page":1,"size":20}"""),
    ];

    public static async Task RunAsync(string dll, string folder, string name, IReadOnlyList<string> database)
    {
        await using var hub = await HubUnderTest.StartAsync(dll, folder, database, credentials: 1, callback: null);
        await MakeOneOfEachAsync(hub);
        var setting = database.FirstOrDefault(s => s.StartsWith("--Database:ConnectionString=", StringComparison.Ordinal));
        await using DbConnection rows = setting is null
            ? new SqliteConnection($"Data Source={Path.Combine(folder, "weft.db")}")
            : new NpgsqlConnection(setting["--Database:ConnectionString=".Length..]);
        await rows.OpenAsync();
        await FillAsync(rows, 1, Few);
        var few = await MeasureAsync(hub);
        await FillAsync(rows, Few + 1, Many - Few);
        var many = await MeasureAsync(hub);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Pages of the longest lists on {name}, median of {Calls} calls, {Few:n0} rows beside {Many:n0}"));
        for (var i = 0; i < Pages.Length; i++)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {Pages[i].Name,-32} {few[i],7:n2} ms {many[i],7:n2} ms   ratio {many[i] / few[i]:n2}   (target 1.50)"));
        }
    }

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

    /// <summary>Copies of one row of each table, numbered from <paramref name="first"/>, a minute apart.</summary>
    private static async Task FillAsync(DbConnection connection, int first, int count)
    {
        var (at, seven, style) = (RowCopies.Minute(connection), RowCopies.Digits(connection, 7), "'ST' || " + RowCopies.Digits(connection, 5, "n % 500"));
        await RowCopies.AddAsync(connection, "production_orders", first, count, new Dictionary<string, string>
        {
            ["id"] = "9000000000 + n", ["order_no"] = "'PO20991231' || " + seven, ["external_order_no"] = "NULL", ["create_time"] = at, ["update_time"] = at, ["style_no"] = style,
            ["status"] = "CASE n % 4 WHEN 0 THEN 'Pending' WHEN 1 THEN 'Production' WHEN 2 THEN 'Completed' ELSE 'Cancelled' END",
        });
        await RowCopies.AddAsync(connection, "warehousings", first, count, new Dictionary<string, string>
        {
            ["id"] = "9100000000 + n", ["warehousing_no"] = "'WH20991231' || " + seven, ["inspected_at"] = at, ["create_time"] = at, ["update_time"] = at, ["style_no"] = style,
            ["quality_status"] = "CASE n % 20 WHEN 0 THEN 'Unqualified' ELSE 'Qualified' END",
        });
        await RowCopies.AddAsync(connection, "call_log", first, count, new Dictionary<string, string>
        {
            ["id"] = "9200000000 + n", ["create_time"] = at, ["result"] = "CASE n % 50 WHEN 0 THEN 'FAILED' ELSE 'SUCCESS' END", ["order_no"] = "NULL",
        });
    }

    private static async Task<double[]> MeasureAsync(HubUnderTest hub)
    {
        var medians = new double[Pages.Length];
        for (var i = 0; i < Pages.Length; i++)
        {
            List<double> times = [];
            for (var call = 0; call < Calls + 10; call++)
            {
                var started = Stopwatch.GetTimestamp();
                _ = Pages[i].Body is { } body ? await hub.PostTextAsync(Pages[i].Path, body) : await hub.GetAsync(Pages[i].Path);
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
            // The first calls warm up.
            medians[i] = times.Skip(10).Order().ElementAt(Calls / 2);
        }
        return medians;
    }
}
