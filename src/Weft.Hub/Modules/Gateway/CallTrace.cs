using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Gateway.Calls;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Gateway;

/// <summary>A row of the call log without its bodies; the instant is UTC, the code 0 when there was no answer.</summary>
public sealed record TracedCall(
    long Id, DateTime CreateTime, long AppId, string AppName, string Direction, string HttpMethod, string RequestPath, int ResponseCode, string Result, string? ErrorMessage, int CostMs);

/// <summary>Tells which calls of the log touched an order.</summary>
public sealed class CallTrace(HubDbContext db)
{
    /// <summary>The latest calls that name the order, newest first, and how many the log has in all.</summary>
    public async Task<(long Total, IReadOnlyList<TracedCall> Calls)> ReadAsync(string orderNo, int take, CancellationToken ct)
    {
        var rows = db.Set<CallLogRow>().AsNoTracking().Where(r => r.OrderNo == orderNo);
        var found = await rows.OrderByDescending(r => r.CreateTime).ThenByDescending(r => r.Id).Take(take)
            .Select(r => new TracedCall(r.Id, r.CreateTime, r.AppId, r.AppName, r.Direction, r.HttpMethod, r.RequestPath, r.ResponseCode, r.Result, r.ErrorMessage, r.CostMs))
            .ToListAsync(ct);
        return (found.Count < take ? found.Count : await rows.LongCountAsync(ct), found);
    }
}
