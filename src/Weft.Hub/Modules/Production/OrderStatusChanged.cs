using Weft.Hub.Platform.Outbox;

namespace Weft.Hub.Modules.Production;

/// <summary>A production order reached another status, as it was at that moment (production-domain 10).</summary>
public sealed record OrderStatusChanged : IEvent
{
    public static string Name => "production.order-status";

    public required long OrderId { get; init; }
    public required string OrderNo { get; init; }

    /// <summary>Null for an order made in the console.</summary>
    public string? ExternalOrderNo { get; init; }
    public required OrderStatus Status { get; init; }
    public required OrderStatus PreviousStatus { get; init; }
    public required string StyleNo { get; init; }
    public required string StyleName { get; init; }
    public required int OrderQuantity { get; init; }
    public required int CompletedQuantity { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime ChangedAt { get; init; }

    /// <summary>What <see cref="OrderVisibility.Covers"/> asks for.</summary>
    public required bool FromGateway { get; init; }
    public long? SourceAppId { get; init; }
}
