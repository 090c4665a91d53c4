using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Platform.Outbox;

/// <summary>Wakes the relay when this node committed an event; other nodes' events are found by polling.</summary>
public sealed class OutboxSignal : WorkSignal;

/// <summary>
/// Hands committed events to their handlers, each tenant's in order. With two nodes, a lock in the database gives a tenant to one of them at a
/// time. After a crash nothing is lost or doubled: an event leaves the outbox in the transaction that passed it on.
/// </summary>
internal sealed partial class OutboxRelay(
    OutboxSignal signal, IServiceScopeFactory scopes, IEnumerable<OutboxRoute> routes, TimeProvider clock, ILogger<OutboxRelay> logger)
    : QueueWorker(signal, clock, logger)
{
    private const int BatchSize = 200;

    private readonly Dictionary<string, OutboxRoute> byType = routes.GroupBy(r => r.Type).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);

    protected override TimeSpan Poll => TimeSpan.FromSeconds(1);

    protected override async Task<bool> WorkAsync(CancellationToken ct)
    {
        var more = false;
        foreach (var tenant in await TenantsWithEventsAsync(ct))
        {
            more |= await PassOnAsync(tenant, BatchSize, ct);
        }
        return more;
    }

    private async Task<List<long>> TenantsWithEventsAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().EnterPlatform();
        var db = scope.ServiceProvider.GetRequiredService<HubDbContext>();
        var now = Clock.UtcNow();
        return await db.AcrossTenants<OutboxMessage>("the relay looks for tenants with events")
            .Where(m => m.NextAttemptAt == null || m.NextAttemptAt <= now).Select(m => m.TenantId).Distinct().ToListAsync(ct);
    }

    private async Task<bool> PassOnAsync(long tenant, int count, CancellationToken ct)
    {
        List<long> tried = [];
        try
        {
            await using var scope = NewScope(tenant, out var db);
            var passed = await db.UnitAsync(async () =>
            {
                if (!await TakeTurnAsync(db, tenant, ct))
                {
                    return 0;
                }
                var now = Clock.UtcNow();
                var messages = await db.Set<OutboxMessage>().AsNoTracking().Where(m => m.NextAttemptAt == null || m.NextAttemptAt <= now)
                    .OrderBy(m => m.OccurredAt).ThenBy(m => m.Id).Take(count).ToListAsync(ct);
                tried = [.. messages.Select(m => m.Id)];
                foreach (var run in RunsOfOneType(messages))
                {
                    if (byType.TryGetValue(run[0].Type, out var route))
                    {
                        await route.Pass(scope.ServiceProvider, run, ct);
                    }
                }
                await db.Set<OutboxMessage>().Where(m => tried.Contains(m.Id)).ExecuteDeleteAsync(ct);
                return messages.Count;
            }, ct);
            return passed == count;
        }
#pragma warning disable CA1031 // One bad event must not stop the others: it is set aside with its error and tried again later.
        catch (Exception error) when (error is not OperationCanceledException && tried.Count > 0)
#pragma warning restore CA1031
        {
            if (tried.Count > 1)
            {
                return await PassOnAsync(tenant, 1, ct) || true;
            }
            Log.Failed(Logger, error, tried[0], tenant);
            await SetAsideAsync(tenant, tried[0], error, ct);
            return true;
        }
    }

    private async Task SetAsideAsync(long tenant, long id, Exception error, CancellationToken ct)
    {
        await using var scope = NewScope(tenant, out var db);
        if (await db.Set<OutboxMessage>().FirstOrDefaultAsync(m => m.Id == id, ct) is { } message)
        {
            message.Failed(Clock.UtcNow(), error.GetType().Name);
            await db.SaveChangesAsync(ct);
        }
    }

    private AsyncServiceScope NewScope(long tenant, out HubDbContext db)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(tenant);
        scope.ServiceProvider.GetRequiredService<Actor>().BecomeJob("outbox");
        db = scope.ServiceProvider.GetRequiredService<HubDbContext>();
        return scope;
    }

    private static async Task<bool> TakeTurnAsync(HubDbContext db, long tenant, CancellationToken ct) =>
        !db.Database.IsNpgsql()
        || await db.Database.SqlQuery<bool>($"""select pg_try_advisory_xact_lock(hashtextextended('outbox', {tenant})) as "Value" """).SingleAsync(ct);

    private static IEnumerable<List<OutboxMessage>> RunsOfOneType(List<OutboxMessage> messages)
    {
        for (var start = 0; start < messages.Count;)
        {
            var end = start + 1;
            while (end < messages.Count && messages[end].Type == messages[start].Type)
            {
                end++;
            }
            yield return messages[start..end];
            start = end;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1201, LogLevel.Error, "Event {Id} of tenant {Tenant} could not be passed on; it will be tried again")]
        public static partial void Failed(ILogger logger, Exception error, long id, long tenant);
    }
}
