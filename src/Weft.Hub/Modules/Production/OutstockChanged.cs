using System.Text.Json.Serialization;
using Weft.Hub.Platform.Outbox;

namespace Weft.Hub.Modules.Production;

/// <summary>What happened to a shipment.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ShipmentChange>))]
public enum ShipmentChange
{
    [JsonStringEnumMemberName("SHIPPED")]
    Shipped,

    [JsonStringEnumMemberName("UPDATED")]
    Updated,

    [JsonStringEnumMemberName("REVERSED")]
    Reversed,
}

/// <summary>Pieces of one SKU in a shipment.</summary>
public sealed record ShippedItem(string SkuCode, string Color, string Size, int Quantity);

/// <summary>
/// A customer shipment was booked out, its carrier or tracking number changed, or it was reversed; as it was at that moment (production-domain 10). Transfers and
/// scrapped goods raise none.
/// </summary>
public sealed record OutstockChanged : IEvent
{
    public static string Name => "production.outstock";

    public required ShipmentChange ChangeType { get; init; }
    public required long OrderId { get; init; }
    public required string OrderNo { get; init; }

    /// <summary>Null for an order made in the console.</summary>
    public string? ExternalOrderNo { get; init; }

    /// <summary>The shipment's number, also when it is reversed: the number under which the customer knows it.</summary>
    public required string OutstockNo { get; init; }
    public required int Quantity { get; init; }
    public string? Warehouse { get; init; }
    public string? ExpressCompany { get; init; }
    public string? TrackingNo { get; init; }
    public required IReadOnlyList<ShippedItem> Items { get; init; }

    /// <summary>Of the order, after this change.</summary>
    public required int TotalShippedQuantity { get; init; }

    /// <summary>What is still to come of the order; never below zero.</summary>
    public required int RemainingQuantity { get; init; }

    /// <summary>When the goods left, UTC.</summary>
    public required DateTime ShippedAt { get; init; }

    /// <summary>What <see cref="OrderVisibility.Covers"/> asks for.</summary>
    public required bool FromGateway { get; init; }
    public long? SourceAppId { get; init; }
}
