using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Sheets;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Exports;

/// <summary>Wakes the worker when this node committed an export.</summary>
internal sealed class ExportSignal : WorkSignal;

/// <summary>
/// Makes exports, one at a time on a node. Claiming one is a conditional statement that counts its attempts, and every later one names the attempt: of two nodes only the
/// last to claim it ends it. After a crash its lease runs out and it is made again from its first row; a node that is stopped gives it back at once.
/// </summary>
internal sealed partial class ExportWorker(
    ExportSignal signal, IServiceScopeFactory scopes, ExportCatalogue catalogue, ExportFiles files, TimeProvider clock, ILogger<ExportWorker> logger)
    : QueueWorker(signal, clock, logger)
{
    public const int MostAttempts = 3;

    /// <summary>Renewed with every thousand rows; long enough for the slowest of them.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private const string Name = "exports";

    protected override TimeSpan Poll => TimeSpan.FromSeconds(10);

    protected override async Task<bool> WorkAsync(CancellationToken ct)
    {
        if (await ClaimAsync(ct) is not { } claim)
        {
            return false;
        }
        try
        {
            await MakeAsync(claim, ct);
        }
        catch (GoneException)
        {
            // Deleted meanwhile, or another node has taken it over: what was written is nobody's.
            files.Delete(claim.Tenant, claim.Id);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await SetAsync(claim, run => run.ExecuteUpdateAsync(set => set.SetProperty(r => r.State, ExportState.Waiting).SetProperty(r => r.LeaseUntil, (DateTime?)null)));
            throw;
        }
#pragma warning disable CA1031 // Whatever goes wrong with one export, the next one is made; this one is tried again, and then its owner is told.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Log.Failed(Logger, error, claim.Id, claim.Attempt);
            await (claim.Attempt < MostAttempts
                ? SetAsync(claim, run => run.ExecuteUpdateAsync(set => set.SetProperty(r => r.State, ExportState.Waiting).SetProperty(r => r.LeaseUntil, (DateTime?)null)))
                : EndAsync(claim, rows: 0, size: 0, "服务器内部错误，请稍后重新导出", ct));
        }
        return true;
    }

    private async Task<Claim?> ClaimAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().EnterPlatform();
        var db = scope.ServiceProvider.GetRequiredService<HubDbContext>();
        var now = Clock.UtcNow();
        var next = await Free(db, now).OrderBy(r => r.Id).Select(r => new { r.TenantId, r.Id, r.Attempt }).FirstOrDefaultAsync(ct);
        if (next is null)
        {
            return null;
        }
        var won = await db.UnitAsync(() => Free(db, now).Where(r => r.Id == next.Id && r.Attempt == next.Attempt).ExecuteUpdateAsync(
            set => set.SetProperty(r => r.State, ExportState.Running).SetProperty(r => r.Attempt, r => r.Attempt + 1).SetProperty(r => r.Rows, 0).SetProperty(r => r.LeaseUntil, now + Lease), ct), ct);
        return won == 1 ? new Claim(next.TenantId, next.Id, next.Attempt + 1) : null;
    }

    private static IQueryable<ExportRun> Free(HubDbContext db, DateTime now) => db.AcrossTenants<ExportRun>("the worker looks for exports to make")
        .Where(r => r.State == ExportState.Waiting || (r.State == ExportState.Running && r.LeaseUntil < now));

    private async Task MakeAsync(Claim claim, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<TenantScope>().Enter(claim.Tenant);
        var db = services.GetRequiredService<HubDbContext>();
        var run = await db.Set<ExportRun>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == claim.Id && r.Attempt == claim.Attempt, ct) ?? throw new GoneException();
        // A claim that was never ended: its node died over it, again and again.
        if (claim.Attempt > MostAttempts)
        {
            await EndAsync(claim, 0, 0, "多次中断，请缩小筛选范围后重新导出", ct);
            return;
        }
        if (await services.GetRequiredService<UserDirectory>().ActingAsync(run.UserId, ct) is not { } user || catalogue.Find(run.List) is not { } source)
        {
            await EndAsync(claim, 0, 0, CommonErrors.Forbidden.Message, ct);
            return;
        }
        var context = new DefaultHttpContext { RequestServices = services, RequestAborted = ct };
        AccessMiddleware.Enter(context, user);
        var opened = source.Open(StartExport.Filters(run.Query), context, db);
        if (opened.IsRefused(out var refusal))
        {
            await EndAsync(claim, 0, 0, refusal.Errors.Count > 0 ? refusal.Errors[0].Message : refusal.Message, ct);
            return;
        }
        var (rows, size) = await WriteAsync(claim, source, opened.Value, ct);
        files.Keep(claim.Tenant, claim.Id, claim.Attempt, run.Format);
        await EndAsync(claim, rows, size, problem: null, ct);
    }

    private async Task<(long Rows, long Size)> WriteAsync(Claim claim, ExportSource source, ExportRows export, CancellationToken ct)
    {
        await using var file = files.Create(claim.Tenant, claim.Id, claim.Attempt);
        await using var reader = export.Rows.GetAsyncEnumerator(ct);
        var more = await reader.MoveNextAsync();
        long rows;
        await using (var writer = SheetWriter.Open(export.Format, file))
        {
            rows = await source.WriteAsync(writer, reader, more, written => TellAsync(claim, written), ct);
        }
        await file.FlushAsync(ct);
        return (rows, file.Length);
    }

    private async Task TellAsync(Claim claim, long written)
    {
        var until = Clock.UtcNow() + Lease;
        if (await SetAsync(claim, run => run.ExecuteUpdateAsync(set => set.SetProperty(r => r.Rows, written).SetProperty(r => r.LeaseUntil, until))) == 0)
        {
            throw new GoneException();
        }
    }

    /// <summary>Ends it and tells its owner, in one commit.</summary>
    private async Task<int> EndAsync(Claim claim, long rows, long size, string? problem, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<TenantScope>().Enter(claim.Tenant);
        services.GetRequiredService<Actor>().BecomeJob(Name);
        var db = services.GetRequiredService<HubDbContext>();
        var ended = await db.UnitAsync(async () =>
        {
            var run = await db.Set<ExportRun>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == claim.Id && r.Attempt == claim.Attempt, ct);
            var now = Clock.UtcNow();
            var changed = await Mine(db, claim).ExecuteUpdateAsync(
                set => set.SetProperty(r => r.State, problem is null ? ExportState.Done : ExportState.Failed).SetProperty(r => r.Rows, rows).SetProperty(r => r.SizeBytes, size)
                    .SetProperty(r => r.Problem, problem).SetProperty(r => r.LeaseUntil, (DateTime?)null).SetProperty(r => r.EndedAt, now).SetProperty(r => r.ExpiresAt, now + ExportRun.KeptFor), ct);
            if (changed == 1)
            {
                await services.GetRequiredService<Notices>().RaiseAsync(
                    problem is null
                        ? new Notice("EXPORT_READY", "export.ready", [run!.FileName, rows], ExportsTab.Address) { ForUserId = run.UserId }
                        : new Notice("EXPORT_FAILED", "export.failed", [run!.FileName, problem], ExportsTab.Address) { ForUserId = run.UserId }, ct);
            }
            return changed;
        }, ct);
        return ended == 1 ? ended : throw new GoneException();
    }

    private async Task<int> SetAsync(Claim claim, Func<IQueryable<ExportRun>, Task<int>> change)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(claim.Tenant);
        var db = scope.ServiceProvider.GetRequiredService<HubDbContext>();
        return await db.UnitAsync(() => change(Mine(db, claim)), CancellationToken.None);
    }

    private static IQueryable<ExportRun> Mine(HubDbContext db, Claim claim) =>
        db.Set<ExportRun>().Where(r => r.Id == claim.Id && r.Attempt == claim.Attempt && r.State == ExportState.Running);

    private sealed record Claim(long Tenant, long Id, int Attempt);

    private sealed class GoneException : Exception;

    private static partial class Log
    {
        [LoggerMessage(2601, LogLevel.Error, "Export {Export} failed at attempt {Attempt}")]
        public static partial void Failed(ILogger logger, Exception error, long export, int attempt);
    }
}
