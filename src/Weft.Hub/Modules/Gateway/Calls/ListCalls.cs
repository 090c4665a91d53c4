using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Gateway.Calls;

/// <summary><c>POST /api/system/tenant-app/logs</c>: the tenant's call log (openapi-gateway 9), newest first, the last seven days unless asked otherwise.</summary>
internal static class ListCalls
{
    private static readonly TimeSpan DefaultRange = TimeSpan.FromDays(7);

    public sealed record Request(
        long? AppId, DateTimeOffset? From, DateTimeOffset? To, string? Direction, string? Result, int? ResponseCode, string? Path, string? RequestId, string? OrderNo,
        int? Page, int? Size);

    public sealed record Line(
        long Id, DateTimeOffset CreateTime, long AppId, string AppName, string AppType, string Direction, string HttpMethod, string RequestPath, int ResponseCode,
        string Result, string? ErrorCode, string? ErrorMessage, int CostMs, string? ClientIp, string RequestId, string? ClientRequestId, string? EventId, int? Attempt,
        string? OrderNo, string? ExternalOrderNo);

    public static async Task<Answer<PageOf<Line>>> HandleAsync(
        Fields fields, HttpContext context, HubDbContext db, TenantDirectory tenants, TimeProvider clock, CancellationToken ct)
    {
        var page = PageRequest.Read(fields);
        var appId = fields.Integer("appId", min: 1);
        var from = fields.Instant("from") ?? clock.UtcNow() - DefaultRange;
        var to = fields.Instant("to");
        var direction = fields.OneOf("direction", false, "INBOUND", "OUTBOUND");
        var result = fields.OneOf("result", false, "SUCCESS", "FAILED", "ERROR");
        var code = fields.Integer("responseCode", 0, 999);
        var path = fields.Text("path", 200);
        var requestId = fields.Text("requestId", 64);
        var orderNo = fields.Text("orderNo", 64);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var rows = db.Set<CallLogRow>().AsNoTracking().Where(r => r.CreateTime >= from);
        rows = to is null ? rows : rows.Where(r => r.CreateTime < to);
        rows = appId is null ? rows : rows.Where(r => r.AppId == appId);
        rows = direction is null ? rows : rows.Where(r => r.Direction == direction);
        rows = result is null ? rows : rows.Where(r => r.Result == result);
        rows = code is null ? rows : rows.Where(r => r.ResponseCode == code);
        rows = path is null ? rows : rows.Where(r => r.RequestPath.Contains(path));
        rows = requestId is null ? rows : rows.Where(r => r.RequestId == requestId || r.ClientRequestId == requestId);
        rows = orderNo is null ? rows : rows.Where(r => r.OrderNo == orderNo || r.ExternalOrderNo == orderNo);
        var total = await rows.LongCountAsync(ct);
        var time = (await tenants.FindAsync(context.User().TenantId!.Value, ct))!.Time;
        var found = await rows.OrderByDescending(r => r.CreateTime).ThenByDescending(r => r.Id).Skip(page.Skip).Take(page.Size)
            .Select(r => new
            {
                r.Id, r.CreateTime, r.AppId, r.AppName, r.AppType, r.Direction, r.HttpMethod, r.RequestPath, r.ResponseCode, r.Result, r.ErrorCode, r.ErrorMessage, r.CostMs,
                r.ClientIp, r.RequestId, r.ClientRequestId, r.EventId, r.Attempt, r.OrderNo, r.ExternalOrderNo,
            }).ToListAsync(ct);
        return new PageOf<Line>(total, page.Page, page.Size,
        [
            .. found.Select(r => new Line(
                r.Id, time.Local(r.CreateTime), r.AppId, r.AppName, r.AppType, r.Direction, r.HttpMethod, r.RequestPath, r.ResponseCode, r.Result, r.ErrorCode, r.ErrorMessage,
                r.CostMs, r.ClientIp, r.RequestId, r.ClientRequestId, r.EventId, r.Attempt, r.OrderNo, r.ExternalOrderNo)),
        ]);
    }
}
