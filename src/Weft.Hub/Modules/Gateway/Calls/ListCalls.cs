using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Sheets;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Gateway.Calls;

public sealed record CallLine(
    long Id, DateTimeOffset CreateTime, long AppId, string AppName, string AppType, string Direction, string HttpMethod, string RequestPath, int ResponseCode,
    string Result, string? ErrorCode, string? ErrorMessage, int CostMs, string? ClientIp, string RequestId, string? ClientRequestId, string? EventId, int? Attempt,
    string? OrderNo, string? ExternalOrderNo);

/// <summary><c>POST /api/system/tenant-app/logs</c>: the tenant's call log (openapi-gateway 9), newest first, the last seven days unless asked otherwise.</summary>
internal static class ListCalls
{
    private static readonly TimeSpan DefaultRange = TimeSpan.FromDays(7);

    public sealed record Request(
        long? AppId, DateTimeOffset? From, DateTimeOffset? To, string? Direction, string? Result, int? ResponseCode, string? Path, string? RequestId, string? OrderNo,
        int? Page, int? Size);

    public static async Task<Answer<PageOf<CallLine>>> HandleAsync(
        Fields fields, HttpContext context, HubDbContext db, TenantDirectory tenants, TimeProvider clock, CancellationToken ct)
    {
        var page = PageRequest.Read(fields);
        var rows = Matching(fields, db, clock);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var total = await rows.CountedAsync(ct);
        var time = (await tenants.FindAsync(context.User().TenantId!.Value, ct))!.Time;
        var found = await rows.Skip(page.Skip).Take(page.Size)
            .Select(r => new
            {
                r.Id, r.CreateTime, r.AppId, r.AppName, r.AppType, r.Direction, r.HttpMethod, r.RequestPath, r.ResponseCode, r.Result, r.ErrorCode, r.ErrorMessage, r.CostMs,
                r.ClientIp, r.RequestId, r.ClientRequestId, r.EventId, r.Attempt, r.OrderNo, r.ExternalOrderNo,
            }).ToListAsync(ct);
        return new PageOf<CallLine>(total, page.Page, page.Size,
        [
            .. found.Select(r => new CallLine(
                r.Id, time.Local(r.CreateTime), r.AppId, r.AppName, r.AppType, r.Direction, r.HttpMethod, r.RequestPath, r.ResponseCode, r.Result, r.ErrorCode, r.ErrorMessage,
                r.CostMs, r.ClientIp, r.RequestId, r.ClientRequestId, r.EventId, r.Attempt, r.OrderNo, r.ExternalOrderNo)),
        ]);
    }

    /// <summary>What the filters leave, newest first; also what an export writes.</summary>
    public static IQueryable<CallLogRow> Matching(Fields fields, HubDbContext db, TimeProvider clock)
    {
        var appId = fields.Integer("appId", min: 1);
        var from = fields.Instant("from") ?? clock.UtcNow() - DefaultRange;
        var to = fields.Instant("to");
        var direction = fields.OneOf("direction", false, "INBOUND", "OUTBOUND");
        var result = fields.OneOf("result", false, "SUCCESS", "FAILED", "ERROR");
        var code = fields.Integer("responseCode", 0, 999);
        var path = fields.Text("path", 200);
        var requestId = fields.Text("requestId", 64);
        var orderNo = fields.Text("orderNo", 64);
        var rows = db.Set<CallLogRow>().AsNoTracking().Where(r => r.CreateTime >= from);
        rows = to is null ? rows : rows.Where(r => r.CreateTime < to);
        rows = appId is null ? rows : rows.Where(r => r.AppId == appId);
        rows = direction is null ? rows : rows.Where(r => r.Direction == direction);
        rows = result switch
        {
            null => rows,
            "SUCCESS" => rows.Where(r => r.Result == result),
            // The few that failed have an index of their own.
            _ => rows.Where(r => r.Result != "SUCCESS" && r.Result == result),
        };
        rows = code is null ? rows : rows.Where(r => r.ResponseCode == code);
        rows = path is null ? rows : rows.Where(r => r.RequestPath.Contains(path));
        rows = requestId is null ? rows : rows.Where(r => r.RequestId == requestId || r.ClientRequestId == requestId);
        rows = orderNo is null ? rows : rows.Where(r => r.OrderNo == orderNo || r.ExternalOrderNo == orderNo);
        return rows.OrderByDescending(r => r.CreateTime).ThenByDescending(r => r.Id);
    }

    /// <summary>The columns of the export; bodies stay in the log.</summary>
    public static IReadOnlyList<ExportColumn<(CallLogRow Row, TenantTime Time)>> Columns { get; } =
    [
        new("时间", r => r.Time.Local(r.Row.CreateTime)), new("应用", r => r.Row.AppName), new("方向", r => r.Row.Direction == "INBOUND" ? "入站" : "出站"),
        new("方法", r => r.Row.HttpMethod), new("路径", r => r.Row.RequestPath), new("状态码", r => r.Row.ResponseCode),
        new("结果", r => r.Row.Result switch { "SUCCESS" => "成功", "FAILED" => "失败", _ => "错误" }), new("错误码", r => r.Row.ErrorCode), new("错误", r => r.Row.ErrorMessage),
        new("耗时(毫秒)", r => r.Row.CostMs), new("IP", r => r.Row.ClientIp), new("请求ID", r => r.Row.RequestId), new("订单号", r => r.Row.OrderNo),
        new("外部订单号", r => r.Row.ExternalOrderNo),
    ];
}
