using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.PartnerApi.Access;
using Weft.Hub.Modules.PartnerApi.Documents;
using Weft.Hub.Modules.PartnerApi.Functions;
using Weft.Hub.Modules.PartnerApi.Master;
using Weft.Hub.Modules.PartnerApi.Notifying;
using Weft.Hub.Modules.PartnerApi.Requests;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.PartnerApi.Console;

/// <summary>One fault of a request: of a document, or of one of its lines.</summary>
/// <param name="Document">Which of the request's documents, from 1.</param>
/// <param name="DocNo">Its number in the caller's system.</param>
/// <param name="Line">Id or number of the line; null for the document itself.</param>
/// <param name="Messages">What is wrong, in the contract's words.</param>
internal sealed record RequestProblem(int Document, string DocNo, string? Line, IReadOnlyList<string> Messages);

/// <summary>A document that came of a request.</summary>
internal sealed record MadeDocument(long Id, string DocumentNo, string DocType, string Status, string? CallerDocNo, string? ActionMessage);

/// <summary>One step in a request's life: Received, Started, Ended, or what a person did to it.</summary>
internal sealed record RequestStep(string Action, DateTimeOffset Time, string By, string? Remark);

/// <summary>A request with what came, what is answered, and what became of it.</summary>
internal sealed record RequestDetails(RequestRow Request, string? Body, string? ResultRows)
{
    public string? RoleName { get; init; }
    public string? OrganisationName { get; init; }

    /// <summary>What a result query answers now, beside its own id and time; null once the result's time is over.</summary>
    public string? Answer { get; init; }
    public bool CanProcess { get; init; }
    public IReadOnlyList<RequestProblem> Problems { get; init; } = [];
    public IReadOnlyList<MadeDocument> Made { get; init; } = [];
    public IReadOnlyList<RequestStep> Steps { get; init; } = [];
    public IReadOnlyList<NotificationRow> Notifications { get; init; } = [];
}

/// <summary>API请求详情 (scm-partner-api 14).</summary>
internal static class ReadRequest
{
    private const int MostProblems = 500;
    private const int MostDocuments = 200;
    private const int MostNotifications = 50;

    public static async Task<Answer<RequestDetails>> HandleAsync(long id, HttpContext context, UserDirectory users, AuditTrail trail, FunctionCatalogue catalogue, HubDbContext db, CancellationToken ct)
    {
        var found = await db.Set<PartnerRequest>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, ct);
        if (found is null)
        {
            return PartnerApiErrors.RequestNotFound;
        }
        var time = TenantTime.For(context.User().TimeZone);
        var system = await db.Set<PartnerSystem>().Where(s => s.Id == found.SystemId).Select(s => s.Name).FirstOrDefaultAsync(ct);
        var isWaiting = await StuckRequestsJob.Waiting(db.Set<PartnerRequest>().Where(r => r.Id == id), db.Clock.UtcNow()).AnyAsync(ct);
        var row = RequestSlices.Of(found, time) with { SystemName = system, NeedsAttention = isWaiting };
        return new RequestDetails(row, BodyMask.Of(found.Body), BodyMask.Of(found.ResultRows))
        {
            RoleName = (await users.RoleNamesAsync(ct)).GetValueOrDefault(found.RoleId),
            OrganisationName = await db.Set<Organisation>().Where(o => o.Id == found.OrganisationId).Select(o => o.Name).FirstOrDefaultAsync(ct),
            Answer = BodyMask.Of(AnswerOf(found, catalogue)),
            CanProcess = found.Body is not null && RequestSlices.IsProcessable(found, catalogue),
            Problems = ProblemsOf(found.ResultRows),
            Made = await db.Set<PartnerDocument>().AsNoTracking().Where(d => d.StoredRequestId == id).OrderBy(d => d.Id).Take(MostDocuments)
                .Select(d => new MadeDocument(d.Id, d.DocumentNo, d.DocType, d.Status, d.CallerDocNo, d.ActionMessage)).ToListAsync(ct),
            Steps = Steps(found, await trail.OfAsync("PartnerRequest", id, ct), time),
            Notifications = [.. (await db.Set<ResultNotification>().AsNoTracking().Where(n => n.StoredRequestId == id).OrderBy(n => n.Id).Take(MostNotifications).ToListAsync(ct)).Select(n => NotificationRow.Of(n, time))],
        };
    }

    private static string? AnswerOf(PartnerRequest request, FunctionCatalogue catalogue)
    {
        if (request.Body is null)
        {
            return null;
        }
        return ResultAnswer.Of(request, catalogue).ToJsonString(ResultAnswer.Plain);
    }

    /// <summary>The document's own message also holds those of its lines (9.3): they are told once, at their lines.</summary>
    private static List<RequestProblem> ProblemsOf(string? rows)
    {
        List<RequestProblem> problems = [];
        if (rows is null)
        {
            return problems;
        }
        using var list = JsonDocument.Parse(rows);
        var number = 0;
        foreach (var document in list.RootElement.EnumerateArray())
        {
            number++;
            if (problems.Count >= MostProblems)
            {
                break;
            }
            var docNo = Text(document, "docNo");
            List<RequestProblem> lines = [];
            if (document.TryGetProperty("lineList", out var all))
            {
                lines = [.. all.EnumerateArray().Select((line, i) => (Line: line, Index: i)).Where(l => Text(l.Line, "lineErrorMsg").Length > 0)
                    .Select(l => new RequestProblem(number, docNo, Text(l.Line, "lineId") is { Length: > 0 } id ? id : $"{(l.Index + 1) * 10}", Split(Text(l.Line, "lineErrorMsg"))))];
            }
            var told = lines.SelectMany(l => l.Messages).ToHashSet(StringComparer.Ordinal);
            var own = Split(Text(document, "docErrorMsg")).Where(m => !told.Contains(m)).ToList();
            if (own.Count > 0)
            {
                problems.Add(new RequestProblem(number, docNo, null, own));
            }
            problems.AddRange(lines);
        }
        return problems;
    }

    private static IReadOnlyList<string> Split(string messages) => messages.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Text(JsonElement row, string name) => row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static IReadOnlyList<RequestStep> Steps(PartnerRequest request, IReadOnlyList<AuditStep> done, TenantTime time)
    {
        List<RequestStep> steps = [new("Received", time.Local(request.ReceivedAt), request.UserName, null)];
        steps.AddRange(done.Select(s => new RequestStep(s.Operation, time.Local(s.At), s.OperatorName, s.Reason)));
        if (request.StartedAt is { } started)
        {
            steps.Add(new RequestStep("Started", time.Local(started), "", null));
        }
        if (request.EndedAt is { } ended)
        {
            steps.Add(new RequestStep("Ended", time.Local(ended), "", request.Message));
        }
        return [.. steps.OrderBy(s => s.Time)];
    }
}
