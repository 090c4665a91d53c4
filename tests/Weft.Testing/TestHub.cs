using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Hosting;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Testing;

/// <summary>A real Hub in this process, on a real port, with a clock that tests move.</summary>
public sealed class TestHub : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<TestHub>>> Shared = new();

    private readonly WebApplication app;
    private readonly TestDatabase database;

    private TestHub(WebApplication app, TestDatabase database, FakeTimeProvider clock)
    {
        (this.app, this.database, Clock) = (app, database, clock);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Address };
    }

    public FakeTimeProvider Clock { get; }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public IServiceProvider Services => app.Services;

    /// <summary>The Hub that the tests of one database share; each test makes tenants of its own.</summary>
    public static Task<TestHub> SharedAsync(string provider) =>
        Shared.GetOrAdd(provider, p => new Lazy<Task<TestHub>>(() => StartAsync(p))).Value;

    /// <summary>As <see cref="SharedAsync"/>, but events stay in the outbox, for tests that read them there.</summary>
    public static Task<TestHub> SharedWithoutRelayAsync(string provider) =>
        Shared.GetOrAdd(provider + " without relay", _ => new Lazy<Task<TestHub>>(() => StartAsync(provider, ["Background:Relay=false"]))).Value;

    /// <summary>A Hub of the test's own.</summary>
    /// <param name="provider"><c>sqlite</c> or <c>postgres</c>.</param>
    /// <param name="settings">Further settings, as <c>Section:Name=value</c>.</param>
    /// <param name="services">Fakes of what is outside the Hub.</param>
    /// <param name="clock">The clock; a new one that stands at 2026-02-11T14:30+08:00 when null.</param>
    /// <param name="on">An existing database, for a second node or a restart; the caller disposes of it.</param>
    public static async Task<TestHub> StartAsync(
        string provider, IReadOnlyList<string>? settings = null, Action<IServiceCollection>? services = null, TestDatabase? on = null, FakeTimeProvider? clock = null)
    {
        var database = on ?? await TestDatabase.CreateMigratedAsync(provider);
        clock ??= new FakeTimeProvider(new DateTimeOffset(2026, 2, 11, 6, 30, 0, TimeSpan.Zero));
        var app = Build(database, clock, settings ?? [], services);
        await app.StartAsync();
        return new TestHub(app, database, clock) { OwnsDatabase = on is null };
    }

    /// <summary>A Hub with the settings of tests, not started yet.</summary>
    internal static WebApplication Build(TestDatabase database, FakeTimeProvider clock, IReadOnlyList<string> settings, Action<IServiceCollection>? services)
    {
        string[] args =
        [
            "--urls=http://127.0.0.1:0", $"--data={database.DataFolder}", $"--Database:Provider={database.Provider}", $"--Database:ConnectionString={database.ConnectionString}",
            "--Secrets:MasterKey=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=", "--Background:Jobs=false", "--Outbound:AllowHttp=true", "--Outbound:AllowedNetworks:0=127.0.0.0/8",
            // All tests call from one address, and the clock stands still between them.
            "--PartnerApi:TokensPerAddress=100000",
            "--Logging:LogLevel:Default=Warning", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Warning", .. settings.Select(s => "--" + s),
        ];
        return HubHost.Build(args, builder =>
        {
            builder.Services.RemoveAll<TimeProvider>();
            builder.Services.AddSingleton<TimeProvider>(clock);
            // Passwords are hashed by the same code, a hundred times quicker: every test signs somebody in.
            builder.Services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1_000);
            // A query that multiplies the rows of one list with those of another is a mistake.
            builder.Services.ConfigureDbContext<SqliteHubDbContext>(options => options.ConfigureWarnings(w => w.Throw(RelationalEventId.MultipleCollectionIncludeWarning)));
            builder.Services.ConfigureDbContext<PostgresHubDbContext>(options => options.ConfigureWarnings(w => w.Throw(RelationalEventId.MultipleCollectionIncludeWarning)));
            services?.Invoke(builder.Services);
        });
    }

    private bool OwnsDatabase { get; init; }

    /// <summary>Runs with the services of one scope, in the tenant.</summary>
    public async Task<T> InTenantAsync<T>(long tenantId, Func<IServiceProvider, Task<T>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(tenantId);
        return await work(scope.ServiceProvider);
    }

    /// <summary>Runs with the services of one scope, as the platform.</summary>
    public async Task<T> AsPlatformAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().EnterPlatform();
        return await work(scope.ServiceProvider);
    }

    /// <summary>Runs a job as the scheduler would.</summary>
    public async Task RunJobAsync<TJob>() where TJob : IClockJob
    {
        await using var scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<TJob>().RunAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        if (OwnsDatabase)
        {
            await database.DisposeAsync();
        }
    }
}
