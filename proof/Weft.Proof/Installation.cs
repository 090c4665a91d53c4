using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Npgsql;
using Weft.Testing;

namespace Weft.Proof;

/// <summary>A tenant of the demo data, with somebody who administers it.</summary>
internal sealed record DemoTenant(string Code, string Admin, string Password, IReadOnlyList<string> Styles);

/// <summary>
/// A database and data folder of one proof, filled by the product itself: <c>demo</c> runs once for each kind of database, and each proof gets a copy.
/// Starts real Hubs on it; kills whatever still runs when it is disposed.
/// </summary>
internal sealed class Installation : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<Installation>>> Templates = new();
    private static readonly ConcurrentDictionary<int, bool> Running = new();

    /// <summary>Proofs send more than a tenant may, from one address, to receivers on this machine. All else is as shipped.</summary>
    private static readonly (string Name, string Value)[] ProofSettings =
    [
        ("Logging:LogLevel:Default", "Warning"), ("Logging:LogLevel:Microsoft.Hosting.Lifetime", "Information"),
        ("Gateway:BurstPerSecond", "1000000"), ("Gateway:BurstBucket", "1000000"), ("Gateway:FailuresPerMinute", "100000"),
        ("AppStore:AllowUnlimitedQuota", "true"), ("AppStore:MaxCredentialsPerType", "1000"),
        ("Outbound:AllowHttp", "true"),
    ];

    private readonly TestDatabase database;
    private readonly string masterKey;
    private readonly List<HubProcess> hubs = [];

    private Installation(TestDatabase database, string masterKey, IReadOnlyList<DemoTenant> tenants) =>
        (this.database, this.masterKey, Tenants) = (database, masterKey, tenants);

    public IReadOnlyList<DemoTenant> Tenants { get; }

    public string Provider => database.Provider;

    /// <summary>A copy of the filled database for one proof.</summary>
    public static async Task<Installation> CreateAsync(string provider)
    {
        var template = await Templates.GetOrAdd(provider, p => new Lazy<Task<Installation>>(() => FillAsync(p))).Value;
        var copy = new Installation(await TestDatabase.CreateAsync(provider), template.masterKey, template.Tenants);
        CopyFolder(template.database.DataFolder, copy.database.DataFolder);
        if (provider == TestDatabase.Postgres)
        {
            await copy.CopyDatabaseAsync(template.database);
        }
        return copy;
    }

    public static async Task ForgetTemplatesAsync()
    {
        foreach (var template in Templates.Values)
        {
            if (template.Value.IsCompletedSuccessfully)
            {
                await (await template.Value).DisposeAsync();
            }
        }
    }

    /// <summary>The last thing that happens when this program is told to end.</summary>
    public static void KillAll()
    {
        foreach (var id in Running.Keys)
        {
            try
            {
                using var process = Process.GetProcessById(id);
                process.Kill();
            }
            catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
            {
                // It has ended by itself.
            }
        }
    }

    /// <summary>Starts a node. Without <paramref name="allowLoopback"/> it calls public addresses only, as a Hub does that nobody has configured.</summary>
    public async Task<HubProcess> StartAsync(bool allowLoopback = true, string? program = null, CancellationToken stop = default)
    {
        var settings = database.Settings.Select(s => (Name: s.Key, s.Value)).Concat(ProofSettings);
        if (allowLoopback)
        {
            settings = settings.Append(("Outbound:AllowedNetworks:0", "127.0.0.0/8")).Append(("Outbound:AllowedNetworks:1", "::1/128"));
        }
        var hub = await StartAsync("serve", settings.ToDictionary(s => s.Name, s => s.Value), program, stop);
        lock (hubs)
        {
            hubs.Add(hub);
        }
        return hub;
    }

    /// <summary>Runs a statement on the database itself, for what no API can bring about; only while no Hub runs on SQLite.</summary>
    public async Task<int> ExecuteAsync(string sql)
    {
        await using System.Data.Common.DbConnection connection =
            Provider == TestDatabase.Postgres ? new NpgsqlConnection(database.ConnectionString) : new SqliteConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>Signs in as the administrator of a tenant.</summary>
    public Task<ConsoleClient> SignInAsync(HubProcess hub, int tenant = 0) =>
        ConsoleClient.SignInAsync(hub.BaseAddress, Tenants[tenant].Admin, Tenants[tenant].Password);

    public async ValueTask DisposeAsync()
    {
        foreach (var hub in hubs)
        {
            await EndAsync(hub);
        }
        await database.DisposeAsync();
    }

    /// <summary>Ends a node for good, if it still runs.</summary>
    public static async Task EndAsync(HubProcess hub)
    {
        var id = hub.Id;
        await hub.DisposeAsync();
        Running.TryRemove(id, out _);
    }

    private static async Task<Installation> FillAsync(string provider)
    {
        var database = await TestDatabase.CreateAsync(provider);
        var installation = new Installation(database, Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)), []);
        try
        {
            var demo = await installation.StartAsync("demo", database.Settings, null, CancellationToken.None);
            await demo.StopAsync();
            await EndAsync(demo);
            var file = JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(database.DataFolder, "demo.json")));
            return new Installation(database, installation.masterKey, [.. file.GetProperty("tenants").EnumerateArray().Select(Tenant)]);
        }
        catch
        {
            await installation.DisposeAsync();
            throw;
        }
    }

    private static DemoTenant Tenant(JsonElement tenant)
    {
        var admin = tenant.GetProperty("users")[0];
        return new DemoTenant(
            tenant.GetProperty("tenantCode").GetString()!, admin.GetProperty("username").GetString()!, admin.GetProperty("password").GetString()!,
            [.. tenant.GetProperty("styles").EnumerateArray().Select(s => s.GetString()!)]);
    }

    private async Task<HubProcess> StartAsync(string command, IReadOnlyDictionary<string, string> settings, string? program, CancellationToken stop)
    {
        var hub = await HubProcess.StartAsync(
            new HubProcessOptions { Command = command, Program = program, DataFolder = database.DataFolder, MasterKey = masterKey, Settings = settings }, stop);
        Running[hub.Id] = true;
        return hub;
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }

    // The server quotes the names into the statements: a name can not be a parameter of them.
    private async Task CopyDatabaseAsync(TestDatabase template)
    {
        var own = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var server = new NpgsqlConnectionStringBuilder(own.ConnectionString) { Database = "postgres", Pooling = false };
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        foreach (var statementFor in (string[])["select format('drop database %I', $1)", "select format('create database %I template %I', $1, $2)"])
        {
            await using var quote = new NpgsqlCommand(statementFor, connection)
            {
                Parameters = { new() { Value = own.Database! } },
            };
            if (statementFor.Contains("$2", StringComparison.Ordinal))
            {
                quote.Parameters.Add(new() { Value = new NpgsqlConnectionStringBuilder(template.ConnectionString).Database! });
            }
            await using var run = new NpgsqlCommand((string)(await quote.ExecuteScalarAsync())!, connection);
            await run.ExecuteNonQueryAsync();
        }
    }
}
