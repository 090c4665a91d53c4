using System.Diagnostics.CodeAnalysis;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Reconciliations;

/// <summary>A statement as the console shows it; names are those of production-domain 9. Money has two decimals.</summary>
public record ReconciliationRow
{
    public required long ReconciliationId { get; init; }
    public required string ReconciliationNo { get; init; }
    public required long OrderId { get; init; }
    public required string OrderNo { get; init; }
    public long? CustomerId { get; init; }
    public string? CustomerName { get; init; }
    public required string StyleNo { get; init; }
    public required string StyleName { get; init; }
    public required int Quantity { get; init; }
    public required decimal UnitPrice { get; init; }
    public required decimal TotalAmount { get; init; }
    public required decimal DeductionAmount { get; init; }
    public required decimal SupplementAmount { get; init; }
    public required decimal FinalAmount { get; init; }

    /// <summary>Costs are for those who see all of the tenant (console-pages 9); null for others.</summary>
    public decimal? MaterialCost { get; init; }
    public decimal? ProcessCost { get; init; }
    public decimal? TotalCost { get; init; }
    public decimal? ProfitAmount { get; init; }
    public decimal? ProfitMargin { get; init; }
    public required DateOnly ReconciliationDate { get; init; }
    public required ReconciliationStatus Status { get; init; }
    public required string StatusName { get; init; }
    public DateTimeOffset? VerifiedAt { get; init; }
    public string? VerifiedBy { get; init; }
    public DateTimeOffset? ApprovedAt { get; init; }
    public string? ApprovedBy { get; init; }
    public DateTimeOffset? PaidAt { get; init; }
    public string? PaymentMethod { get; init; }
    public string? PaymentRef { get; init; }
    public string? PaidBy { get; init; }

    /// <summary>True when a customer's system confirmed the payment.</summary>
    public required bool PaidByGateway { get; init; }
    public string? RejectReason { get; init; }
    public DateTimeOffset? ReReviewAt { get; init; }
    public string? ReReviewReason { get; init; }
    public string? Remark { get; init; }
    public required DateTimeOffset CreateTime { get; init; }
    public required int Version { get; init; }

    internal static ReconciliationRow Of(Reconciliation r, SignedInUser reader)
    {
        var time = TenantTime.For(reader.TimeZone);
        var costs = reader is { DataScope: DataScope.All, FactoryId: null };
        return new ReconciliationRow
        {
            ReconciliationId = r.Id,
            ReconciliationNo = r.ReconciliationNo,
            OrderId = r.OrderId,
            OrderNo = r.OrderNo,
            CustomerId = r.CustomerId,
            CustomerName = r.CustomerName,
            StyleNo = r.StyleNo,
            StyleName = r.StyleName,
            Quantity = r.Quantity,
            UnitPrice = Money.Rounded(r.UnitPrice),
            TotalAmount = Money.Rounded(r.TotalAmount),
            DeductionAmount = Money.Rounded(r.DeductionAmount),
            SupplementAmount = Money.Rounded(r.SupplementAmount),
            FinalAmount = Money.Rounded(r.FinalAmount),
            MaterialCost = costs ? Money.Rounded(r.MaterialCost) : null,
            ProcessCost = costs ? Money.Rounded(r.ProcessCost) : null,
            TotalCost = costs ? Money.Rounded(r.TotalCost) : null,
            ProfitAmount = costs ? Money.Rounded(r.ProfitAmount) : null,
            ProfitMargin = costs ? r.ProfitMargin : null,
            ReconciliationDate = r.ReconciliationDate,
            Status = r.Status,
            StatusName = r.Status.ChineseName(),
            VerifiedAt = time.Local(r.VerifiedAt),
            VerifiedBy = r.VerifiedBy,
            ApprovedAt = time.Local(r.ApprovedAt),
            ApprovedBy = r.ApprovedBy,
            PaidAt = time.Local(r.PaidAt),
            PaymentMethod = r.PaymentMethod,
            PaymentRef = r.PaymentRef,
            PaidBy = r.PaidBy,
            PaidByGateway = r.PaidByAppId is not null,
            RejectReason = r.RejectReason,
            ReReviewAt = time.Local(r.ReReviewAt),
            ReReviewReason = r.ReReviewReason,
            Remark = r.Remark,
            CreateTime = time.Local(r.CreateTime),
            Version = r.Version,
        };
    }
}

/// <summary>A shipment that a statement bills.</summary>
internal sealed record BilledShipment(string OutstockNo, int Quantity, DateTimeOffset OutstockTime, bool Reversed);

/// <summary>A deduction with its Chinese name.</summary>
internal sealed record DeductionRow(DeductionType Type, string TypeName, decimal Amount, string? Description)
{
    public static IReadOnlyList<DeductionRow> Of(IReadOnlyList<DeductionItem> items) =>
        [.. items.Select(d => new DeductionRow(d.Type, d.Type.ChineseName(), Money.Rounded(d.Amount), d.Description))];
}

/// <summary>A statement with its parts.</summary>
internal sealed record ReconciliationDetail : ReconciliationRow
{
    [SetsRequiredMembers]
    public ReconciliationDetail(ReconciliationRow row) : base(row)
    {
    }

    public IReadOnlyList<DeductionRow> Deductions { get; init; } = [];
    public IReadOnlyList<BilledShipment> Shipments { get; init; } = [];

    /// <summary>Newest first.</summary>
    public IReadOnlyList<TimelineRow> Timeline { get; init; } = [];
}
