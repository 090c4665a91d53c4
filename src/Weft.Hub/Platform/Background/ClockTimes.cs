using Quartz;

namespace Weft.Hub.Platform.Background;

/// <summary>A job's plan.</summary>
/// <param name="Every">Its interval.</param>
/// <param name="LastAt">When a node of this database started it last; null when none has, or this node has no scheduler.</param>
/// <param name="NextAt">When one starts it next; null when this node has no scheduler.</param>
public sealed record ClockTime(TimeSpan Every, DateTimeOffset? LastAt, DateTimeOffset? NextAt);

/// <summary>When jobs ran and will run, as the cluster's scheduler has it. A node that runs no jobs (<see cref="BackgroundOptions.Jobs"/>) does not know.</summary>
public sealed class ClockTimes(IEnumerable<ClockJobEntry> entries, ISchedulerFactory? schedulers = null)
{
    /// <summary>The plan of the job of that name; null when this build has no such job.</summary>
    public async Task<ClockTime?> OfAsync(string name, CancellationToken ct)
    {
        if (entries.FirstOrDefault(e => e.Name == name) is not { } entry)
        {
            return null;
        }
        var trigger = schedulers is null ? null : await (await schedulers.GetScheduler(ct)).GetTrigger(new TriggerKey(name), ct);
        return new ClockTime(entry.Every, trigger?.PreviousFireTimeUtc, trigger?.NextFireTimeUtc);
    }
}
