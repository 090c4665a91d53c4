using System.Linq.Expressions;
using Weft.Hub.Modules.Production.Orders;

namespace Weft.Hub.Modules.Production;

/// <summary>A production order as others may read it; instants are UTC.</summary>
public sealed record OrderView
{
    public required long OrderId { get; init; }
    public required string OrderNo { get; init; }
    public required string? ExternalOrderNo { get; init; }
    public required OrderSourceType SourceType { get; init; }
    public required long? SourceAppId { get; init; }
    public required string CreatedByName { get; init; }
    public required string StyleNo { get; init; }
    public required string StyleName { get; init; }
    public required OrderStatus Status { get; init; }
    public required int OrderQuantity { get; init; }
    public required int CompletedQuantity { get; init; }
    public required int ShippedQuantity { get; init; }

    /// <summary>0 to 100.</summary>
    public required int ProductionProgress { get; init; }

    /// <summary>0 to 100.</summary>
    public required int MaterialArrivalRate { get; init; }
    public required string? FactoryName { get; init; }
    public required IReadOnlyList<string> Colors { get; init; }
    public required IReadOnlyList<string> Sizes { get; init; }
    public required DateOnly? PlannedStartDate { get; init; }
    public required DateOnly? PlannedEndDate { get; init; }
    public required DateOnly? ExpectedShipDate { get; init; }
    public required DateTime? ActualStartDate { get; init; }
    public required DateTime? ActualEndDate { get; init; }
    public required string? Remarks { get; init; }
    public required DateTime CreateTime { get; init; }
    public required DateTime UpdateTime { get; init; }

    /// <summary>True when it is not final and its day has passed; derived, never stored (production-domain 4, D14).</summary>
    public bool IsOverdue(DateOnly today) => !Status.IsFinal() && (PlannedEndDate ?? ExpectedShipDate) < today;

    internal static readonly Expression<Func<ProductionOrder, OrderView>> From = order => new OrderView
    {
        OrderId = order.Id,
        OrderNo = order.OrderNo,
        ExternalOrderNo = order.ExternalOrderNo,
        SourceType = order.SourceType,
        SourceAppId = order.SourceAppId,
        CreatedByName = order.CreatedByName,
        StyleNo = order.StyleNo,
        StyleName = order.StyleName,
        Status = order.Status,
        OrderQuantity = order.OrderQuantity,
        CompletedQuantity = order.CompletedQuantity,
        ShippedQuantity = order.ShippedQuantity,
        ProductionProgress = order.ProductionProgress,
        MaterialArrivalRate = order.MaterialArrivalRate,
        FactoryName = order.FactoryName,
        Colors = order.Colors,
        Sizes = order.Sizes,
        PlannedStartDate = order.PlannedStartDate,
        PlannedEndDate = order.PlannedEndDate,
        ExpectedShipDate = order.ExpectedShipDate,
        ActualStartDate = order.ActualStartDate,
        ActualEndDate = order.ActualEndDate,
        Remarks = order.Remarks,
        CreateTime = order.CreateTime,
        UpdateTime = order.UpdateTime,
    };
}

/// <summary>An order that a customer placed before under the same number (openapi-gateway 6.1, idempotency).</summary>
public sealed record ExternalOrder(
    long OrderId, string OrderNo, string ExternalOrderNo, string? ContentHash, string StyleNo, string StyleName, int Quantity, OrderStatus Status, string CreatedByName,
    DateTime CreateTime);

/// <summary>Which orders a list holds; what is null does not narrow it. Instants are UTC; <c>To</c> is left out of the range.</summary>
public sealed record OrderFilter
{
    public OrderStatus? Status { get; init; }
    public string? OrderNo { get; init; }
    public string? ExternalOrderNo { get; init; }
    public string? StyleNo { get; init; }
    public DateTime? CreatedFrom { get; init; }
    public DateTime? CreatedTo { get; init; }
    public DateTime? UpdatedFrom { get; init; }
    public DateTime? UpdatedTo { get; init; }
}
