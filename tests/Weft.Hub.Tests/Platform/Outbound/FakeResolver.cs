using System.Collections.Concurrent;
using System.Net;
using Weft.Hub.Platform.Outbound;

namespace Weft.Hub.Tests.Platform.Outbound;

/// <summary>A name server whose every answer the test decides; the last answer given for a name is repeated.</summary>
internal sealed class FakeResolver : IHostResolver
{
    private readonly ConcurrentDictionary<string, Queue<IReadOnlyList<IPAddress>>> _answers = new();
    private readonly TaskCompletionSource _askedWhileSilent = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Questions;

    /// <summary>Never answers, until the asker gives up.</summary>
    public bool Silent { get; set; }

    public Task AskedWhileSilent => _askedWhileSilent.Task;

    public FakeResolver Answer(string host, params string[] addresses)
    {
        _answers.GetOrAdd(host, _ => new()).Enqueue(Array.ConvertAll(addresses, IPAddress.Parse));
        return this;
    }

    public async ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref Questions);
        if (Silent)
        {
            var never = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var _ = cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
            _askedWhileSilent.TrySetResult();
            await never.Task;
        }
        if (!_answers.TryGetValue(host, out var queue))
            return [];
        lock (queue)
            return queue.Count > 1 ? queue.Dequeue() : queue.Peek();
    }
}
