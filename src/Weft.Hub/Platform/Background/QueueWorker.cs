namespace Weft.Hub.Platform.Background;

/// <summary>Says that there is work; waiting for it costs nothing, and a wake-up is never lost.</summary>
public abstract class WorkSignal
{
    private volatile TaskCompletionSource waiting = NewSource();

    public void Wake() => waiting.TrySetResult();

    internal async Task WaitAsync(TimeSpan atMost, TimeProvider clock, CancellationToken ct)
    {
        try
        {
            await waiting.Task.WaitAsync(atMost, clock, ct);
        }
        catch (TimeoutException)
        {
            // Nobody called: look anyway, another node may have left work.
        }
    }

    internal void Reset() => waiting = waiting.Task.IsCompleted ? NewSource() : waiting;

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>
/// Empties a queue: works while there is something, then waits for its signal or its poll interval. A failure is logged and tried again
/// after the interval; it never ends the worker.
/// </summary>
public abstract partial class QueueWorker(WorkSignal signal, TimeProvider clock, ILogger logger) : BackgroundService
{
    protected TimeProvider Clock => clock;

    protected ILogger Logger => logger;

    /// <summary>How long to wait, at most, before looking again without being woken.</summary>
    protected abstract TimeSpan Poll { get; }

    /// <summary>Does one portion of work; true when there may be more at once.</summary>
    protected abstract Task<bool> WorkAsync(CancellationToken ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            // Reset before looking: a wake-up that comes during the look is kept for the next round.
            signal.Reset();
            try
            {
                if (await WorkAsync(stoppingToken))
                {
                    continue;
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // A worker outlives whatever goes wrong in one portion.
            catch (Exception error)
#pragma warning restore CA1031
            {
                Log.Failed(logger, error, GetType().Name);
            }
            try
            {
                await signal.WaitAsync(Poll, clock, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1301, LogLevel.Error, "{Worker} failed and will try again")]
        public static partial void Failed(ILogger logger, Exception error, string worker);
    }
}
