using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Accounts.Logs;

public sealed record LoginLogRow(long Id, long? UserId, string Username, string Name, string? Address, DateTimeOffset LoginTime, string Status, string Message);

public sealed record OperationLogRow(
    long Id, string Module, string Operation, long? OperatorId, string OperatorName, string Source, string TargetType, long? TargetId, string? TargetName, string? Reason,
    string? Details, string? Address, DateTimeOffset CreateTime, string Status);

/// <summary>系统日志 (console-pages 11).</summary>
internal static class ListLogs
{
    private const string Success = "success";
    private const string Failure = "failure";

    public static async Task<Answer<PageOf<LoginLogRow>>> LoginsAsync(Fields fields, HttpContext context, HubDbContext db, CancellationToken ct)
    {
        var page = PageRequest.Read(fields);
        var (keyword, userId) = (fields.Text("keyword", 64), fields.Integer("userId"));
        var (address, status) = (fields.Text("address", 64), fields.OneOf("status", false, Success, Failure));
        var (from, to) = (fields.Instant("startTime"), fields.Instant("endTime"));
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var logs = db.Set<LoginLog>().AsNoTracking();
        logs = keyword is null ? logs : logs.Where(l => l.Username.Contains(keyword) || l.Name.Contains(keyword));
        logs = address is null ? logs : logs.Where(l => l.Address!.StartsWith(address));
        logs = userId is null ? logs : logs.Where(l => l.UserId == userId);
        logs = status is null ? logs : logs.Where(l => l.Succeeded == (status == Success));
        logs = from is null ? logs : logs.Where(l => l.CreateTime >= from);
        logs = to is null ? logs : logs.Where(l => l.CreateTime < to);
        var time = context.Time();
        var rows = await logs.OrderByDescending(l => l.CreateTime).ThenByDescending(l => l.Id).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        return new PageOf<LoginLogRow>(await logs.CountedAsync(ct), page.Page, page.Size, rows.ConvertAll(l =>
            new LoginLogRow(l.Id, l.UserId, l.Username, l.Name, l.Address, time.Local(l.CreateTime), l.Succeeded ? Success : Failure, l.Message)));
    }

    public static async Task<Answer<PageOf<OperationLogRow>>> OperationsAsync(Fields fields, HttpContext context, HubDbContext db, CancellationToken ct)
    {
        var page = PageRequest.Read(fields);
        var (module, operation) = (fields.Text("module", 32), fields.Text("operation", 64));
        var (operatorName, targetType) = (fields.Text("operatorName", 128), fields.Text("targetType", 64));
        var (targetId, targetName) = (fields.Integer("targetId"), fields.Text("targetName", 256));
        var status = fields.OneOf("status", false, Success, Failure);
        var (from, to) = (fields.Instant("startTime"), fields.Instant("endTime"));
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var logs = db.Set<OperationLog>().AsNoTracking();
        logs = module is null ? logs : logs.Where(l => l.Module == module);
        logs = operation is null ? logs : logs.Where(l => l.Operation == operation);
        logs = operatorName is null ? logs : logs.Where(l => l.OperatorName.Contains(operatorName));
        logs = targetType is null ? logs : logs.Where(l => l.TargetType == targetType);
        logs = targetId is null ? logs : logs.Where(l => l.TargetId == targetId);
        logs = targetName is null ? logs : logs.Where(l => l.TargetName!.Contains(targetName));
        logs = status is null ? logs : logs.Where(l => l.Succeeded == (status == Success));
        logs = from is null ? logs : logs.Where(l => l.CreateTime >= from);
        logs = to is null ? logs : logs.Where(l => l.CreateTime < to);
        var time = context.Time();
        var rows = await logs.OrderByDescending(l => l.CreateTime).ThenByDescending(l => l.Id).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        return new PageOf<OperationLogRow>(await logs.CountedAsync(ct), page.Page, page.Size, rows.ConvertAll(l => new OperationLogRow(
            l.Id, l.Module, l.Operation, l.OperatorId, l.OperatorName, l.Source.Word().ToUpperInvariant(), l.TargetType, l.TargetId, l.TargetName, l.Reason, l.Details, l.Address,
            time.Local(l.CreateTime), l.Succeeded ? Success : Failure)));
    }
}
