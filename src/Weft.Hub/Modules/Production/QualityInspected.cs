using Weft.Hub.Platform.Outbox;

namespace Weft.Hub.Modules.Production;

/// <summary>One submission of inspections, as it was at that moment (production-domain 6, 10): however many bundles it holds, it happens once.</summary>
public sealed record QualityInspected : IEvent
{
    public static string Name => "production.quality-inspected";

    public required long OrderId { get; init; }
    public required string OrderNo { get; init; }

    /// <summary>Null for an order made in the console.</summary>
    public string? ExternalOrderNo { get; init; }
    public required string WarehousingNo { get; init; }
    public required int InspectedQuantity { get; init; }
    public required int QualifiedQuantity { get; init; }
    public required int UnqualifiedQuantity { get; init; }

    /// <summary>A re-inspection after repair.</summary>
    public required bool Recheck { get; init; }

    /// <summary>Null while the pieces wait for a warehouse.</summary>
    public string? Warehouse { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime InspectedAt { get; init; }
    public required IReadOnlyList<InspectedItem> Items { get; init; }

    /// <summary>Of the whole order, this submission included.</summary>
    public required QualityTotals OrderTotals { get; init; }

    /// <summary>What <see cref="OrderVisibility.Covers"/> asks for.</summary>
    public required bool FromGateway { get; init; }
    public long? SourceAppId { get; init; }
}

/// <summary>One record of a submission; <c>BundleNo</c> is null when the order has no bundles.</summary>
public sealed record InspectedItem(
    int? BundleNo, string Color, string Size, int InspectedQuantity, int QualifiedQuantity, int UnqualifiedQuantity, DefectCategory? DefectCategory, DefectHandling? DefectHandling);

/// <summary>Sums over the valid inspection records of an order; reversed ones are left out.</summary>
public sealed record QualityTotals(int InspectedQuantity, int QualifiedQuantity, int UnqualifiedQuantity)
{
    /// <summary>Unqualified ÷ inspected with 4 decimals, 0 when nothing was inspected (openapi-gateway 6.4).</summary>
    public decimal DefectRate => InspectedQuantity == 0 ? 0 : Math.Round(UnqualifiedQuantity / (decimal)InspectedQuantity, 4, MidpointRounding.AwayFromZero);
}
