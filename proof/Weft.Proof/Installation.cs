using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Platform.Hosting;
using Weft.Hub.Platform.Secrets;
using Weft.Hub.Platform.Tenancy;
using Weft.Testing;

namespace Weft.Proof;

/// <summary>Somebody who administers the tenant that a proof works in.</summary>
internal sealed record ProofTenant(string Admin, string Password);

/// <summary>
/// A database and data folder of one proof, filled by the product itself: its own commands make a tenant that has bought the modules, once for each kind of
/// database, and each proof gets a copy.
/// Starts real Hubs on it; kills whatever still runs when it is disposed.
/// </summary>
internal sealed class Installation : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<Installation>>> Templates = new();
    private static readonly ConcurrentDictionary<HubProcess, int> Running = new();

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

    private Installation(TestDatabase database, string masterKey, ProofTenant? tenant) =>
        (this.database, this.masterKey, Tenant) = (database, masterKey, tenant);

    public ProofTenant? Tenant { get; private set; }

    public string Provider => database.Provider;

    /// <summary>A copy of the filled database for one proof.</summary>
    public static async Task<Installation> CreateAsync(string provider)
    {
        var template = await Templates.GetOrAdd(provider, p => new Lazy<Task<Installation>>(() => FillAsync(p))).Value;
        var copy = new Installation(await TestDatabase.CreateAsync(provider), template.masterKey, template.Tenant);
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
        foreach (var id in Running.Values)
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
    public async Task<HubProcess> StartAsync(bool allowLoopback = true, string? program = null, IEnumerable<(string Name, string Value)>? settings = null, CancellationToken stop = default)
    {
        settings = database.Settings.Select(s => (Name: s.Key, s.Value)).Concat(ProofSettings).Concat(settings ?? []);
        if (allowLoopback)
        {
            settings = settings.Append(("Outbound:AllowedNetworks:0", "127.0.0.0/8")).Append(("Outbound:AllowedNetworks:1", "::1/128"));
        }
        var hub = await StartAsync(settings.ToDictionary(s => s.Name, s => s.Value), program, stop);
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

    /// <summary>The database itself, to count what no API tells; only while no Hub runs on SQLite.</summary>
    public async Task<System.Data.Common.DbConnection> OpenAsync()
    {
        System.Data.Common.DbConnection connection = Provider == TestDatabase.Postgres ? new NpgsqlConnection(database.ConnectionString) : new SqliteConnection(database.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Signs in as the administrator of a tenant.</summary>
    public Task<ConsoleClient> SignInAsync(HubProcess hub) => ConsoleClient.SignInAsync(hub.BaseAddress, Tenant!.Admin, Tenant.Password);

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
        if (Running.TryRemove(hub, out _))
        {
            await hub.DisposeAsync();
        }
    }

    private static async Task<Installation> FillAsync(string provider)
    {
        var database = await TestDatabase.CreateAsync(provider);
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        var filled = new Installation(database, key, null);
        try
        {
            await using var app = HubHost.Build(
            [
                "--urls=http://127.0.0.1:0", $"--data={database.DataFolder}", $"--Secrets:MasterKey={key}", "--Logging:LogLevel:Default=Warning", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Warning",
                .. database.Settings.Select(s => $"--{s.Key}={s.Value}"),
            ]);
            await app.StartAsync();
            filled.Tenant = await AddTenantAsync(app.Services, "proof");
            await app.StopAsync();
            // What stays open would keep the database from being copied.
            SqliteConnection.ClearAllPools();
            NpgsqlConnection.ClearAllPools();
            return filled;
        }
        catch
        {
            await filled.DisposeAsync();
            throw;
        }
    }

    /// <summary>A tenant that has bought every module, by the commands that console and demo call.</summary>
    private static async Task<ProofTenant> AddTenantAsync(IServiceProvider services, string code)
    {
        var tenant = new ProofTenant(code + "-admin", RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", 20));
        await using var platform = services.CreateAsyncScope();
        platform.ServiceProvider.GetRequiredService<TenantScope>().EnterPlatform();
        platform.ServiceProvider.GetRequiredService<Actor>().BecomeJob("proof");
        var made = await platform.ServiceProvider.GetRequiredService<CreateTenant>().ExecuteAsync(
            new NewTenant(code, "证明服饰", tenant.Admin, "管理员") { OwnerPassword = new SecretText(tenant.Password) }, CancellationToken.None);
        if (made.IsRefused(out var refusal))
        {
            throw new InvalidOperationException($"The tenant could not be made: {refusal.Message}");
        }
        await using var inside = services.CreateAsyncScope();
        inside.ServiceProvider.GetRequiredService<TenantScope>().Enter(made.Value.TenantId);
        inside.ServiceProvider.GetRequiredService<Actor>().BecomeJob("proof");
        foreach (var type in (string[])["ORDER_SYNC", "QUALITY_FEEDBACK", "LOGISTICS_SYNC", "PAYMENT_SYNC"])
        {
            var bought = await inside.ServiceProvider.GetRequiredService<ProvisionCredential>().RunAsync(new WantedCredential(type), CancellationToken.None);
            if (bought.IsRefused(out refusal))
            {
                throw new InvalidOperationException($"The module {type} could not be bought: {refusal.Message}");
            }
        }
        return tenant;
    }

    private async Task<HubProcess> StartAsync(IReadOnlyDictionary<string, string> settings, string? program, CancellationToken stop)
    {
        var hub = await HubProcess.StartAsync(
            new HubProcessOptions { Program = program, DataFolder = database.DataFolder, MasterKey = masterKey, Settings = settings, StartTimeout = TimeSpan.FromMinutes(3) }, stop);
        Running[hub] = hub.Id;
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
        await using (var end = new NpgsqlCommand("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", connection))
        {
            end.Parameters.Add(new() { Value = new NpgsqlConnectionStringBuilder(template.ConnectionString).Database! });
            await end.ExecuteNonQueryAsync();
        }
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
