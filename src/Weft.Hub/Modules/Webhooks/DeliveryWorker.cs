using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Webhooks.Deliveries;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Webhooks;

/// <summary>
/// Sends what is due (openapi-gateway 7.4). One loop talks to the database; calls run beside it and never wait for it:
/// <para>
/// 1 store the outcomes that have come in since the last round; 2 give back the queues whose turn is over; 3 lease queues that are due, as many as
/// there is room for; 4 load their due deliveries (1 to 4 are one commit); 5 send them, two in flight per queue, outcomes go to the next round's 1.
/// </para>
/// </summary>
/// <remarks>
/// Several nodes: a queue is leased by one node at a time, for a minute; no call starts in the second half of it. After a crash the lease runs out and
/// another node, or this one, goes on (on SQLite the only node goes on at once); a call whose outcome was not stored yet is made again (delivery is at least once). Fair: queues are served
/// longest waiting first, a limited number of deliveries and half a minute at a time, and receivers that are failing use at most half of the room.
/// </remarks>
internal sealed partial class DeliveryWorker(
    DeliverySignal signal, IServiceScopeFactory scopes, DeliveryPool pool, TimeProvider clock, ILogger<DeliveryWorker> logger)
    : QueueWorker(signal, clock, logger)
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan CallsWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan CountEvery = TimeSpan.FromSeconds(15);

    private readonly string owner = Guid.NewGuid().ToString("N");
    private readonly WebhooksOptions options = pool.Options;
    private readonly ConcurrentQueue<Outcome> outcomes = new();
    private readonly ConcurrentQueue<QueueTurn> ended = new();
    private readonly HashSet<QueueTurn> turns = [];
    private readonly List<Outcome> unrecorded = [];
    private readonly List<QueueTurn> unreleased = [];
    private readonly CancellationTokenSource calls = new();
    private volatile bool stopping;
    private DateTime countAgainAt;
    private bool isUnderWay;

    protected override TimeSpan Poll => TimeSpan.FromSeconds(options.PollSeconds);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => options.Send ? base.ExecuteAsync(stoppingToken) : Task.CompletedTask;

    protected override async Task<bool> WorkAsync(CancellationToken ct)
    {
        var now = Clock.UtcNow();
        TakeWhatCameIn();
        var (healthyRoom, failingRoom) = stopping ? (0, 0) : Room();
        await using var scope = PlatformScope(out var db);
        if (!isUnderWay)
        {
            await db.UnitAsync(async () =>
            {
                await new DeliveryStore(db, owner).ForgetLastRunAsync();
                return true;
            }, ct);
            isUnderWay = true;
        }
        await CountOpenAsync(db, now, ct);
        if (unrecorded.Count == 0 && unreleased.Count == 0 && (healthyRoom == 0 || !await IsAnythingDueAsync(db, now, ct)))
        {
            return false;
        }
        var store = new DeliveryStore(db, owner);
        var (health, leased, due) = await db.UnitAsync(async () =>
        {
            await store.RecordAsync(unrecorded); // 1
            var released = await store.ReleaseAsync([.. unreleased.Select(t => t.Result)], now); // 2
            var until = now + Lease;
            List<LeasedQueue> queues = [.. await store.ClaimAsync(healthyRoom, failing: false, now, until), .. await store.ClaimAsync(failingRoom, failing: true, now, until)]; // 3
            return (released, queues, await store.LoadAsync(queues, options.DeliveriesPerTurn, now)); // 4
        }, CancellationToken.None);
        var hadDead = unreleased.Where(t => t.HadDead).Select(t => t.Result.Queue.CredentialId).ToHashSet();
        unreleased.ForEach(t => turns.Remove(t));
        unrecorded.Clear();
        unreleased.Clear();
        foreach (var queue in leased)
        {
            Start(new QueueTurn(queue, [.. due[(queue.TenantId, queue.CredentialId)]], now + CallsWithin)); // 5
        }
        await JudgeAsync(health.Where(h => !h.IsMarkedFailing && (h.FailedInRow >= PushHealth.FailuresInRow || hadDead.Contains(h.CredentialId))), ct);
        return leased.Count > 0 && leased.Count >= healthyRoom;
    }

    /// <summary>Lets calls in flight end for a moment, stores what came of them, and gives the queues back, so that another node goes on at once.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        var again = stopping;
        stopping = true;
        await base.StopAsync(cancellationToken);
        if (again || !options.Send)
        {
            return;
        }
        await pool.DrainAsync(Grace);
        await calls.CancelAsync();
        await pool.DrainAsync(Grace);
        await WorkAsync(CancellationToken.None);
    }

    public override void Dispose()
    {
        calls.Dispose();
        base.Dispose();
    }

    /// <summary>What came in stays in its list until its commit succeeded: after an error it is stored by a later round.</summary>
    private void TakeWhatCameIn()
    {
        // Turns first: a turn that has ended has handed in all its outcomes, so they are stored before its queue is given back.
        while (ended.TryDequeue(out var turn))
        {
            unreleased.Add(turn);
        }
        while (outcomes.TryDequeue(out var outcome))
        {
            unrecorded.Add(outcome);
        }
    }

    /// <summary>How many queues may be leased now: what memory allows, and of failing ones so many that healthy ones always find room.</summary>
    private (int Healthy, int Failing) Room()
    {
        var held = turns.Sum(t => t.Loaded);
        var byMemory = Math.Max(0, (options.MaxDeliveriesInMemory - held) / options.DeliveriesPerTurn);
        var healthy = Math.Min(byMemory, (2 * options.MaxCallsInFlight) - turns.Count);
        var failing = Math.Min(byMemory / 2, (options.MaxCallsInFlight / 2) - turns.Count(t => t.IsFailing));
        return (Math.Max(0, healthy), Math.Max(0, failing));
    }

    private void Start(QueueTurn turn)
    {
        turns.Add(turn);
        if (turn.Loaded == 0)
        {
            ended.Enqueue(turn);
            signal.Wake();
            return;
        }
        foreach (var _ in turn.StartRunners())
        {
            pool.Run(() => RunAsync(turn));
        }
    }

    private async Task RunAsync(QueueTurn turn)
    {
        try
        {
            while (!stopping && await pool.AttemptNextAsync(turn, calls.Token) is { } outcome)
            {
                turn.Note(outcome);
                outcomes.Enqueue(outcome);
                signal.Wake();
            }
        }
        catch (OperationCanceledException)
        {
            // The Hub is stopping: the outcome is unknown, so the delivery stays due.
        }
        finally
        {
            if (turn.RunnerEnded())
            {
                ended.Enqueue(turn);
                signal.Wake();
            }
        }
    }

    private static Task<bool> IsAnythingDueAsync(HubDbContext db, DateTime now, CancellationToken ct) =>
        db.AcrossTenants<DeliveryQueue>("the sender looks for what is due")
            .AnyAsync(q => q.NextDueAt <= now && (q.LeasedUntil == null || q.LeasedUntil <= now), ct);

    private async Task CountOpenAsync(HubDbContext db, DateTime now, CancellationToken ct)
    {
        if (now >= countAgainAt)
        {
            countAgainAt = now + CountEvery;
            pool.Metrics.Open(await db.AcrossTenants<Delivery>("the metrics count what is open").LongCountAsync(d => d.NextAttemptAt != null, ct));
        }
    }

    private async Task JudgeAsync(IEnumerable<QueueHealth> suspects, CancellationToken ct)
    {
        foreach (var suspect in suspects)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(suspect.TenantId);
                scope.ServiceProvider.GetRequiredService<Actor>().BecomeJob("webhooks");
                await scope.ServiceProvider.GetRequiredService<PushHealth>().JudgeAsync(suspect.CredentialId, ct);
            }
#pragma warning disable CA1031 // The mark is set again at the queue's next failed turn; sending goes on.
            catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
            {
                Log.JudgeFailed(Logger, error, suspect.CredentialId);
            }
        }
    }

    private AsyncServiceScope PlatformScope(out HubDbContext db)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().EnterPlatform();
        scope.ServiceProvider.GetRequiredService<Actor>().BecomeJob("webhooks");
        db = scope.ServiceProvider.GetRequiredService<HubDbContext>();
        return scope;
    }

    private static partial class Log
    {
        [LoggerMessage(4102, LogLevel.Error, "The push health of credential {Credential} could not be judged; it will be at the next failure")]
        public static partial void JudgeFailed(ILogger logger, Exception error, long credential);
    }
}
