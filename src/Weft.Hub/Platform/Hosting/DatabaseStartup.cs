using Microsoft.Extensions.Options;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Platform.Hosting;

/// <summary>Brings the database up to date and opens it for writing before anything else starts; then lets the seeds of the modules run.</summary>
internal sealed class DatabaseStartup(
    Migrator migrator, IOptions<DatabaseOptions> options, WriteLanes lanes, IServiceScopeFactory scopes, IEnumerable<SeedEntry> seeds) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (options.Value.MigrateOnStart)
        {
            await migrator.RunAsync(cancellationToken);
        }
        else if (await migrator.PendingAsync(cancellationToken) is { Count: > 0 } pending)
        {
            throw new InvalidOperationException($"The database lacks {pending.Count} migration(s). Run: Weft.Hub migrate");
        }
        // The first write connection also finds where row ids go on.
        await lanes.RunAsync(0, _ => Task.CompletedTask, cancellationToken);
        foreach (var seed in seeds)
        {
            await using var scope = scopes.CreateAsyncScope();
            await ((ISeed)scope.ServiceProvider.GetRequiredService(seed.SeedType)).RunAsync(cancellationToken);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>Rows that every installation has, such as the catalogue. Runs at each start, on every node, so it only adds what is missing.</summary>
public interface ISeed
{
    Task RunAsync(CancellationToken ct);
}

internal sealed record SeedEntry(Type SeedType);

public static class SeedExtensions
{
    public static IServiceCollection AddSeed<TSeed>(this IServiceCollection services) where TSeed : class, ISeed
    {
        services.AddScoped<TSeed>();
        services.AddSingleton(new SeedEntry(typeof(TSeed)));
        return services;
    }
}
