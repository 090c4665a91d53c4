using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.PartnerApi.Access;
using Weft.Hub.Modules.PartnerApi.Documents;
using Weft.Hub.Modules.PartnerApi.Logistics;
using Weft.Hub.Modules.PartnerApi.Requests;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.PartnerApi.Console;

public sealed record ExportRow(
    long Id, long SystemId, string UserName, string FunctionCode, string RequestId, int Rows, DateTimeOffset StartedAt, DateTimeOffset EndedAt, long DurationMs)
{
    public string? SystemName { get; init; }
}

/// <summary>What one row of an answer was about.</summary>
/// <param name="Key">Number of the document, code of the product or partner, id of the request.</param>
/// <param name="DocumentId">The document that it was, where it was one of the hub's.</param>
/// <param name="StoredRequestId">The request whose result it was.</param>
/// <param name="Status">How far the logistics partner is with it now, where the query handed it out.</param>
/// <param name="Left">Why handing it out again leaves it alone; null where it does not, or where there is nothing to hand out.</param>
internal sealed record ExportedKey(string Key, long? DocumentId, long? StoredRequestId, ReceiptStatus? Status, LeftReason? Left);

internal sealed record ExportDetails(ExportRow Export, IReadOnlyList<ExportedKey> Keys)
{
    /// <summary>The query took what it answered: it can be handed out again.</summary>
    public bool HandsOut { get; init; }

    /// <summary>How many rows handing out again would set back.</summary>
    public int CanSetBack { get; init; }
    public IReadOnlyList<RequestStep> Steps { get; init; } = [];
}

/// <summary>导出履历: what partners' queries answered, and when (scm-partner-api 8.1, 14).</summary>
internal static class ExportSlices
{
    /// <summary>A page shows so many rows; a query may answer thousands.</summary>
    private const int Most = 500;

    public static async Task<Answer<PageOf<ExportRow>>> ListAsync(Fields fields, HttpContext context, HubDbContext db, CancellationToken ct)
    {
        var (page, time) = (PageRequest.Read(fields), TenantTime.For(context.User().TimeZone));
        var rows = db.Set<ExportRecord>().AsNoTracking();
        rows = fields.Text("functionCode", 16) is { } function ? rows.Where(r => r.FunctionCode == function) : rows;
        rows = fields.Integer("systemId", min: 1) is { } system ? rows.Where(r => r.SystemId == system) : rows;
        rows = fields.Text("requestId", 64) is { } request ? rows.Where(r => r.RequestId == request) : rows;
        rows = fields.Instant("from") is { } from ? rows.Where(r => r.StartedAt >= from) : rows;
        rows = fields.Instant("to") is { } to ? rows.Where(r => r.StartedAt < to) : rows;
        rows = fields.Flag("withRows") == true ? rows.Where(r => r.Rows > 0) : rows;
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var found = await rows.OrderByDescending(r => r.StartedAt).ThenByDescending(r => r.Id).PageAsync(page, r => new
        {
            r.Id, r.SystemId, r.UserName, r.FunctionCode, r.RequestId, r.Rows, r.StartedAt, r.EndedAt,
            SystemName = db.Set<PartnerSystem>().Where(s => s.Id == r.SystemId).Select(s => s.Name).FirstOrDefault(),
        }, ct);
        return new PageOf<ExportRow>(found.Total, found.Page, found.Size, [.. found.Records.Select(r => new ExportRow(
            r.Id, r.SystemId, r.UserName, r.FunctionCode, r.RequestId, r.Rows, time.Local(r.StartedAt), time.Local(r.EndedAt), Duration(r.StartedAt, r.EndedAt)) { SystemName = r.SystemName })]);
    }

    public static async Task<Answer<ExportDetails>> ReadAsync(long id, HttpContext context, ShipmentDocuments shipments, AuditTrail trail, HubDbContext db, CancellationToken ct)
    {
        var found = await db.Set<ExportRecord>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, ct);
        if (found is null)
        {
            return PartnerApiErrors.ExportNotFound;
        }
        var time = TenantTime.For(context.User().TimeZone);
        var row = new ExportRow(
            found.Id, found.SystemId, found.UserName, found.FunctionCode, found.RequestId, found.Rows, time.Local(found.StartedAt), time.Local(found.EndedAt), Duration(found.StartedAt, found.EndedAt))
        {
            SystemName = await db.Set<PartnerSystem>().Where(s => s.Id == found.SystemId).Select(s => s.Name).FirstOrDefaultAsync(ct),
        };
        List<RequestStep> steps = [new("HandedOut", row.StartedAt, found.UserName, null)];
        steps.AddRange((await trail.OfAsync("ExportRecord", id, ct)).Select(s => new RequestStep(s.Operation, time.Local(s.At), s.OperatorName, s.Reason)));
        if (HandedRows.SideOf(found.FunctionCode) is { } side)
        {
            var handed = await HandedRows.OfAsync(found, side, shipments, db, ct);
            return new ExportDetails(row, [.. handed.Take(Most).Select(h => new ExportedKey(h.Key, side == HandSide.Shipment ? null : h.Id, null, h.Status, h.Left))])
            {
                HandsOut = true, CanSetBack = handed.Count(h => h.Left is null), Steps = steps,
            };
        }
        return new ExportDetails(row, await KeysAsync(found, db, ct)) { Steps = steps };
    }

    /// <summary>A result query answers about a request, a query of counts about documents; the others' codes have no page of their own.</summary>
    private static async Task<IReadOnlyList<ExportedKey>> KeysAsync(ExportRecord export, HubDbContext db, CancellationToken ct)
    {
        string[] keys = [.. export.Keys.Take(Most)];
        if (export.FunctionCode.EndsWith("NNF", StringComparison.Ordinal))
        {
            var requests = await db.Set<PartnerRequest>().AsNoTracking().Where(r => r.SystemId == export.SystemId && EF.Parameter(keys).Contains(r.RequestId))
                .Select(r => new { r.RequestId, r.Id }).ToDictionaryAsync(r => r.RequestId, r => r.Id, StringComparer.Ordinal, ct);
            return [.. keys.Select(k => new ExportedKey(k, null, requests.TryGetValue(k, out var request) ? request : null, null, null))];
        }
        var documents = await db.Set<PartnerDocument>().AsNoTracking().Where(d => EF.Parameter(keys).Contains(d.DocumentNo))
            .Select(d => new { d.DocumentNo, d.Id }).ToDictionaryAsync(d => d.DocumentNo, d => d.Id, StringComparer.Ordinal, ct);
        return [.. keys.Select(k => new ExportedKey(k, documents.TryGetValue(k, out var document) ? document : null, null, null, null))];
    }

    private static long Duration(DateTime startedAt, DateTime endedAt) => (long)Math.Max(0, (endedAt - startedAt).TotalMilliseconds);
}
