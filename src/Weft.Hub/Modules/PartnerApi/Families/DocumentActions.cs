using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.PartnerApi.Documents;
using Weft.Hub.Modules.PartnerApi.Functions;
using Weft.Hub.Modules.PartnerApi.Logistics;
using Weft.Hub.Modules.PartnerApi.Master;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.PartnerApi.Families;

/// <summary>
/// 单据操作: API290COF completes, VOF voids, CLF closes, RCF reverses a document of any kind; reversing returns its stock (scm-partner-api 11, 13.6). Each document stands
/// for itself. Shipments are Production's, and reversed by its own command.
/// </summary>
internal sealed class DocumentActions(HubDbContext db, References references, StockBook stock, DocumentStock documents, ProductionShipments shipments) : DocumentFunction
{
    /// <summary>Kinds that only say what happened to another document: that one is acted on.</summary>
    private static readonly string[] Confirmations = ["16A", "16B", "160", "110", "111"];

    private readonly Dictionary<BatchDocument, PartnerDocument> found = [];

    public override IReadOnlyList<string> Codes => ["API290COF", "API290VOF", "API290CLF", "API290RCF"];

    public override bool IsAllOrNothing => false;

    public override async Task CheckAsync(DocumentBatch batch, CancellationToken ct)
    {
        await references.LoadAsync(batch.Documents.Select(d => d.Fields), ct);
        await stock.HoldAsync(ct);
        string[] numbers = [.. batch.Documents.Select(d => d.Fields.Text("docNo")).Distinct(StringComparer.Ordinal)];
        var kept = await db.Set<PartnerDocument>().Include(d => d.Lines).AsSplitQuery().Where(d => EF.Parameter(numbers).Contains(d.DocumentNo))
            .ToDictionaryAsync(d => d.DocumentNo, StringComparer.Ordinal, ct);
        await shipments.LoadAsync([.. numbers.Where(n => !kept.ContainsKey(n))], ct);
        foreach (var document in batch.Documents.Where(d => d.Fields.IsSound))
        {
            var number = document.Fields.Text("docNo");
            var organisation = references.Organisation(document.Fields, batch.Caller);
            if (kept.TryGetValue(number, out var target) && batch.Caller.Organisations.Contains(target.OrganisationId)
                && (!document.Fields.Has("org_Text") || target.OrganisationId == organisation?.Id))
            {
                if (document.Fields.Text("doctype_Name") != target.DocType || !batch.Caller.May(RightOf(target.Kind)))
                {
                    document.Fields.FailNotFound("doctype_Name");
                    continue;
                }
                found[document] = target;
                (document.DocumentNo, document.Status) = (number, target.Status);
            }
            else if (shipments.StatusOf(number, batch.Caller) is { } status)
            {
                if (document.Fields.Text("doctype_Name") != LogisticsReceipt.DocType || !batch.Caller.May(PartnerPermissions.Logistics))
                {
                    document.Fields.FailNotFound("doctype_Name");
                    continue;
                }
                (document.DocumentNo, document.Status) = (number, status);
            }
            else
            {
                document.Fields.Fail(Literals.NotFound("单据"));
            }
        }
    }

    public override async Task ExecuteAsync(DocumentBatch batch, CancellationToken ct)
    {
        await documents.LoadAsync([.. found.Values.Distinct()], ct);
        if (batch.Function.Code == "API290RCF")
        {
            await documents.LoadMovedAsync(found.Values.Distinct(), ct);
        }
        foreach (var source in batch.Documents.Where(d => d.Fields.IsSound))
        {
            string? problem;
            if (found.TryGetValue(source, out var document))
            {
                problem = Act(document, batch.Function.Code[6..8]);
                if (problem is not null)
                {
                    document.Move(document.Status, Literals.Cut(problem, 500));
                }
                source.Status = document.Status;
            }
            else
            {
                (problem, source.Status) = await shipments.ActAsync(source.DocumentNo, batch.Function.Code[6..8], ct);
            }
            if (problem is not null)
            {
                source.Fields.Fail(Literals.ActionMessage + problem);
            }
        }
        await stock.ApplyAsync(ct);
    }

    /// <summary>Does it, or says why not.</summary>
    private string? Act(PartnerDocument document, string action)
    {
        if (Confirmations.Contains(document.Kind))
        {
            return "确认单不能单独操作，请操作原单据";
        }
        if (action != "VO" && !references.IsOpen(document.Date))
        {
            return Literals.PeriodClosed;
        }
        return (action, document.Status) switch
        {
            ("CO", DocStatus.Draft or DocStatus.Open or DocStatus.PendingApproval) => Complete(document),
            ("CO", DocStatus.Rejected) => Moved(document, DocStatus.PendingApproval),
            ("VO", DocStatus.Draft or DocStatus.Open or DocStatus.PendingApproval or DocStatus.Rejected) => HasLeft(document)
                ? "已移出未移入的移库单不能作废" : Quiet(document, DocStatus.Voided),
            ("CL", DocStatus.Completed or DocStatus.Open) => HasLeft(document) ? "已移出未移入的移库单不能关闭" : Quiet(document, DocStatus.Closed),
            ("RC", DocStatus.Completed) => Reverse(document),
            _ => $"单据状态为{DocStatus.NameOf(document.Status)}，不能{ActionName(action)}",
        };
    }

    private string? Complete(PartnerDocument document)
    {
        if (document.Status == DocStatus.PendingApproval)
        {
            return "单据待批，批准后才能完成";
        }
        if (document.Kind == "140" && document.Status == DocStatus.Open)
        {
            return "移库单等待物流回执，确认移出和移入后自动完成";
        }
        if (document.Kind == "260" && document.Lines.Any(l => LineMore.Of(l).Counted is null))
        {
            return "还有未盘点的行";
        }
        var problem = documents.TryMove(document, StockHalf.Leaves, StockHalf.Arrives);
        if (problem is not null)
        {
            return problem;
        }
        document.ReceiptStatus = document.ReceiptStatus == ReceiptStatus.NotNeeded ? ReceiptStatus.NotNeeded : ReceiptStatus.Done;
        return Moved(document, DocStatus.Completed);
    }

    /// <summary>Back with what it moved; what is not there any more can not go back.</summary>
    private string? Reverse(PartnerDocument document) =>
        documents.TryMoveBack(document) ?? Moved(document, DocStatus.Reversed);

    private static string? Quiet(PartnerDocument document, string status)
    {
        // Nobody is asked for it any more.
        document.ReceiptStatus = document.ReceiptStatus is ReceiptStatus.Done ? ReceiptStatus.Done : ReceiptStatus.NotNeeded;
        document.ReceiptStatusTo = document.ReceiptStatusTo is ReceiptStatus.Done ? ReceiptStatus.Done : ReceiptStatus.NotNeeded;
        return Moved(document, status);
    }

    private static string? Moved(PartnerDocument document, string status)
    {
        document.Move(status);
        return null;
    }

    private static bool HasLeft(PartnerDocument document) =>
        document is { Kind: "140", Status: DocStatus.Open, ReceiptStatus: ReceiptStatus.Done or ReceiptStatus.NotNeeded };

    private static string RightOf(string kind) => kind switch
    {
        "010" or "020" or "180" or "190" or "200" or "220" or "270" or "280" => PartnerPermissions.Purchasing,
        "030" or "040" or "050" or "060" or "210" => PartnerPermissions.Sales,
        "120" or "130" => PartnerPermissions.Settlement,
        _ => PartnerPermissions.Logistics,
    };

    private static string ActionName(string action) => action switch
    {
        "CO" => "完成",
        "VO" => "作废",
        "CL" => "关闭",
        _ => "冲销",
    };
}
