using System.Collections.Concurrent;

namespace Weft.Hub.Modules.AppStore.Credentials;

/// <summary>
/// Remembers what was read for a few seconds. Made for the signed door: a hit is one look-up and allocates nothing, many callers share one read, an entry in use is
/// read anew before it is too old, and keys that lead nowhere can not fill the memory.
/// </summary>
/// <param name="maxAge">How old an answer may be.</param>
/// <param name="maxAbsent">How many keys are remembered as leading nowhere; further ones are read each time.</param>
/// <param name="clock">The clock.</param>
/// <param name="read">Reads the value, null when there is none.</param>
internal sealed class SnapshotCache<TKey, TValue>(TimeSpan maxAge, int maxAbsent, TimeProvider clock, Func<TKey, Task<TValue?>> read)
    where TKey : notnull
    where TValue : class
{
    private readonly ConcurrentDictionary<TKey, Entry> entries = new();
    private readonly Dictionary<TKey, Flight> flights = [];
    private readonly Lock gate = new();
    private readonly TimeSpan refreshAge = maxAge * 0.8;
    private readonly TimeSpan sweepEvery = maxAge * 4;
    private long generation;
    private int absent;
    private long sweptAt = clock.GetTimestamp();

    public ValueTask<TValue?> GetAsync(TKey key, CancellationToken ct)
    {
        if (entries.TryGetValue(key, out var entry))
        {
            var age = clock.GetElapsedTime(entry.ReadAt);
            if (age < maxAge)
            {
                if (age >= refreshAge && entry.BeginRefresh())
                {
                    _ = ReadAsync(key);
                }
                return ValueTask.FromResult(entry.Value);
            }
        }
        return new ValueTask<TValue?>(ReadAsync(key).WaitAsync(ct));
    }

    /// <summary>Forgets the values that the condition names, and all absent ones. A read that began before is neither kept nor shared with callers that come after.</summary>
    public void Forget(Func<TValue, bool> condition)
    {
        lock (gate)
        {
            generation++;
            foreach (var (key, entry) in entries)
            {
                if (entry.Value is null || condition(entry.Value))
                {
                    Remove(key, entry);
                }
            }
        }
    }

    private Task<TValue?> ReadAsync(TKey key)
    {
        Flight flight;
        lock (gate)
        {
            if (flights.TryGetValue(key, out var known) && known.Generation == generation)
            {
                return known.Done.Task;
            }
            flight = new Flight(generation);
            flights[key] = flight;
        }
        _ = FlyAsync(key, flight);
        return flight.Done.Task;
    }

    private async Task FlyAsync(TKey key, Flight flight)
    {
        try
        {
            // Counted from before the read: what is committed meanwhile may not be in it.
            var readAt = clock.GetTimestamp();
            var value = await read(key);
            lock (gate)
            {
                if (flight.Generation == generation)
                {
                    Keep(key, new Entry(value, readAt));
                }
            }
            flight.Done.SetResult(value);
        }
#pragma warning disable CA1031 // Whoever waits for the read gets its exception.
        catch (Exception error)
#pragma warning restore CA1031
        {
            flight.Done.SetException(error);
            // A refresh ahead of time may have nobody who waits.
            _ = flight.Done.Task.Exception;
        }
        finally
        {
            lock (gate)
            {
                if (flights.TryGetValue(key, out var current) && current == flight)
                {
                    flights.Remove(key);
                }
            }
        }
    }

    private void Keep(TKey key, Entry entry)
    {
        if (clock.GetElapsedTime(sweptAt) >= sweepEvery)
        {
            Sweep();
        }
        if (entries.TryGetValue(key, out var old))
        {
            Remove(key, old);
        }
        if (entry.Value is null && absent >= maxAbsent)
        {
            return;
        }
        entries[key] = entry;
        absent += entry.Value is null ? 1 : 0;
    }

    /// <summary>What nobody asked for lately goes, secrets with it.</summary>
    private void Sweep()
    {
        sweptAt = clock.GetTimestamp();
        foreach (var (key, entry) in entries)
        {
            if (clock.GetElapsedTime(entry.ReadAt) >= maxAge)
            {
                Remove(key, entry);
            }
        }
    }

    private void Remove(TKey key, Entry entry)
    {
        if (entries.TryRemove(KeyValuePair.Create(key, entry)) && entry.Value is null)
        {
            absent--;
        }
    }

    private sealed class Entry(TValue? value, long readAt)
    {
        private int refreshing;

        public TValue? Value { get; } = value;

        public long ReadAt { get; } = readAt;

        public bool BeginRefresh() => Interlocked.Exchange(ref refreshing, 1) == 0;
    }

    private sealed class Flight(long generation)
    {
        public long Generation { get; } = generation;

        public TaskCompletionSource<TValue?> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
