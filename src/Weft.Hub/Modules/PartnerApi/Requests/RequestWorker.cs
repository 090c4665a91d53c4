using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.PartnerApi.Requests;

/// <summary>Wakes the worker when this node accepted a request; other nodes' are found by polling.</summary>
internal sealed class RequestSignal : WorkSignal;

/// <summary>
/// Processes accepted asynchronous requests at once, so that a partner who asks waits seconds, and takes up what a killed node left. With two nodes, a lease gives a
/// request to one of them; everything a request does is one commit, so it happens once. A tenant's requests run one after the other, in the order in which they came.
/// </summary>
internal sealed class RequestWorker(
    RequestSignal signal, RequestRunner runner, IServiceScopeFactory scopes, IOptions<PartnerApiOptions> options, TimeProvider clock, ILogger<RequestWorker> logger)
    : QueueWorker(signal, clock, logger)
{
    /// <summary>Few: what a node that dies holds waits for the end of its lease.</summary>
    private const int Portion = 4;

    protected override TimeSpan Poll => TimeSpan.FromSeconds(5);

    /// <summary>Before the first call is answered, so that nothing of this run is taken for the last one's.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await using (var scope = scopes.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<TenantScope>().EnterPlatform();
            await scope.ServiceProvider.GetRequiredService<RequestStore>().ForgetLastRunAsync(cancellationToken);
        }
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => options.Value.ProcessAtOnce ? base.ExecuteAsync(stoppingToken) : Task.CompletedTask;

    protected override async Task<bool> WorkAsync(CancellationToken ct)
    {
        var leased = await LeaseAsync(scopes, Portion, null, ct);
        await Task.WhenAll(leased.GroupBy(r => r.TenantId).Select(async own =>
        {
            foreach (var request in own)
            {
                await runner.RunAsync(request);
            }
        }));
        return leased.Count == Portion;
    }

    internal static async Task<List<StoredRequest>> LeaseAsync(IServiceScopeFactory scopes, int most, DateTime? receivedBefore, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().EnterPlatform();
        return await scope.ServiceProvider.GetRequiredService<RequestStore>().LeaseAsync(most, receivedBefore, ct);
    }
}

/// <summary>
/// The scheduled run at the hour and half hour (scm-partner-api 6.1). It is due every minute and takes what came before the last full slot, so a run that no node made is
/// made up for, and two make nothing twice. Runs that exceed an hour end.
/// </summary>
internal sealed class ScheduledRunJob(IServiceScopeFactory scopes, RequestRunner runner, IOptions<PartnerApiOptions> options, TimeProvider clock) : IClockJob
{
    public const string Name = "partner.run";

    private const int Portion = 50;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(60);

    public async Task RunAsync(CancellationToken ct)
    {
        var started = clock.UtcNow();
        var slot = new DateTime(started.Year, started.Month, started.Day, started.Hour, started.Minute / options.Value.RunEveryMinutes * options.Value.RunEveryMinutes, 0, DateTimeKind.Utc);
        Dictionary<(long Tenant, string Function), RunCount> counts = [];
        var isAborted = false;
        List<StoredRequest> leased;
        while (!isAborted && (leased = await RequestWorker.LeaseAsync(scopes, Portion, slot, ct)).Count > 0)
        {
            foreach (var request in leased)
            {
                var outcome = await runner.RunAsync(request);
                var key = (request.TenantId, request.FunctionCode);
                counts[key] = counts.GetValueOrDefault(key).With(outcome);
            }
            isAborted = clock.UtcNow() - started > Longest || ct.IsCancellationRequested;
        }
        foreach (var tenant in counts.GroupBy(c => c.Key.Tenant))
        {
            await NoteAsync(tenant.Key, started, tenant.ToDictionary(c => c.Key.Function, c => c.Value, StringComparer.Ordinal), isAborted);
        }
    }

    private async Task NoteAsync(long tenant, DateTime started, Dictionary<string, RunCount> counts, bool isAborted)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(tenant);
        scope.ServiceProvider.GetRequiredService<Actor>().BecomeJob(Name);
        var db = scope.ServiceProvider.GetRequiredService<HubDbContext>();
        db.AddRange(RunLog.Of(tenant, started, counts, isAborted, clock.UtcNow()));
        if (isAborted)
        {
            await scope.ServiceProvider.GetRequiredService<Notices>().RaiseAsync(
                new Notice("PARTNER_RUN_ABORTED", "partner.aborted", [], "/partner/requests"), CancellationToken.None);
        }
        await db.SaveChangesAsync();
    }
}

/// <summary>
/// Tells a tenant's administrators of requests that take too long or failed (单据-待确认API, scm-partner-api 6.2): synchronous ones after 5 minutes, asynchronous ones after 35.
/// Each is told once, whichever node runs and however often.
/// </summary>
internal sealed class StuckRequestsJob(HubDbContext db, TenantScope scope, IServiceScopeFactory scopes, TimeProvider clock) : IClockJob
{
    public const string Name = "partner.stuck";

    private const int Most = 500;

    public async Task RunAsync(CancellationToken ct)
    {
        scope.EnterPlatform();
        var recent = clock.UtcNow().AddDays(-2);
        var found = await Waiting(db.AcrossTenants<PartnerRequest>("stuck requests are looked for").AsNoTracking(), clock.UtcNow())
            .Where(r => r.ReceivedAt > recent).OrderBy(r => r.Id).Take(Most).Select(r => new { r.TenantId, r.Id, r.RequestId, r.FunctionCode, r.State }).ToListAsync(ct);
        foreach (var tenant in found.GroupBy(f => f.TenantId))
        {
            await using var inside = scopes.CreateAsyncScope();
            inside.ServiceProvider.GetRequiredService<TenantScope>().Enter(tenant.Key);
            var own = inside.ServiceProvider.GetRequiredService<HubDbContext>();
            var notices = inside.ServiceProvider.GetRequiredService<Notices>();
            await own.UnitAsync(async () =>
            {
                foreach (var request in tenant)
                {
                    await notices.RaiseAsync(new Notice(
                        "PARTNER_REQUEST_STUCK", request.State == RequestState.Failed ? "partner.failed" : "partner.stuck", [request.FunctionCode, request.RequestId], "/partner/requests",
                        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"partner-{request.Id}-{request.State}")), ct);
                }
                return 0;
            }, ct);
        }
    }

    /// <summary>The requests that wait for a person.</summary>
    public static IQueryable<PartnerRequest> Waiting(IQueryable<PartnerRequest> requests, DateTime now)
    {
        var (sync, background) = (now.AddMinutes(-5), now.AddMinutes(-35));
        return requests.Where(r => r.State == RequestState.Failed
            || ((r.State == RequestState.Waiting || r.State == RequestState.Processing || r.State == RequestState.Again)
                && ((!r.IsAsync && r.ReceivedAt < sync) || (r.IsAsync && r.ReceivedAt < background))));
    }
}

/// <summary>Empties old requests and deletes old histories and logs, in small commits (scm-partner-api 8.2). Cut off, it goes on the next time.</summary>
internal sealed class RetentionJob(HubDbContext db, TenantScope scope, IOptions<PartnerApiOptions> options, TimeProvider clock) : IClockJob
{
    public const string Name = "partner.retention";

    private const int Chunk = 500;
    private const string Why = "what is old enough is deleted";

    public async Task RunAsync(CancellationToken ct)
    {
        scope.EnterPlatform();
        var now = clock.UtcNow();
        var (old, history, year) = (now.AddDays(-options.Value.KeepRequestsDays), now.AddDays(-options.Value.KeepHistoryDays), now.AddDays(-366));
        await RepeatAsync(() => EmptyAsync(old, ct), ct);
        await RepeatAsync(() => DeleteAsync(db.AcrossTenants<PartnerRequest>(Why).Where(r => r.ReceivedAt < year && r.State != RequestState.Processing), ct), ct);
        await RepeatAsync(() => DeleteAsync(db.AcrossTenants<ExportRecord>(Why).Where(r => r.StartedAt < history), ct), ct);
        await RepeatAsync(() => DeleteAsync(db.AcrossTenants<RunLog>(Why).Where(r => r.StartedAt < history), ct), ct);
        await RepeatAsync(() => DeleteAsync(db.AcrossTenants<Notifying.ResultNotification>(Why).Where(n => n.CreatedAt < old && n.State != Notifying.NotificationState.Waiting), ct), ct);
    }

    /// <summary>Body and result go, the id stays: late repeats are still refused.</summary>
    private async Task<int> EmptyAsync(DateTime before, CancellationToken ct)
    {
        var rows = db.AcrossTenants<PartnerRequest>(Why);
        long[] ids = [.. await rows.Where(r => r.ReceivedAt < before && r.Body != null && r.EndedAt != null).OrderBy(r => r.Id).Take(Chunk).Select(r => r.Id).ToListAsync(ct)];
        return await rows.Where(r => EF.Parameter(ids).Contains(r.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(r => r.Body, (string?)null).SetProperty(r => r.ResultRows, (string?)null).SetProperty(r => r.State, RequestState.Done), ct);
    }

    private static async Task<int> DeleteAsync<T>(IQueryable<T> rows, CancellationToken ct) where T : Row
    {
        long[] ids = [.. await rows.OrderBy(r => r.Id).Take(Chunk).Select(r => r.Id).ToListAsync(ct)];
        return await rows.Where(r => EF.Parameter(ids).Contains(r.Id)).ExecuteDeleteAsync(ct);
    }

    private async Task RepeatAsync(Func<Task<int>> some, CancellationToken ct)
    {
        while (await db.UnitAsync(some, ct) == Chunk)
        {
            ct.ThrowIfCancellationRequested();
        }
    }
}
