using Quartz;

namespace Weft.Hub.Platform.Background;

/// <summary>
/// Plans every <see cref="ClockJobEntry"/> when the node starts. A plan that the cluster already holds is kept with its next time, so that restarts
/// neither repeat a job nor put it off; a changed interval replaces it. Two nodes that start together plan the same, and the last one is kept.
/// </summary>
/// <remarks>
/// A job that this build does not know stays planned: during an upgrade another node may know it. A node that gets the turn of a job it does
/// not know lets it pass. Requests are answered while it plans; a node that can not plan does not stay up.
/// </remarks>
internal sealed class ClockPlan(ISchedulerFactory schedulers, IEnumerable<ClockJobEntry> entries, TimeProvider clock) : IHostedLifecycleService
{
    /// <summary>A job's first time is this soon, or after its interval when that is shorter: the start is for getting ready.</summary>
    private static readonly TimeSpan FirstAfter = TimeSpan.FromSeconds(10);

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        foreach (var entry in entries)
        {
            var key = new TriggerKey(entry.Name);
            if (await scheduler.GetTrigger(key, cancellationToken) is ISimpleTrigger planned && planned.RepeatInterval == entry.Every
                && await scheduler.GetTriggerState(key, cancellationToken) != TriggerState.Error)
            {
                continue;
            }
            var job = JobBuilder.Create<ClockJobRunner>().WithIdentity(entry.Name).Build();
            var trigger = TriggerBuilder.Create(clock).WithIdentity(key).ForJob(job)
                .StartAt(clock.GetUtcNow() + (entry.Every < FirstAfter ? entry.Every : FirstAfter))
                // Times that passed while no node ran count once, now, and not one by one.
                .WithSchedule(SimpleScheduleBuilder.Create().WithInterval(entry.Every).RepeatForever()
                    .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithExistingCount))
                .Build();
            await scheduler.ScheduleJob(job, trigger, ScheduleJobOptions.Replacing, cancellationToken);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
