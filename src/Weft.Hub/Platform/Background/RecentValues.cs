using System.Collections.Concurrent;

namespace Weft.Hub.Platform.Background;

/// <summary>
/// Remembers what was read lately, for a short time, also that there was nothing. A value that was being read while it changed is not kept: forgetting
/// and reading can not cross.
/// </summary>
/// <param name="maxAge">How old an answer may be.</param>
/// <param name="clock">The clock.</param>
/// <param name="capacity">Most entries; beyond it the memory is emptied, which only costs time.</param>
public sealed class RecentValues<TKey, TValue>(TimeSpan maxAge, TimeProvider clock, int capacity = 10_000) where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Entry> entries = new();
    private long changes;

    /// <summary>The remembered value, or what <paramref name="read"/> finds now.</summary>
    public ValueTask<TValue> GetAsync(TKey key, Func<TKey, CancellationToken, Task<TValue>> read, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(read);
        return entries.TryGetValue(key, out var entry) && clock.GetElapsedTime(entry.ReadAt) < maxAge
            ? ValueTask.FromResult(entry.Value)
            : new ValueTask<TValue>(ReadAsync(key, read, ct));
    }

    /// <summary>Forgets one value.</summary>
    public void Forget(TKey key)
    {
        Interlocked.Increment(ref changes);
        entries.TryRemove(key, out _);
    }

    /// <summary>Forgets every value that the condition names.</summary>
    public void Forget(Func<TKey, TValue, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        Interlocked.Increment(ref changes);
        foreach (var (key, entry) in entries)
        {
            if (condition(key, entry.Value))
            {
                entries.TryRemove(key, out _);
            }
        }
    }

    public void ForgetAll()
    {
        Interlocked.Increment(ref changes);
        entries.Clear();
    }

    private async Task<TValue> ReadAsync(TKey key, Func<TKey, CancellationToken, Task<TValue>> read, CancellationToken ct)
    {
        var before = Interlocked.Read(ref changes);
        var readAt = clock.GetTimestamp();
        var value = await read(key, ct);
        if (entries.Count >= capacity)
        {
            entries.Clear();
        }
        var entry = new Entry(value, readAt);
        entries[key] = entry;
        if (Interlocked.Read(ref changes) != before)
        {
            entries.TryRemove(KeyValuePair.Create(key, entry));
        }
        return value;
    }

    private sealed record Entry(TValue Value, long ReadAt);
}
