using Quartz;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Platform.Background;

/// <summary>
/// Runs a <see cref="IClockJob"/> for Quartz. With two nodes on one database the clustered job store starts a run on one of them; a run cut
/// off by a crash is simply due again.
/// </summary>
[DisallowConcurrentExecution]
internal sealed partial class ClockJobRunner(IServiceScopeFactory scopes, IEnumerable<ClockJobEntry> entries, ILogger<ClockJobRunner> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var name = context.JobDetail.Key.Name;
        var entry = entries.FirstOrDefault(e => e.Name == name);
        if (entry is null)
        {
            // Planned by a node of another build (see ClockPlan).
            return;
        }
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Actor>().BecomeJob(name);
        try
        {
            await ((IClockJob)scope.ServiceProvider.GetRequiredService(entry.JobType)).RunAsync(cancellationToken);
        }
#pragma warning disable CA1031 // A job that failed is due again at its next time; the scheduler must not drop it.
        catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Log.Failed(logger, error, name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1310, LogLevel.Error, "Job {Name} failed; it runs again at its next time")]
        public static partial void Failed(ILogger logger, Exception error, string name);
    }
}
