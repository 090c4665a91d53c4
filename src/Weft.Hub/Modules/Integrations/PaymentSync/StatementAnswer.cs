using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Integrations.PaymentSync;

/// <summary>A deduction with its Chinese name.</summary>
internal sealed record DeductionAnswer(DeductionType Type, string TypeName, decimal Amount, string? Description);

/// <summary>A statement as its customer reads it; money has two decimals.</summary>
internal sealed record StatementAnswer(
    long ReconciliationId, string ReconciliationNo, string OrderNo, string? ExternalOrderNo, string? CustomerName, string StyleNo, string StyleName, int Quantity,
    decimal UnitPrice, decimal TotalAmount, decimal DeductionAmount, decimal FinalAmount, IReadOnlyList<DeductionAnswer> Deductions, ReconciliationStatus Status,
    string StatusName, DateOnly ReconciliationDate, DateTimeOffset? ApprovedAt, DateTimeOffset? PaidAt, string? PaymentMethod, string? PaymentRef, string? Remark)
{
    public static StatementAnswer Of(StatementView v, TenantTime time) => new(
        v.ReconciliationId, v.ReconciliationNo, v.OrderNo, v.ExternalOrderNo, v.CustomerName, v.StyleNo, v.StyleName, v.Quantity, Money.Rounded(v.UnitPrice),
        Money.Rounded(v.TotalAmount), Money.Rounded(v.DeductionAmount), Money.Rounded(v.FinalAmount),
        [.. v.Deductions.Select(d => new DeductionAnswer(d.Type, d.Type.ChineseName(), Money.Rounded(d.Amount), d.Description))], v.Status, v.Status.ChineseName(),
        v.ReconciliationDate, time.Local(v.ApprovedAt), time.Local(v.PaidAt), v.PaymentMethod, v.PaymentRef, v.Remark);
}
