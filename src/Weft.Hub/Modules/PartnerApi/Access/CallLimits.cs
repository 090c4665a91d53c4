using System.Collections.Concurrent;

namespace Weft.Hub.Modules.PartnerApi.Access;

/// <summary>Counts calls in sliding windows (scm-partner-api 4.2), on this node.</summary>
internal sealed class CallLimits(TimeProvider clock)
{
    private const int MaxKeys = 50_000;

    private readonly ConcurrentDictionary<string, Queue<DateTimeOffset>> calls = new(StringComparer.Ordinal);

    /// <summary>How long to wait when the limit is reached; null when the call may go on, which is then counted.</summary>
    public TimeSpan? Take(string key, int limit, TimeSpan window)
    {
        var (queue, now) = (QueueOf(key, window), clock.GetUtcNow());
        lock (queue)
        {
            Forget(queue, now - window);
            if (queue.Count >= limit)
            {
                return queue.Peek() + window - now;
            }
            queue.Enqueue(now);
            return null;
        }
    }

    /// <summary>As <see cref="Take"/>, without counting.</summary>
    public TimeSpan? Ask(string key, int limit, TimeSpan window)
    {
        if (!calls.TryGetValue(key, out var queue))
        {
            return null;
        }
        var now = clock.GetUtcNow();
        lock (queue)
        {
            Forget(queue, now - window);
            return queue.Count >= limit ? queue.Peek() + window - now : null;
        }
    }

    private Queue<DateTimeOffset> QueueOf(string key, TimeSpan window)
    {
        if (calls.Count > MaxKeys)
        {
            // A flood of invented names: forget what is over rather than grow.
            var before = clock.GetUtcNow() - window;
            foreach (var (old, queue) in calls)
            {
                lock (queue)
                {
                    Forget(queue, before);
                    if (queue.Count == 0)
                    {
                        calls.TryRemove(old, out _);
                    }
                }
            }
        }
        return calls.GetOrAdd(key, _ => new Queue<DateTimeOffset>());
    }

    private static void Forget(Queue<DateTimeOffset> queue, DateTimeOffset before)
    {
        while (queue.TryPeek(out var oldest) && oldest <= before)
        {
            queue.Dequeue();
        }
    }
}
