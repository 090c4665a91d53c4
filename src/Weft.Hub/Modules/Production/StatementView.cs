namespace Weft.Hub.Modules.Production;

/// <summary>A statement as a customer may read it; instants are UTC. Cost and profit never leave the tenant (openapi-gateway 6.7).</summary>
public sealed record StatementView
{
    public required long ReconciliationId { get; init; }
    public required string ReconciliationNo { get; init; }
    public required string OrderNo { get; init; }
    public required string? ExternalOrderNo { get; init; }
    public required string? CustomerName { get; init; }
    public required string StyleNo { get; init; }
    public required string StyleName { get; init; }
    public required int Quantity { get; init; }
    public required decimal UnitPrice { get; init; }
    public required decimal TotalAmount { get; init; }
    public required decimal DeductionAmount { get; init; }
    public required decimal FinalAmount { get; init; }
    public required IReadOnlyList<DeductionItem> Deductions { get; init; }
    public required ReconciliationStatus Status { get; init; }
    public required DateOnly ReconciliationDate { get; init; }
    public required DateTime? ApprovedAt { get; init; }
    public required DateTime? PaidAt { get; init; }
    public required string? PaymentMethod { get; init; }
    public required string? PaymentRef { get; init; }
    public required string? Remark { get; init; }
}

/// <summary>Which statements a list holds; what is null does not narrow it. Instants are UTC and about the approval; <c>To</c> is left out of the range.</summary>
public sealed record StatementFilter(ReconciliationStatus? Status, string? OrderNo, DateTime? From, DateTime? To);
