namespace Weft.Hub.Platform.Background;

/// <summary>
/// Answers concurrent questions together: while one batch is with the database, the next one gathers. A caller waits for one round trip, and
/// a thousand callers share it.
/// </summary>
/// <param name="run">Answers a batch in order; when it throws, every caller of the batch gets the exception.</param>
/// <param name="maxBatch">Most questions of one batch.</param>
public sealed class Batcher<TQuestion, TAnswer>(Func<IReadOnlyList<TQuestion>, Task<IReadOnlyList<TAnswer>>> run, int maxBatch)
{
    private readonly Lock gate = new();
    private readonly Queue<(TQuestion Question, TaskCompletionSource<TAnswer> Answer)> waiting = new();
    private bool running;

    public Task<TAnswer> AskAsync(TQuestion question)
    {
        var answer = new TaskCompletionSource<TAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            waiting.Enqueue((question, answer));
            if (running)
            {
                return answer.Task;
            }
            running = true;
        }
        // Off the caller's thread: it may hold a place in a request's flow.
        _ = Task.Run(DrainAsync);
        return answer.Task;
    }

    private async Task DrainAsync()
    {
        List<(TQuestion Question, TaskCompletionSource<TAnswer> Answer)> batch = [];
        while (true)
        {
            lock (gate)
            {
                if (waiting.Count == 0)
                {
                    running = false;
                    return;
                }
                while (batch.Count < maxBatch && waiting.TryDequeue(out var next))
                {
                    batch.Add(next);
                }
            }
            await AnswerAsync(batch);
            batch.Clear();
        }
    }

    private async Task AnswerAsync(List<(TQuestion Question, TaskCompletionSource<TAnswer> Answer)> batch)
    {
        try
        {
            var answers = await run([.. batch.Select(b => b.Question)]);
            for (var i = 0; i < batch.Count; i++)
            {
                batch[i].Answer.TrySetResult(answers[i]);
            }
        }
#pragma warning disable CA1031 // The callers get the exception.
        catch (Exception error)
#pragma warning restore CA1031
        {
            foreach (var (_, answer) in batch)
            {
                answer.TrySetException(error);
            }
        }
    }
}
