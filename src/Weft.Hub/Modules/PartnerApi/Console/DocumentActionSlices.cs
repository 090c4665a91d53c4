using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.PartnerApi.Documents;
using Weft.Hub.Modules.PartnerApi.Master;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.PartnerApi.Console;

/// <summary>The reason is required for what takes something back; the version is the one that the person saw.</summary>
internal sealed record DocumentActionRequest(string? Reason, int? Version);

internal sealed record ApprovalsRequest(IReadOnlyList<string> Kinds);

/// <summary>Kinds of documents that are approved before they have any effect.</summary>
public sealed record ApprovalsAnswer(IReadOnlyList<string> Kinds);

/// <summary>单据操作 by the tenant's own people: complete a draft, approve, reject, record a receipt, void, close, reverse (scm-partner-api 8.2, 11). The same desk serves API290.</summary>
internal static class DocumentActionSlices
{
    private static readonly DocumentAction[] Reasoned = [DocumentAction.Reject, DocumentAction.Void, DocumentAction.Reverse];

    /// <summary>By its last word in the route.</summary>
    public static readonly IReadOnlyDictionary<DocumentAction, string> Words =
        Enum.GetValues<DocumentAction>().ToDictionary(a => a, a => JsonSerializer.SerializeToElement(a).GetString()!);

    /// <summary>Who may do it.</summary>
    public static string RightFor(DocumentAction action) =>
        action is DocumentAction.Approve or DocumentAction.Reject ? PartnerPermissions.DocumentApprove : PartnerPermissions.DocumentEdit;

    public static bool NeedsReason(DocumentAction action) => Reasoned.Contains(action);

    public static async Task<Answer<DocumentRow>> ActAsync(
        long id, DocumentAction action, Fields fields, HttpContext context, DocumentDesk desk, References references, StockBook stock, Audit audit, HubDbContext db, CancellationToken ct)
    {
        var (reason, version) = (fields.Text("reason", 200, required: NeedsReason(action)), fields.Integer("version", 0, int.MaxValue));
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        try
        {
            var result = await db.UnitAsync<Result<PartnerDocument>>(async () =>
            {
                await references.LoadAsync([], ct);
                await stock.HoldAsync(ct);
                if (await db.Set<PartnerDocument>().Include(d => d.Lines).FirstOrDefaultAsync(d => d.Id == id, ct) is not { } document)
                {
                    return PartnerApiErrors.DocumentNotFound;
                }
                if (version is { } seen && seen != document.Version)
                {
                    return CommonErrors.Stale;
                }
                await desk.LoadAsync([document], action, ct);
                var before = document.Status;
                if (desk.Act(document, action, reason ?? "") is { } problem)
                {
                    return PartnerApiErrors.NotDone.With(problem);
                }
                audit.Record(new AuditEntry("PartnerApi", action + "Document", "PartnerDocument", id, document.DocumentNo) { Reason = reason, Before = before, After = document.Status });
                await stock.ApplyAsync(ct);
                return document;
            }, ct);
            return result.IsRefused(out var refusal) ? refusal : DocumentSlices.Of(result.Value, result.Value.Lines.Count, TenantTime.For(context.User().TimeZone));
        }
        catch (StockMovedException)
        {
            return CommonErrors.Stale;
        }
    }

    public static async Task<Answer<ApprovalsAnswer>> ApprovalsAsync(HubDbContext db, CancellationToken ct) =>
        new ApprovalsAnswer(await db.Set<ApprovalRule>().AsNoTracking().OrderBy(r => r.Kind).Select(r => r.Kind).ToListAsync(ct));

    /// <summary>Documents that wait already go on waiting. Repeating is harmless.</summary>
    public static async Task<Answer<ApprovalsAnswer>> SetApprovalsAsync(Fields fields, Audit audit, HubDbContext db, CancellationToken ct)
    {
        var wanted = (fields.Texts("kinds", 50, 4) ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (wanted.Except(DocumentFlow.Approvable).FirstOrDefault() is { } unknown)
        {
            fields.Fail("kinds", $"没有单据类型 {unknown}，可选：{string.Join('、', DocumentFlow.Approvable)}");
        }
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        await db.UnitAsync(async () =>
        {
            var kept = await db.Set<ApprovalRule>().ToListAsync(ct);
            db.RemoveRange(kept.Where(r => !wanted.Contains(r.Kind)));
            db.AddRange(wanted.Except(kept.Select(r => r.Kind)).Select(k => new ApprovalRule(db.FilterTenant, k)));
            audit.Record(new AuditEntry("PartnerApi", "SetApprovals", "ApprovalRule", null, null) { Before = kept.Select(r => r.Kind).Order(StringComparer.Ordinal), After = wanted });
            return 0;
        }, ct);
        return new ApprovalsAnswer(wanted);
    }
}
