using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.PartnerApi.Access;
using Weft.Hub.Modules.PartnerApi.Requests;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.PartnerApi.Console;

/// <summary>A job and its times.</summary>
/// <param name="Name">Its stable name.</param>
/// <param name="EveryMinutes">Interval.</param>
/// <param name="LastAt">Null when it has not run, or this node does not know.</param>
/// <param name="NextAt">Null when this node does not know.</param>
internal sealed record JobRow(string Name, int EveryMinutes, DateTimeOffset? LastAt, DateTimeOffset? NextAt);

/// <summary>The jobs, and how many requests wait for the next run.</summary>
internal sealed record JobsAnswer(IReadOnlyList<JobRow> Jobs, long Waiting);

/// <summary>What a run did.</summary>
/// <param name="Succeeded">Requests that succeeded.</param>
/// <param name="Failed">Those that did not.</param>
/// <param name="Waiting">Those that wait still: a run by hand ends after a while, and is called again.</param>
internal sealed record RunAnswer(int Succeeded, int Failed, long Waiting);

/// <summary>计划任务: the jobs with their times, and the scheduled run by hand (scm-partner-api 6.1, 14).</summary>
internal static class RunSlices
{
    private const int Portion = 10;

    /// <summary>So long a call takes at most, so that a person sees it go on.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private static readonly string[] Jobs = [ScheduledRunJob.Name, StuckRequestsJob.Name, RetentionJob.Name, RewrapPartnerSecretsJob.Name];

    public static async Task<Answer<JobsAnswer>> JobsAsync(HttpContext context, ClockTimes clocks, IOptions<PartnerApiOptions> options, HubDbContext db, CancellationToken ct)
    {
        var (time, now) = (TenantTime.For(context.User().TimeZone), db.Clock.UtcNow());
        List<JobRow> jobs = [];
        foreach (var name in Jobs)
        {
            if (await clocks.OfAsync(name, ct) is not { } plan)
            {
                continue;
            }
            // It is due every minute, and takes what came before the last full slot.
            var (every, next) = name == ScheduledRunJob.Name
                ? (options.Value.RunEveryMinutes, plan.NextAt is null ? null : NextSlot(now, options.Value.RunEveryMinutes)) : ((int)plan.Every.TotalMinutes, plan.NextAt?.UtcDateTime);
            jobs.Add(new JobRow(name, every, time.Local(plan.LastAt?.UtcDateTime), time.Local(next)));
        }
        return new JobsAnswer(jobs, await WaitingAsync(db, ct));
    }

    /// <summary>The scheduled run, now and for this tenant alone: everything that waits, oldest first. Leases keep it, the clock's run and other nodes from each other's requests.</summary>
    public static async Task<Answer<RunAnswer>> RunAsync(RequestRunner runner, RequestStore store, HubDbContext db, Audit audit, CancellationToken ct)
    {
        var started = db.Clock.UtcNow();
        Dictionary<string, RunCount> counts = new(StringComparer.Ordinal);
        List<StoredRequest> leased;
        do
        {
            leased = await store.LeaseOwnAsync(Portion, CancellationToken.None);
            foreach (var request in leased)
            {
                // What somebody else has taken meanwhile is his to count.
                if (await runner.RunAsync(request) is { } outcome)
                {
                    counts[request.FunctionCode] = counts.GetValueOrDefault(request.FunctionCode).With(outcome);
                }
            }
        }
        while (leased.Count == Portion && db.Clock.UtcNow() - started < Longest && !ct.IsCancellationRequested);
        if (counts.Count > 0)
        {
            await NoteAsync(started, counts, db, audit);
        }
        return new RunAnswer(counts.Values.Sum(c => c.Imported), counts.Values.Sum(c => c.NotImported), await WaitingAsync(db, ct));
    }

    private static Task<long> WaitingAsync(HubDbContext db, CancellationToken ct) => RequestStore.Due(db.Set<PartnerRequest>(), db.Clock.UtcNow()).CountedAsync(ct);

    private static Task<int> NoteAsync(DateTime started, Dictionary<string, RunCount> counts, HubDbContext db, Audit audit) => db.UnitAsync(() =>
    {
        foreach (var log in RunLog.Of(db.FilterTenant, started, counts, aborted: false, db.Clock.UtcNow()))
        {
            db.Add(log);
            audit.Record(new AuditEntry("PartnerApi", "RunRequests", "RunLog", log.Id, log.FunctionCode) { After = counts[log.FunctionCode!] });
        }
        return Task.FromResult(counts.Count);
    }, CancellationToken.None);

    private static DateTime? NextSlot(DateTime now, int minutes)
    {
        var hour = new DateTime(now.Year, now.Month, now.Day, now.Hour, 0, 0, DateTimeKind.Utc);
        var next = hour.AddMinutes((now.Minute / minutes + 1) * minutes);
        // Slots are counted from the full hour.
        return next > hour.AddHours(1) ? hour.AddHours(1) : next;
    }
}
