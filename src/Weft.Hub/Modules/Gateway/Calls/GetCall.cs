using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Gateway.Calls;

/// <summary>One row of the log; bodies cut and masked as they were stored, the instant UTC.</summary>
public sealed record CallShown(
    long Id, DateTime CreateTime, long AppId, string AppName, string AppType, string Direction, string HttpMethod, string RequestPath, string? RequestBody,
    string? ResponseBody, int ResponseCode, string Result, string? ErrorCode, string? ErrorMessage, int CostMs, string? ClientIp, string RequestId,
    string? ClientRequestId, string? EventId, int? Attempt, string? OrderNo, string? ExternalOrderNo);

/// <summary><c>GET /api/system/tenant-app/logs/{id}</c>: one row with its bodies, cut and masked as they were stored.</summary>
internal static class GetCall
{
    public static async Task<Answer<CallShown>> HandleAsync(long id, HubDbContext db, CancellationToken ct)
    {
        var found = await db.Set<CallLogRow>().Where(r => r.Id == id).Select(r => new CallShown(
            r.Id, r.CreateTime, r.AppId, r.AppName, r.AppType, r.Direction, r.HttpMethod, r.RequestPath, r.RequestBody, r.ResponseBody, r.ResponseCode, r.Result, r.ErrorCode,
            r.ErrorMessage, r.CostMs, r.ClientIp, r.RequestId, r.ClientRequestId, r.EventId, r.Attempt, r.OrderNo, r.ExternalOrderNo)).FirstOrDefaultAsync(ct);
        return found is null ? CommonErrors.NotFound : found;
    }
}
