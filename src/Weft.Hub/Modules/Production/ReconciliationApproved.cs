using Weft.Hub.Platform.Outbox;

namespace Weft.Hub.Modules.Production;

/// <summary>A statement was approved: from now on the customer knows it, and may pay (production-domain 9, 10).</summary>
public sealed record ReconciliationApproved : IEvent
{
    public static string Name => "production.reconciliation-approved";

    public required long ReconciliationId { get; init; }
    public required string ReconciliationNo { get; init; }
    public required string OrderNo { get; init; }

    /// <summary>Null for an order made in the console.</summary>
    public string? ExternalOrderNo { get; init; }
    public string? CustomerName { get; init; }
    public required string StyleNo { get; init; }
    public required int Quantity { get; init; }
    public required decimal UnitPrice { get; init; }
    public required decimal TotalAmount { get; init; }
    public required decimal DeductionAmount { get; init; }
    public required decimal FinalAmount { get; init; }
    public required ReconciliationStatus PreviousStatus { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime ApprovedAt { get; init; }

    /// <summary>What <see cref="OrderVisibility.Covers"/> asks for.</summary>
    public required bool FromGateway { get; init; }
    public long? SourceAppId { get; init; }
}
