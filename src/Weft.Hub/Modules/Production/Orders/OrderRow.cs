using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Orders;

/// <summary>A production order as the console shows it; names are those of production-domain 4.</summary>
public record OrderRow
{
    public required long OrderId { get; init; }
    public required string OrderNo { get; init; }
    public required string QrCode { get; init; }
    public required OrderSourceType SourceType { get; init; }
    public long? SourceAppId { get; init; }
    public string? ExternalOrderNo { get; init; }
    public long? CreatedById { get; init; }
    public required string CreatedByName { get; init; }
    public long? StyleId { get; init; }
    public required string StyleNo { get; init; }
    public required string StyleName { get; init; }
    public string? ProductCategory { get; init; }
    public long? FactoryId { get; init; }
    public string? FactoryName { get; init; }
    public FactoryType? FactoryType { get; init; }
    public string? CustomerName { get; init; }
    public string? Company { get; init; }
    public string? Merchandiser { get; init; }
    public string? PatternMaker { get; init; }
    public required IReadOnlyList<string> Colors { get; init; }
    public required IReadOnlyList<string> Sizes { get; init; }
    public required bool LineAllocationOpen { get; init; }
    public required int OrderQuantity { get; init; }
    public required int CompletedQuantity { get; init; }
    public required int CuttingQuantity { get; init; }
    public required int CuttingBundleCount { get; init; }
    public required int ShippedQuantity { get; init; }
    public required int MaterialArrivalRate { get; init; }
    public required bool ProcurementConfirmed { get; init; }
    public required int ProductionProgress { get; init; }
    public decimal? OrderUnitPrice { get; init; }
    public decimal? FactoryUnitPrice { get; init; }
    public DateOnly? PlannedStartDate { get; init; }
    public DateOnly? PlannedEndDate { get; init; }
    public DateOnly? ExpectedShipDate { get; init; }
    public DateTimeOffset? ActualStartDate { get; init; }
    public DateTimeOffset? ActualEndDate { get; init; }
    public required Urgency Urgency { get; init; }
    public required PlateType PlateType { get; init; }
    public required OrderStatus Status { get; init; }
    public required string StatusName { get; init; }

    /// <summary>Derived: not final, and its day has passed.</summary>
    public required bool Overdue { get; init; }
    public string? Remarks { get; init; }
    public required DateTimeOffset CreateTime { get; init; }
    public required DateTimeOffset UpdateTime { get; init; }
    public required int Version { get; init; }

    /// <summary>The stages that the order has; only in lists and details, as everything below.</summary>
    public IReadOnlyList<StageProgress>? Stages { get; init; }
    public int? DefectQuantity { get; init; }

    /// <summary>Of the defects, those that go to repair.</summary>
    public int? RepairQuantity { get; init; }

    /// <summary>Shows the style's newest picture; works for ten minutes.</summary>
    public string? CoverLink { get; init; }

    /// <summary>Files of the style.</summary>
    public int? AttachmentCount { get; init; }

    internal static OrderRow Of(ProductionOrder order, SignedInUser reader, TenantTime time, DateOnly today) => new()
    {
        OrderId = order.Id,
        OrderNo = order.OrderNo,
        QrCode = order.OrderNo,
        SourceType = order.SourceType,
        SourceAppId = order.SourceAppId,
        ExternalOrderNo = order.ExternalOrderNo,
        CreatedById = order.CreatedById,
        CreatedByName = order.CreatedByName,
        StyleId = order.StyleId,
        StyleNo = order.StyleNo,
        StyleName = order.StyleName,
        ProductCategory = order.ProductCategory,
        FactoryId = order.FactoryId,
        FactoryName = order.FactoryName,
        FactoryType = order.FactoryType,
        CustomerName = order.CustomerName,
        Company = order.Company,
        Merchandiser = order.Merchandiser,
        PatternMaker = order.PatternMaker,
        Colors = order.Colors,
        Sizes = order.Sizes,
        LineAllocationOpen = order.LineAllocationOpen,
        OrderQuantity = order.OrderQuantity,
        CompletedQuantity = order.CompletedQuantity,
        CuttingQuantity = order.CuttingQuantity,
        CuttingBundleCount = order.CuttingBundleCount,
        ShippedQuantity = order.ShippedQuantity,
        MaterialArrivalRate = order.MaterialArrivalRate,
        ProcurementConfirmed = order.ProcurementConfirmed,
        ProductionProgress = order.ProductionProgress,
        // A factory's account sees what it is paid, not what the customer pays (production-domain 2).
        OrderUnitPrice = reader.FactoryId is null ? order.OrderUnitPrice : null,
        FactoryUnitPrice = order.FactoryUnitPrice,
        PlannedStartDate = order.PlannedStartDate,
        PlannedEndDate = order.PlannedEndDate,
        ExpectedShipDate = order.ExpectedShipDate,
        ActualStartDate = time.Local(order.ActualStartDate),
        ActualEndDate = time.Local(order.ActualEndDate),
        Urgency = order.Urgency,
        PlateType = order.PlateType,
        Status = order.Status,
        StatusName = order.Status.ChineseName(),
        Overdue = order.IsOverdue(today),
        Remarks = order.Remarks,
        CreateTime = time.Local(order.CreateTime),
        UpdateTime = time.Local(order.UpdateTime),
        Version = order.Version,
    };
}
