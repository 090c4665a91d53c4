using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.PartnerApi.Access;
using Weft.Hub.Modules.PartnerApi.Documents;
using Weft.Hub.Modules.PartnerApi.Functions;
using Weft.Hub.Modules.PartnerApi.Requests;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.PartnerApi.Console;

internal sealed record RequestStateRequest(string State, string? Reason);

public sealed record RequestRow(
    long Id, long SystemId, string UserName, string FunctionCode, string RequestId, bool IsAsync, RequestState State, string? ResultCode, string? Message, int Documents,
    int Attempts, DateTimeOffset ReceivedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt)
{
    public string? SystemName { get; init; }

    /// <summary>It failed at the hub's fault or takes too long, and waits for a person.</summary>
    public bool NeedsAttention { get; init; }
}

// Approvals: Documents that wait for approval.
internal sealed record AttentionAnswer(long Count, long Approvals);

internal sealed record RunRow(long Id, string? FunctionCode, DateTimeOffset StartedAt, DateTimeOffset EndedAt, int Succeeded, int Failed, int ActionsSucceeded, int ActionsFailed, bool WasAborted);

/// <summary>API请求 and the log of runs (scm-partner-api 14).</summary>
internal static class RequestSlices
{
    private static readonly string[] States = ["未处理", "处理中", "需重新处理", "已处理", "格式错误", "处理异常"];

    public static async Task<Answer<PageOf<RequestRow>>> ListAsync(Fields fields, HttpContext context, HubDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var (page, time) = (PageRequest.Read(fields), TenantTime.For(context.User().TimeZone));
        var rows = db.Set<PartnerRequest>().AsNoTracking();
        rows = State(fields, required: false) is { } state ? rows.Where(r => r.State == state) : rows;
        rows = fields.Text("functionCode", 16) is { } function ? rows.Where(r => r.FunctionCode == function) : rows;
        rows = fields.Text("requestId", 64) is { } id ? rows.Where(r => r.RequestId == id) : rows;
        rows = fields.Integer("systemId", min: 1) is { } system ? rows.Where(r => r.SystemId == system) : rows;
        rows = fields.Instant("from") is { } from ? rows.Where(r => r.ReceivedAt >= from) : rows;
        rows = fields.Instant("to") is { } to ? rows.Where(r => r.ReceivedAt < to) : rows;
        rows = fields.OneOf("resultCode", false, "1", "6", "7", "9") is { } result ? rows.Where(r => r.ResultCode == result) : rows;
        rows = fields.Flag("attention") == true ? StuckRequestsJob.Waiting(rows, clock.UtcNow()) : rows;
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var found = await rows.OrderByDescending(r => r.ReceivedAt).ThenByDescending(r => r.Id).PageAsync(page, r => new
        {
            r.Id, r.SystemId, r.UserName, r.FunctionCode, r.RequestId, r.IsAsync, r.State, r.ResultCode, r.Message, r.Documents, r.Attempts, r.ReceivedAt, r.StartedAt, r.EndedAt,
            SystemName = db.Set<PartnerSystem>().Where(s => s.Id == r.SystemId).Select(s => s.Name).FirstOrDefault(),
        }, ct);
        long[] shown = [.. found.Records.Select(r => r.Id)];
        var waiting = await StuckRequestsJob.Waiting(db.Set<PartnerRequest>().Where(r => shown.Contains(r.Id)), clock.UtcNow()).Select(r => r.Id).ToListAsync(ct);
        return new PageOf<RequestRow>(found.Total, found.Page, found.Size, [.. found.Records.Select(r => new RequestRow(
            r.Id, r.SystemId, r.UserName, r.FunctionCode, r.RequestId, r.IsAsync, r.State, r.ResultCode, r.Message, r.Documents, r.Attempts, time.Local(r.ReceivedAt), time.Local(r.StartedAt), time.Local(r.EndedAt))
            {
                SystemName = r.SystemName, NeedsAttention = waiting.Contains(r.Id),
            })]);
    }

    public static async Task<Answer<AttentionAnswer>> AttentionAsync(HubDbContext db, TimeProvider clock, CancellationToken ct) =>
        new AttentionAnswer(
            await StuckRequestsJob.Waiting(db.Set<PartnerRequest>(), clock.UtcNow()).CountedAsync(ct),
            await db.Set<PartnerDocument>().Where(d => d.Status == DocStatus.PendingApproval).CountedAsync(ct));

    /// <summary>An operator's hand on a stuck request (8.2): to 未处理, 已处理 or 处理异常.</summary>
    public static async Task<Answer<RequestRow>> MoveAsync(long id, Fields fields, HttpContext context, HubDbContext db, Audit audit, CancellationToken ct)
    {
        var state = State(fields, required: true);
        var reason = fields.Text("reason", 500);
        var result = await db.UnitAsync<Result<PartnerRequest>>(async () =>
        {
            var request = await HeldAsync(db, id, ct);
            if (request is null)
            {
                return PartnerApiErrors.RequestNotFound;
            }
            if (fields.Rejected is { } rejected)
            {
                return rejected;
            }
            if (request.State == RequestState.BadFormat || state is not (RequestState.Waiting or RequestState.Done or RequestState.Failed))
            {
                return PartnerApiErrors.NotByHand.With(States[(int)request.State]);
            }
            if (request is { State: RequestState.Done, ResultCode: "1" })
            {
                // What it made is there: processed or sent again, it would be made twice.
                return PartnerApiErrors.AlreadyMade;
            }
            if (state == RequestState.Waiting && request.Body is null)
            {
                return PartnerApiErrors.BodyGone;
            }
            audit.Record(new AuditEntry("PartnerApi", "MoveRequest", "PartnerRequest", id, request.RequestId)
            {
                Reason = reason, Before = States[(int)request.State], After = States[(int)state.Value],
            });
            request.Move(state.Value);
            return request;
        }, ct);
        return result.IsRefused(out var refused) ? refused : Of(result.Value, TenantTime.For(context.User().TimeZone));
    }

    /// <summary>导入业务中间表API: processes one request now. Also one that ended with data errors and made nothing, once what it names is mended.</summary>
    public static async Task<Answer<RequestRow>> ProcessAsync(long id, HttpContext context, RequestRunner runner, FunctionCatalogue catalogue, Audit audit, HubDbContext db, CancellationToken ct)
    {
        var lease = Guid.NewGuid();
        var result = await db.UnitAsync<Result<PartnerRequest>>(async () =>
        {
            var request = await HeldAsync(db, id, ct);
            if (request is null)
            {
                return PartnerApiErrors.RequestNotFound;
            }
            if (!IsProcessable(request, catalogue))
            {
                return PartnerApiErrors.NotProcessable.With(States[(int)request.State]);
            }
            if (request.Body is null)
            {
                return PartnerApiErrors.BodyGone;
            }
            audit.Record(new AuditEntry("PartnerApi", "ProcessRequest", "PartnerRequest", id, request.RequestId) { Before = States[(int)request.State] });
            var now = db.Clock.UtcNow();
            request.Begin(lease, now, now.AddMinutes(5));
            return request;
        }, ct);
        if (result.IsRefused(out var refused))
        {
            return refused;
        }
        await runner.RunAsync(new StoredRequest(result.Value.TenantId, id, lease, result.Value.FunctionCode));
        db.ChangeTracker.Clear();
        var done = await db.Set<PartnerRequest>().AsNoTracking().FirstAsync(r => r.Id == id, ct);
        return Of(done, TenantTime.For(context.User().TimeZone));
    }

    /// <summary>After data errors nothing was made (8.3), except by document actions, each of which stands for itself (13.6).</summary>
    public static bool IsProcessable(PartnerRequest request, FunctionCatalogue catalogue) =>
        request.State is RequestState.Waiting or RequestState.Again or RequestState.Failed
        || (request is { State: RequestState.Done, ResultCode: "7" } && catalogue.ByCode[request.FunctionCode].Type != FunctionType.Action);

    public static async Task<Answer<PageOf<RunRow>>> RunsAsync(Fields fields, HttpContext context, HubDbContext db, CancellationToken ct)
    {
        var (page, time) = (PageRequest.Read(fields), TenantTime.For(context.User().TimeZone));
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var found = await db.Set<RunLog>().AsNoTracking().OrderByDescending(r => r.StartedAt).ThenByDescending(r => r.Id).PageAsync(page, r => r, ct);
        return new PageOf<RunRow>(found.Total, found.Page, found.Size, [.. found.Records.Select(r => new RunRow(
            r.Id, r.FunctionCode, time.Local(r.StartedAt), time.Local(r.EndedAt), r.Succeeded, r.Failed, r.ActionsSucceeded, r.ActionsFailed, r.WasAborted))]);
    }

    /// <summary>The request, its row held until the unit ends: whoever processes it waits, or is waited for.</summary>
    private static async Task<PartnerRequest?> HeldAsync(HubDbContext db, long id, CancellationToken ct)
    {
        await db.Set<PartnerRequest>().Where(r => r.Id == id).ExecuteUpdateAsync(set => set.SetProperty(r => r.Attempts, r => r.Attempts), ct);
        return await db.Set<PartnerRequest>().FirstOrDefaultAsync(r => r.Id == id, ct);
    }

    private static RequestState? State(Fields fields, bool required)
    {
        var word = fields.OneOf("state", required, States);
        return word is null ? null : (RequestState)Array.IndexOf(States, word);
    }

    public static RequestRow Of(PartnerRequest r, TenantTime time) => new(
        r.Id, r.SystemId, r.UserName, r.FunctionCode, r.RequestId, r.IsAsync, r.State, r.ResultCode, r.Message, r.Documents, r.Attempts, time.Local(r.ReceivedAt), time.Local(r.StartedAt), time.Local(r.EndedAt));
}
