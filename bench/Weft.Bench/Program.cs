using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;
using Weft.Bench;

// bench/run.sh [read] [create-sqlite] [create-postgres] [deliveries-sqlite] [deliveries-postgres] [lists-sqlite] [lists-postgres] [--seconds N] [--rounds N]
switch (args)
{
    case ["baseline", var kind, .. var rest]:
        await Baselines.RunAsync(kind, rest.FirstOrDefault() ?? "");
        return 0;
    case ["post", var url, var count]:
        await BareLoop.RunAsync(url, int.Parse(count, CultureInfo.InvariantCulture));
        return 0;
    default:
        return await Suite.RunAsync(args);
}

/// <summary>The measurements, each beside its bare baseline in the same run.</summary>
internal static class Suite
{
    private static readonly string Self = typeof(Suite).Assembly.Location;
    private static readonly string[] All = ["read", "create-sqlite", "create-postgres", "deliveries-sqlite", "deliveries-postgres", "lists-sqlite", "lists-postgres"];

    private static TimeSpan duration = TimeSpan.FromSeconds(4);
    private static int rounds = 3;

    public static async Task<int> RunAsync(string[] args)
    {
        duration = TimeSpan.FromSeconds(Number(args, "--seconds", 4));
        rounds = Number(args, "--rounds", 3);
        var chosen = args.Where(All.Contains).ToList();
        foreach (var name in chosen.Count > 0 ? chosen : [.. All])
        {
            var folder = Directory.CreateTempSubdirectory("weft-bench-").FullName;
            try
            {
                await (name switch
                {
                    "read" => ReadAsync(folder),
                    "create-sqlite" => CreateSqliteAsync(folder),
                    "create-postgres" => CreatePostgresAsync(folder),
                    "deliveries-sqlite" => DeliveriesAsync(folder, "SQLite", []),
                    "lists-sqlite" => Lists.RunAsync(HubDll(), folder, "SQLite", () => Task.FromResult<IReadOnlyList<string>>([])),
                    "lists-postgres" => Lists.RunAsync(HubDll(), folder, "PostgreSQL", NewPostgresAsync),
                    _ => DeliveriesAsync(folder, "PostgreSQL", await NewPostgresAsync()),
                });
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        return 0;
    }

    private static async Task ReadAsync(string folder)
    {
        await using var bare = await ServerProcess.StartAsync(0, Self, "baseline", "post");
        await using var hub = await HubUnderTest.StartAsync(HubDll(), folder, [], credentials: 8, callback: null);
        var requests = new SignedRequests([hub.Keys[0]], hub.Process.Port);
        var orderNo = await PlaceOneAsync(hub);
        await Measurement.CompareAsync("Signed read with all checks (SQLite) beside a bare unsigned POST, 64 connections", "0.50", rounds,
            () => LoadGenerator.RunAsync(bare.Port, 64, duration, PlainPost(bare.Port)),
            () => LoadGenerator.RunAsync(hub.Process.Port, 64, duration, buffer => requests.Read(buffer, "/openapi/v1/orders/" + orderNo)));
        Console.WriteLine($"  peak memory of the Hub {hub.Process.PeakMemoryBytes / 1024 / 1024} MB");
    }

    private static async Task CreateSqliteAsync(string folder)
    {
        await using var bare = await ServerProcess.StartAsync(0, Self, "baseline", "ef-sqlite", $"Data Source={Path.Combine(folder, "bare.db")}");
        await using var hub = await HubUnderTest.StartAsync(HubDll(), folder, [], credentials: 8, callback: null);
        var requests = new SignedRequests(hub.Keys, hub.Process.Port);
        await Measurement.CompareAsync("Signed durable order creation on SQLite (FULL) beside one EF transaction a request, 64 connections", "3.00", rounds,
            () => LoadGenerator.RunAsync(bare.Port, 64, duration, PlainPost(bare.Port)),
            () => LoadGenerator.RunAsync(hub.Process.Port, 64, duration, requests.Create));
    }

    private static async Task CreatePostgresAsync(string folder)
    {
        var database = await NewPostgresAsync();
        var connection = database.First(s => s.StartsWith("--Database:ConnectionString=", StringComparison.Ordinal))["--Database:ConnectionString=".Length..];
        await using var bare = await ServerProcess.StartAsync(0, Self, "baseline", "insert-postgres", connection);
        await using var hub = await HubUnderTest.StartAsync(HubDll(), folder, database, credentials: 8, callback: null);
        var requests = new SignedRequests(hub.Keys, hub.Process.Port);
        await Measurement.CompareAsync("Signed durable order creation on PostgreSQL beside one bare insert a request, 64 connections", "0.70", rounds,
            () => LoadGenerator.RunAsync(bare.Port, 64, duration, PlainPost(bare.Port)),
            () => LoadGenerator.RunAsync(hub.Process.Port, 64, duration, requests.Create));
    }

    private static async Task DeliveriesAsync(string folder, string database, IReadOnlyList<string> settings)
    {
        const int Credentials = 50;
        const int Orders = 10_000;
        await using var sink = await Sink.StartAsync();
        IReadOnlyList<(string, string)> keys;
        // First the events, on a Hub that does not send.
        await using (var quiet = await HubUnderTest.StartAsync(HubDll(), folder, [.. settings, "--Webhooks:Send=false"], Credentials, sink.Url))
        {
            keys = quiet.Keys;
            await CompleteAsync(quiet, Orders);
        }
        await using (var loop = await ServerProcess.StartAsync(null, Self, "baseline", "post"))
        {
            // Keeps both runs alike: the same number of processes on the machine.
            sink.Reset();
            await RunLoopAsync(sink.Url, Orders);
        }
        var bare = Orders / sink.Span.TotalSeconds;
        sink.Reset();
        await using var sender = await HubUnderTest.ResumeAsync(HubDll(), folder, settings);
        await sink.WaitAsync(Orders, TimeSpan.FromMinutes(3));
        var ours = sink.Count / sink.Span.TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Webhook deliveries with all their durable state on {database}, {Orders} events of {Credentials} credentials, beside a bare HttpClient loop\n  baseline {bare,9:n0}/s\n  Hub      {ours,9:n0}/s  arrived {sink.Count}\n  ratio    {ours / bare:n2}   (target 0.20, or 3,000/s)"));
    }

    private static async Task CompleteAsync(HubUnderTest hub, int orders)
    {
        var requests = new SignedRequests(hub.Keys, hub.Process.Port);
        var made = 0;
        await LoadGenerator.RunAsync(hub.Process.Port, 32, TimeSpan.FromMinutes(5), requests.Create, () => Interlocked.Increment(ref made) > orders);
        var numbers = new ConcurrentQueue<string>();
        for (var page = 1; ; page++)
        {
            var list = await hub.GetAsync(string.Create(CultureInfo.InvariantCulture, $"/api/production/orders?page={page}&size=100&status=pending"));
            var records = list.GetProperty("records");
            if (records.GetArrayLength() == 0)
            {
                break;
            }
            foreach (var record in records.EnumerateArray())
            {
                numbers.Enqueue(record.GetProperty("orderNo").GetString()!);
            }
        }
        await Task.WhenAll(Enumerable.Range(0, 32).Select(async _ =>
        {
            while (numbers.TryDequeue(out var number))
            {
                await hub.CallAsync($"/api/production/orders/{number}/complete", new { reason = "压测", force = true });
            }
        }));
    }

    private static async Task RunLoopAsync(string url, int count)
    {
        using var loop = System.Diagnostics.Process.Start("dotnet", [Self, "post", url, count.ToString(CultureInfo.InvariantCulture)]);
        await loop.WaitForExitAsync();
    }

    private static async Task<string> PlaceOneAsync(HubUnderTest hub)
    {
        var placed = await hub.CallAsync("/api/production/orders", new { styleNo = "FZ2024001", lines = new[] { new { color = "红", size = "M", quantity = 100 } } });
        _ = placed;
        var requests = new SignedRequests([hub.Keys[0]], hub.Process.Port);
        var made = 0;
        await LoadGenerator.RunAsync(hub.Process.Port, 1, TimeSpan.FromSeconds(10), requests.Create, () => Interlocked.Increment(ref made) > 1);
        var list = await hub.GetAsync("/api/production/orders?page=1&size=1&source=OPENAPI");
        return list.GetProperty("records")[0].GetProperty("orderNo").GetString()!;
    }

    private static Func<byte[], int> PlainPost(int port)
    {
        var request = System.Text.Encoding.ASCII.GetBytes(
            $"POST / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\nContent-Length: 300\r\n\r\n" + new string('x', 300));
        return buffer =>
        {
            request.CopyTo(buffer, 0);
            return request.Length;
        };
    }

    private static async Task<IReadOnlyList<string>> NewPostgresAsync()
    {
        var server = Environment.GetEnvironmentVariable("WEFT_BENCH_POSTGRES")
            ?? throw new InvalidOperationException("WEFT_BENCH_POSTGRES names no server; bench/run.sh starts one.");
        var own = new NpgsqlConnectionStringBuilder(server) { Database = "weft_bench_" + Guid.NewGuid().ToString("N") };
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select format('create database %I', $1)", connection) { Parameters = { new() { Value = own.Database } } };
        var create = (string)(await command.ExecuteScalarAsync())!;
        await using var made = new NpgsqlCommand(create, connection);
        await made.ExecuteNonQueryAsync();
        return ["--Database:Provider=postgres", $"--Database:ConnectionString={own.ConnectionString}"];
    }

    /// <summary>The published Hub; <c>bench/run.sh</c> names it.</summary>
    private static string HubDll() =>
        Environment.GetEnvironmentVariable("WEFT_BENCH_HUB") ?? throw new InvalidOperationException("WEFT_BENCH_HUB names no Hub; bench/run.sh publishes one.");

    private static int Number(string[] args, string name, int otherwise) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
}
