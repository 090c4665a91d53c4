using System.Diagnostics.Metrics;
using Weft.Hub.Platform.Hosting;

namespace Weft.Hub.Modules.Webhooks.Deliveries;

/// <summary>Counts deliveries by outcome, measures how long they take, and says how much waits.</summary>
internal sealed class WebhookMetrics
{
    private readonly Counter<long> attempts;
    private readonly Histogram<double> latency;
    private readonly Histogram<double> call;
    private long open;
    private int inFlight;

    public WebhookMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Telemetry.Name);
        attempts = meter.CreateCounter<long>("weft.webhooks.attempts", "{attempt}", "Webhook attempts by what became of the delivery");
        latency = meter.CreateHistogram<double>("weft.webhooks.latency", "s", "From the event to its delivery at the first attempt");
        call = meter.CreateHistogram<double>("weft.webhooks.call", "s", "Duration of one call to a receiver");
        meter.CreateObservableGauge("weft.webhooks.open", () => Interlocked.Read(ref open), "{delivery}", "Deliveries that are waiting or being retried");
        meter.CreateObservableGauge("weft.webhooks.in_flight", () => Volatile.Read(ref inFlight), "{call}", "Calls to receivers in flight on this node");
    }

    public void Skipped() => attempts.Add(1, new KeyValuePair<string, object?>("outcome", nameof(DeliveryState.Skipped)));

    public void Attempted(Outcome outcome, DateTime now)
    {
        attempts.Add(1, new KeyValuePair<string, object?>("outcome", outcome.State.ToString()));
        call.Record(outcome.Call!.Duration.TotalSeconds);
        if (outcome.Succeeded && outcome.Delivery.Attempts == 0)
        {
            latency.Record((now - outcome.Delivery.OccurredAt).TotalSeconds);
        }
    }

    public void Open(long count) => Interlocked.Exchange(ref open, count);

    public void CallStarted() => Interlocked.Increment(ref inFlight);

    public void CallEnded() => Interlocked.Decrement(ref inFlight);
}
