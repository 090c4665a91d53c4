using System.Collections.Concurrent;

namespace Weft.Hub.Modules.Webhooks.Deliveries;

/// <summary>One turn at a leased queue: its due deliveries, sent by at most two runners, and how the receiver did.</summary>
internal sealed class QueueTurn(LeasedQueue queue, IEnumerable<DueDelivery> due, DateTime noCallAfter)
{
    /// <summary>Most calls in flight to one credential (openapi-gateway 7.4).</summary>
    public const int CallsInFlight = 2;

    private readonly ConcurrentQueue<DueDelivery> waiting = new(due);
    private readonly Lock gate = new();
    private int runners;
    private int failures;
    private bool succeeded;

    /// <summary>True when the receiver's last call failed: it then shares in the smaller part of the pool.</summary>
    public bool IsFailing { get; private set; } = queue.FailedInRow > 0;

    /// <summary>A delivery was given up in this turn.</summary>
    public bool HadDead { get; private set; }

    public int Loaded { get; } = due.Count();

    public TurnResult Result
    {
        get
        {
            lock (gate)
            {
                return new TurnResult(queue, failures, succeeded);
            }
        }
    }

    public IEnumerable<int> StartRunners()
    {
        runners = Math.Min(CallsInFlight, Loaded);
        return Enumerable.Range(0, runners);
    }

    /// <summary>
    /// The next delivery, unless the turn is over. It ends long before the lease does, with what is left unsent: so no call of this node can overlap
    /// with the next owner's, and a hanging receiver keeps its place for half a minute at most.
    /// </summary>
    public DueDelivery? Next(DateTime now) => now < noCallAfter && waiting.TryDequeue(out var next) ? next : null;

    public void Note(Outcome outcome)
    {
        if (outcome.Call is null)
        {
            return;
        }
        lock (gate)
        {
            IsFailing = !outcome.Succeeded;
            HadDead |= outcome.State == DeliveryState.Dead;
            (failures, succeeded) = outcome.Succeeded ? (0, true) : (failures + 1, succeeded);
        }
    }

    /// <summary>True for the last runner: the turn is over.</summary>
    public bool RunnerEnded() => Interlocked.Decrement(ref runners) == 0;
}
