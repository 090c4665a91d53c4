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
internal sealed class DocumentActions(HubDbContext db, References references, StockBook stock, DocumentDesk desk, ProductionShipments shipments) : DocumentFunction
{
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
        var action = ActionOf(batch.Function.Code);
        await desk.LoadAsync([.. found.Values.Distinct()], action, ct);
        foreach (var source in batch.Documents.Where(d => d.Fields.IsSound))
        {
            string? problem;
            if (found.TryGetValue(source, out var document))
            {
                problem = desk.Act(document, action);
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

    private static string RightOf(string kind) => kind switch
    {
        "010" or "020" or "180" or "190" or "200" or "220" or "270" or "280" => PartnerPermissions.Purchasing,
        "030" or "040" or "050" or "060" or "210" => PartnerPermissions.Sales,
        "120" or "130" => PartnerPermissions.Settlement,
        _ => PartnerPermissions.Logistics,
    };

    private static DocumentAction ActionOf(string code) => code[6..8] switch
    {
        "CO" => DocumentAction.Complete,
        "VO" => DocumentAction.Void,
        "CL" => DocumentAction.Close,
        _ => DocumentAction.Reverse,
    };
}
