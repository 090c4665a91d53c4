using Microsoft.Extensions.Options;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Webhooks.Deliveries;

/// <summary>The room for calls in flight on this node, and the calls in it.</summary>
internal sealed partial class DeliveryPool(
    WebhookSender sender, WebhookMetrics metrics, IOptions<WebhooksOptions> options, TimeProvider clock, ILogger<DeliveryPool> logger) : IDisposable
{
    private readonly SemaphoreSlim all = new(options.Value.MaxCallsInFlight);
    private readonly SemaphoreSlim failing = new(options.Value.MaxCallsInFlight / 2);
    private readonly Lock gate = new();
    private TaskCompletionSource? empty;
    private int running;

    public WebhooksOptions Options => options.Value;

    public WebhookMetrics Metrics => metrics;

    /// <summary>Starts a runner.</summary>
    public void Run(Func<Task> runner)
    {
        lock (gate)
        {
            running++;
        }
        _ = Task.Run(async () =>
        {
            try
            {
                await runner();
            }
            finally
            {
                lock (gate)
                {
                    if (--running == 0)
                    {
                        empty?.TrySetResult();
                    }
                }
            }
        });
    }

    /// <summary>Waits for room, then attempts the turn's next delivery; null when the turn is over.</summary>
    public async Task<Outcome?> AttemptNextAsync(QueueTurn turn, CancellationToken ct)
    {
        // A receiver that fails may hang: those share half of the room, however many they are.
        var shares = turn.IsFailing;
        if (shares)
        {
            await failing.WaitAsync(ct);
        }
        try
        {
            await all.WaitAsync(ct);
            try
            {
                return turn.Next(clock.UtcNow()) is { } next ? await AttemptAsync(next, ct) : null;
            }
            finally
            {
                all.Release();
            }
        }
        finally
        {
            if (shares)
            {
                failing.Release();
            }
        }
    }

    /// <summary>Waits until no runner is left, but no longer than that; by the system's clock, because a stop happens in real time.</summary>
    public async Task DrainAsync(TimeSpan atMost)
    {
        Task end;
        lock (gate)
        {
            empty = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (running == 0)
            {
                return;
            }
            end = empty.Task;
        }
        await Task.WhenAny(end, Task.Delay(atMost, TimeProvider.System));
    }

    public void Dispose()
    {
        all.Dispose();
        failing.Dispose();
    }

    private async Task<Outcome> AttemptAsync(DueDelivery delivery, CancellationToken ct)
    {
        metrics.CallStarted();
        try
        {
            return await sender.AttemptAsync(delivery, ct);
        }
#pragma warning disable CA1031 // Whatever is wrong with one delivery must neither stop the others nor be tried again at once.
        catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Log.Failed(logger, error, delivery.Id, delivery.TenantId);
            return Outcome.PutOff(delivery, clock.UtcNow());
        }
        finally
        {
            metrics.CallEnded();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4110, LogLevel.Error, "Delivery {Id} of tenant {Tenant} could not be attempted; it is put off")]
        public static partial void Failed(ILogger logger, Exception error, long id, long tenant);
    }
}
