using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production.Reconciliations;

/// <summary>One deduction of the request.</summary>
/// <param name="Type">QUALITY_DEFECT, PRODUCT_SCRAP, MATERIAL_PICKUP, SUPPLEMENT or OTHER.</param>
/// <param name="Amount">Not negative; SUPPLEMENT adds it.</param>
/// <param name="Description">In words; needed for OTHER.</param>
internal sealed record DeductionInput(DeductionType Type, decimal Amount, string? Description);

/// <summary>What changes; a field that is left out stays. The deductions replace those that are there. The version is the one that the person saw.</summary>
internal sealed record EditReconciliationRequest(decimal? UnitPrice, IReadOnlyList<DeductionInput>? Deductions, string? Remark, int? Version);

/// <summary>PUT /api/finance/reconciliations/{no} (扣款明细): only while pending. The quantity follows the shipments and is not edited.</summary>
internal static class EditReconciliation
{
    public static async Task<Answer<ReconciliationDetail>> HandleAsync(
        string reconciliationNo, Fields fields, HttpContext context, ChangeReconciliation change, HubDbContext db, CancellationToken ct)
    {
        var user = context.User();
        var edit = new ReconciliationEdit
        {
            UnitPrice = fields.Number("unitPrice", 4),
            Deductions = fields.Items("deductions", 50, Deduction),
            Remark = new(fields.Has("remark"), fields.Text("remark", 500, multiline: true)),
        };
        var command = StepReconciliation.Read(reconciliationNo, fields, user);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        if (user.FactoryId is not null)
        {
            return ReconciliationErrors.NoFinance;
        }
        var result = await db.CommitAsync(() => change.EditAsync(command, edit, ct), ct);
        return result.IsRefused(out var refusal) ? refusal : await ListReconciliations.DetailAsync(db, result.Value, user, ct);
    }

    private static DeductionItem Deduction(Fields item, int index)
    {
        var type = ReconciliationWords.ParseType(item.OneOf("type", true, "QUALITY_DEFECT", "PRODUCT_SCRAP", "MATERIAL_PICKUP", "SUPPLEMENT", "OTHER")) ?? DeductionType.Other;
        return new DeductionItem(type, item.Number("amount", 2, required: true) ?? 0, item.Text("description", 200, required: type == DeductionType.Other && item.Has("type")));
    }
}
