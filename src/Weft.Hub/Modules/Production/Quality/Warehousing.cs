using System.Globalization;
using Weft.Hub.Modules.Production.Cutting;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Quality;

/// <summary>Who inspects, and when.</summary>
internal sealed record Inspector(long? Id, string Name, DateTime Now);

/// <summary>
/// One inspection of one bundle, or without bundles of one colour and size (质检入库, production-domain 6). Its quantities never change; a reversal is a
/// record of its own with the quantities below zero, and sums over valid records leave both out.
/// </summary>
internal sealed class Warehousing : TenantRow
{
    private Warehousing()
    {
    }

    /// <summary>An inspection that is to be saved; its number comes when it is.</summary>
    public Warehousing(ProductionOrder order, CuttingBundle? bundle, InspectionItem item, Warehousing? recheckOf, Inspector inspector)
    {
        (TenantId, OrderId, OrderNo) = (order.TenantId, order.Id, order.OrderNo);
        (StyleId, StyleNo, StyleName) = (order.StyleId, order.StyleNo, order.StyleName);
        (BundleId, BundleNo) = (bundle?.Id, bundle?.BundleNo);
        (Color, Size) = (bundle?.Color ?? recheckOf?.Color ?? item.Color ?? "", bundle?.Size ?? recheckOf?.Size ?? item.Size ?? "");
        (InspectedQuantity, QualifiedQuantity, UnqualifiedQuantity) = (item.InspectedQuantity, item.QualifiedQuantity, item.UnqualifiedQuantity);
        QualityStatus = UnqualifiedQuantity > 0 ? QualityStatus.Unqualified : recheckOf is null ? QualityStatus.Qualified : QualityStatus.Repaired;
        if (UnqualifiedQuantity > 0)
        {
            (DefectCategory, DefectHandling, DefectRemark) = (item.DefectCategory, item.DefectHandling, item.DefectRemark);
        }
        ImageUrls = item.ImageUrls;
        RecheckOfId = recheckOf?.Id;
        (InspectorId, InspectorName, InspectedAt) = (inspector.Id, inspector.Name, inspector.Now);
        if (bundle is null && recheckOf is null)
        {
            RepairWaiting = RepairedPieces;
        }
    }

    /// <summary><c>WH</c>, day and running number; the records of one submission share it.</summary>
    public string WarehousingNo { get; private set; } = "";
    public long OrderId { get; private set; }
    public string OrderNo { get; private set; } = "";
    public long? StyleId { get; private set; }
    public string StyleNo { get; private set; } = "";
    public string StyleName { get; private set; } = "";
    public long? BundleId { get; private set; }
    public int? BundleNo { get; private set; }
    public string Color { get; private set; } = "";
    public string Size { get; private set; } = "";
    public int InspectedQuantity { get; private set; }
    public int QualifiedQuantity { get; private set; }
    public int UnqualifiedQuantity { get; private set; }
    public QualityStatus QualityStatus { get; private set; }
    public DefectCategory? DefectCategory { get; private set; }
    public DefectHandling? DefectHandling { get; private set; }
    public string? DefectRemark { get; private set; }
    public IReadOnlyList<string> ImageUrls { get; private set; } = [];

    /// <summary>Set on a re-inspection: the inspection that found the pieces unqualified.</summary>
    public long? RecheckOfId { get; private set; }
    public long? InspectorId { get; private set; }
    public string InspectorName { get; private set; } = "";
    public DateTime InspectedAt { get; private set; }

    /// <summary>Null is 待入库.</summary>
    public string? Warehouse { get; private set; }
    public string? Location { get; private set; }
    public DateTime? WarehousedAt { get; private set; }
    public string? WarehousedBy { get; private set; }

    /// <summary>Set on the counter-record of a reversal.</summary>
    public long? ReversalOfId { get; private set; }
    public bool Reversed { get; private set; }

    /// <summary>The repair pool of an inspection without a bundle; a bundle keeps its own.</summary>
    public int RepairWaiting { get; private set; }
    public int RepairDeclared { get; private set; }

    public RepairPool Pool
    {
        get => new(RepairWaiting, RepairDeclared);
        set => (RepairWaiting, RepairDeclared) = (value.Waiting, value.Declared);
    }

    public int RepairedPieces => DefectHandling == Production.DefectHandling.Repair ? UnqualifiedQuantity : 0;

    public int ScrappedPieces => DefectHandling == Production.DefectHandling.Scrap ? UnqualifiedQuantity : 0;

    public bool IsRecheck => RecheckOfId is not null;

    /// <summary>Called in the transaction that saves; again with another number if that has to be repeated.</summary>
    public void Number(DateOnly day, long number) => WarehousingNo = string.Create(CultureInfo.InvariantCulture, $"WH{day:yyyyMMdd}{number:D4}");

    /// <summary>入库: the qualified pieces are in the warehouse. The caller moves the stock.</summary>
    public void Store(string warehouse, string? location, string by, DateTime now) => (Warehouse, Location, WarehousedBy, WarehousedAt) = (warehouse, location, by, now);

    /// <summary>冲销: marks this one and answers its counter-record.</summary>
    public Warehousing Reverse(string reason, Inspector by)
    {
        Reversed = true;
        return new Warehousing
        {
            TenantId = TenantId,
            WarehousingNo = "RV" + WarehousingNo,
            OrderId = OrderId,
            OrderNo = OrderNo,
            StyleId = StyleId,
            StyleNo = StyleNo,
            StyleName = StyleName,
            BundleId = BundleId,
            BundleNo = BundleNo,
            Color = Color,
            Size = Size,
            InspectedQuantity = -InspectedQuantity,
            QualifiedQuantity = -QualifiedQuantity,
            UnqualifiedQuantity = -UnqualifiedQuantity,
            QualityStatus = QualityStatus,
            DefectCategory = DefectCategory,
            DefectHandling = DefectHandling,
            DefectRemark = reason,
            RecheckOfId = RecheckOfId,
            InspectorId = by.Id,
            InspectorName = by.Name,
            InspectedAt = by.Now,
            Warehouse = Warehouse,
            Location = Location,
            WarehousedAt = WarehousedAt is null ? null : by.Now,
            WarehousedBy = WarehousedAt is null ? null : by.Name,
            ReversalOfId = Id,
        };
    }
}
