using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Weft.Hub.Modules.PartnerApi.Families;
using Weft.Hub.Modules.PartnerApi.Functions;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.PartnerApi.Requests;

/// <summary>A request that was stored, and the lease under which it may be processed at once.</summary>
internal sealed record StoredRequest(long TenantId, long Id, Guid LeaseId, string FunctionCode);

/// <summary>Stores requests once: the index decides which of two equal ones is the first (scm-partner-api 8.2).</summary>
internal sealed class RequestStore(HubDbContext db, IOptions<PartnerApiOptions> options, TimeProvider clock)
{
    /// <summary>The stored request, durable; null when its id was used before. An asynchronous one waits, another is leased to the caller.</summary>
    public async Task<StoredRequest?> AddAsync(PartnerFunction function, BatchCaller caller, string requestId, string body, CancellationToken ct)
    {
        var known = await db.Set<PartnerRequest>().AsNoTracking().Where(r => r.SystemId == caller.Facts.SystemId && r.RequestId == requestId)
            .Select(r => new { r.Id, r.State }).FirstOrDefaultAsync(ct);
        if (known is not null)
        {
            // Only what the hub failed at may come again; it replaces what was stored.
            return known.State == RequestState.Failed ? await ReplaceAsync(known.Id, function, caller, body, ct) : null;
        }
        var lease = Guid.NewGuid();
        var request = new PartnerRequest(caller.TenantId, caller.Facts, requestId, clock.UtcNow());
        Fill(request, function, body, lease);
        db.Add(request);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException error) when (HubDatabase.IsUniqueViolation(error))
        {
            db.ChangeTracker.Clear();
            return null;
        }
        return new StoredRequest(caller.TenantId, request.Id, lease, function.Code);
    }

    private Task<StoredRequest?> ReplaceAsync(long id, PartnerFunction function, BatchCaller caller, string body, CancellationToken ct)
    {
        var lease = Guid.NewGuid();
        return db.UnitAsync<StoredRequest?>(async () =>
        {
            // The statement waits for whoever resends at the same moment; the second one finds the state changed.
            var mine = await db.Set<PartnerRequest>().Where(r => r.Id == id && r.State == RequestState.Failed)
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.State, RequestState.Waiting), ct);
            if (mine == 0)
            {
                return null;
            }
            var request = await db.Set<PartnerRequest>().FirstAsync(r => r.Id == id, ct);
            request.CalledBy(caller.Facts);
            Fill(request, function, body, lease);
            return new StoredRequest(caller.TenantId, id, lease, function.Code);
        }, ct);
    }

    private void Fill(PartnerRequest request, PartnerFunction function, string body, Guid lease)
    {
        request.Carry(function, body, null);
        if (!function.IsAsync)
        {
            var now = clock.UtcNow();
            request.Begin(lease, now, now.AddSeconds(options.Value.LeaseSeconds));
        }
    }

    /// <summary>
    /// On SQLite this process is the only one: what is leased when it starts was leased by its last run, which is gone, and is taken up at once. On PostgreSQL another node
    /// may be at work, and a lease has to run out.
    /// </summary>
    public Task ForgetLastRunAsync(CancellationToken ct) => db.IsPostgres ? Task.CompletedTask : db.UnitAsync(() =>
        db.AcrossTenants<PartnerRequest>("leases that this node's last run left behind").Where(r => r.State == RequestState.Processing && r.LeasedUntil != null)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.LeasedUntil, DateTime.UnixEpoch), ct), ct);

    /// <summary>
    /// Leases waiting requests of all tenants, oldest first, and those whose holder is gone: nothing of them had happened, because everything happens in one commit.
    /// </summary>
    /// <param name="most">At most so many.</param>
    /// <param name="receivedBefore">Only those that came before, or null.</param>
    /// <param name="ct">Cancels.</param>
    public Task<List<StoredRequest>> LeaseAsync(int most, DateTime? receivedBefore, CancellationToken ct) =>
        LeaseAsync(() => db.AcrossTenants<PartnerRequest>("accepted requests are processed"), most, receivedBefore, ct);

    /// <summary>The same for the tenant in scope alone.</summary>
    public Task<List<StoredRequest>> LeaseOwnAsync(int most, CancellationToken ct) => LeaseAsync(() => db.Set<PartnerRequest>(), most, null, ct);

    /// <summary>Those that wait to be processed.</summary>
    public static IQueryable<PartnerRequest> Due(IQueryable<PartnerRequest> requests, DateTime now) =>
        requests.Where(r => r.State == RequestState.Waiting || r.State == RequestState.Again || (r.State == RequestState.Processing && r.LeasedUntil <= now));

    private Task<List<StoredRequest>> LeaseAsync(Func<IQueryable<PartnerRequest>> requests, int most, DateTime? receivedBefore, CancellationToken ct) => db.UnitAsync(async () =>
    {
        var now = clock.UtcNow();
        var waiting = Due(requests(), now);
        waiting = receivedBefore is { } before ? waiting.Where(r => r.ReceivedAt < before) : waiting;
        long[] ids = [.. await waiting.OrderBy(r => r.ReceivedAt).ThenBy(r => r.Id).Take(most).Select(r => r.Id).ToListAsync(ct)];
        if (ids.Length == 0)
        {
            return [];
        }
        var (lease, until) = (Guid.NewGuid(), now.AddSeconds(options.Value.LeaseSeconds));
        await waiting.Where(r => EF.Parameter(ids).Contains(r.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(r => r.State, RequestState.Processing).SetProperty(r => r.LeaseId, lease).SetProperty(r => r.LeasedUntil, until)
                .SetProperty(r => r.StartedAt, now).SetProperty(r => r.Attempts, r => r.Attempts + 1), ct);
        return await requests().AsNoTracking().Where(r => r.LeaseId == lease).OrderBy(r => r.ReceivedAt).ThenBy(r => r.Id)
            .Select(r => new StoredRequest(r.TenantId, r.Id, lease, r.FunctionCode)).ToListAsync(ct);
    }, ct);
}
