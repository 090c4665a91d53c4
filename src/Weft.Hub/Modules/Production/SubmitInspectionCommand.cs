using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production;

/// <summary>What was found on one bundle, or without bundles on one colour and size. The door has checked lengths; the command checks the rules.</summary>
public sealed record InspectionItem
{
    /// <summary>The bundle, by its id, its label, or its number within the order.</summary>
    public long? BundleId { get; init; }
    public string? QrCode { get; init; }
    public int? BundleNo { get; init; }

    /// <summary>Only without a bundle.</summary>
    public string? Color { get; init; }
    public string? Size { get; init; }

    /// <summary>A re-inspection without a bundle: the inspection that found the pieces unqualified.</summary>
    public long? RecheckOfId { get; init; }
    public required int InspectedQuantity { get; init; }
    public required int QualifiedQuantity { get; init; }
    public required int UnqualifiedQuantity { get; init; }

    /// <summary>Needed, with the handling, when pieces are unqualified.</summary>
    public DefectCategory? DefectCategory { get; init; }
    public DefectHandling? DefectHandling { get; init; }
    public string? DefectRemark { get; init; }
    public IReadOnlyList<string> ImageUrls { get; init; } = [];
}

/// <summary>One submission: its records share a number, and customers hear of it once (production-domain 6).</summary>
public sealed record SubmitInspectionCommand
{
    /// <summary>The order; with bundles it may be left out, they all belong to one.</summary>
    public string? OrderNo { get; init; }
    public required IReadOnlyList<InspectionItem> Items { get; init; }

    /// <summary>A re-inspection of pieces that were declared repaired.</summary>
    public bool Recheck { get; init; }

    /// <summary>质检即入库: where the qualified pieces go at once; null leaves them 待入库.</summary>
    public string? Warehouse { get; init; }
    public string? Location { get; init; }
    public OrderReach Reach { get; init; } = OrderReach.Everything;

    /// <summary>The tenant's zone, for the day in the number.</summary>
    public required TenantTime Time { get; init; }
}
