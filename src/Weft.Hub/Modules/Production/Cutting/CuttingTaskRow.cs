using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Cutting;

/// <summary>A cutting task as the console shows it.</summary>
public record CuttingTaskRow
{
    public required long TaskId { get; init; }
    public required long OrderId { get; init; }
    public required string OrderNo { get; init; }
    public required OrderStatus OrderStatus { get; init; }
    public required string StyleNo { get; init; }
    public required string StyleName { get; init; }
    public required int Quantity { get; init; }
    public required CuttingTaskStatus Status { get; init; }
    public required string StatusName { get; init; }
    public long? ReceiverId { get; init; }
    public string? ReceiverName { get; init; }
    public DateTimeOffset? ReceivedTime { get; init; }
    public DateTimeOffset? BundledTime { get; init; }
    public required int CuttingQuantity { get; init; }
    public required int CuttingBundleCount { get; init; }
    public DateOnly? ExpectedShipDate { get; init; }
    public string? Remarks { get; init; }
    public required string CreatedByName { get; init; }
    public required DateTimeOffset CreateTime { get; init; }
    public required int Version { get; init; }
    public required IReadOnlyList<string> Colors { get; init; }
    public required IReadOnlyList<string> Sizes { get; init; }
    public string? FactoryName { get; init; }
    public FactoryType? FactoryType { get; init; }

    /// <summary>Shows the style's newest picture; works for ten minutes. Only in lists and details.</summary>
    public string? CoverLink { get; init; }
    public int? AttachmentCount { get; init; }

    internal static CuttingTaskRow Of(CuttingTask task, ProductionOrder order, TenantTime time) => new()
    {
        TaskId = task.Id,
        OrderId = task.OrderId,
        OrderNo = order.OrderNo,
        OrderStatus = order.Status,
        StyleNo = task.StyleNo,
        StyleName = task.StyleName,
        Quantity = task.Quantity,
        Status = task.Status,
        StatusName = task.Status.ChineseName(),
        ReceiverId = task.ReceiverId,
        ReceiverName = task.ReceiverName,
        ReceivedTime = time.Local(task.ReceivedTime),
        BundledTime = time.Local(task.BundledTime),
        CuttingQuantity = task.CuttingQuantity,
        CuttingBundleCount = task.CuttingBundleCount,
        ExpectedShipDate = task.ExpectedShipDate,
        Remarks = task.Remarks,
        CreatedByName = task.CreatedByName,
        CreateTime = time.Local(task.CreateTime),
        Version = task.Version,
        Colors = order.Colors,
        Sizes = order.Sizes,
        FactoryName = order.FactoryName,
        FactoryType = order.FactoryType,
    };
}

/// <summary>A bundle as the console shows it.</summary>
internal sealed record BundleAnswer
{
    public required long BundleId { get; init; }
    public required long OrderId { get; init; }
    public required string OrderNo { get; init; }
    public required string StyleNo { get; init; }
    public required string StyleName { get; init; }
    public required string Color { get; init; }
    public required string Size { get; init; }
    public required int BundleNo { get; init; }
    public required int BedNo { get; init; }
    public required int Quantity { get; init; }
    public required string QrCode { get; init; }
    public required BundleStatus Status { get; init; }
    public string StatusName => Status.ChineseName();
    public required int InspectedQuantity { get; init; }
    public required int QualifiedQuantity { get; init; }

    /// <summary>In the repair pool: waiting for repair, and declared repaired.</summary>
    public required int RepairQuantity { get; init; }
    public required int RepairedWaitingQuantity { get; init; }
    public required int ScrappedQuantity { get; init; }
    public required int WarehousedQuantity { get; init; }
    public long? StyleId { get; init; }

    /// <summary>Shows the style's newest picture; works for ten minutes. Only in lists.</summary>
    public string? CoverLink { get; init; }

    public static IQueryable<BundleAnswer> Read(HubDbContext db, IQueryable<CuttingBundle> bundles) => bundles.Join(
        db.Set<ProductionOrder>(), bundle => bundle.OrderId, order => order.Id, (bundle, order) => new BundleAnswer
        {
            BundleId = bundle.Id,
            OrderId = bundle.OrderId,
            OrderNo = order.OrderNo,
            StyleNo = bundle.StyleNo,
            StyleName = order.StyleName,
            Color = bundle.Color,
            Size = bundle.Size,
            BundleNo = bundle.BundleNo,
            BedNo = bundle.BedNo,
            Quantity = bundle.Quantity,
            QrCode = bundle.QrCode,
            Status = bundle.Status,
            InspectedQuantity = bundle.InspectedQuantity,
            QualifiedQuantity = bundle.QualifiedQuantity,
            RepairQuantity = bundle.RepairWaiting,
            RepairedWaitingQuantity = bundle.RepairDeclared,
            ScrappedQuantity = bundle.ScrappedQuantity,
            WarehousedQuantity = bundle.WarehousedQuantity,
            StyleId = order.StyleId,
        });
}
