namespace Weft.Hub.Modules.Production;

/// <summary>What of an order's story a person may see.</summary>
/// <param name="Reach">Which orders.</param>
/// <param name="WithStock">False for a factory's account: the stock is the tenant's.</param>
/// <param name="WithFinance">True for who sees the finance centre.</param>
public sealed record TraceSight(OrderReach Reach, bool WithStock, bool WithFinance);

/// <summary>An order whose story is told.</summary>
public sealed record TracedOrder(long OrderId, string OrderNo, string? ExternalOrderNo, string StyleNo, string StyleName, OrderStatus Status, long? SourceAppId);

/// <summary>What a number leads to: orders, or a document or SKU without one.</summary>
public sealed record TraceSubject
{
    /// <summary>Newest first, at most <see cref="OrderTrace.MaxOrders"/>.</summary>
    public required IReadOnlyList<TracedOrder> Orders { get; init; }

    /// <summary>True when the number leads to more orders than are told of.</summary>
    public required bool OrdersTruncated { get; init; }

    internal IReadOnlyList<long> OutstockIds { get; init; } = [];

    internal long? SkuId { get; init; }
}

/// <summary>One thing that happened to an order; instants are UTC. What does not apply is null.</summary>
public sealed record TraceEntry
{
    public required DateTime Time { get; init; }

    /// <summary>Orders what happened at the same instant.</summary>
    public required long Id { get; init; }

    /// <summary><c>ORDER</c>, <c>SCAN</c>, <c>INSPECTION</c>, <c>WAREHOUSING</c>, <c>STOCK</c>, <c>OUTSTOCK</c> or <c>RECONCILIATION</c>.</summary>
    public required string Kind { get; init; }
    public required string Action { get; init; }
    public long? OrderId { get; init; }

    /// <summary>Of the document that it is about.</summary>
    public string? Number { get; init; }
    public string? From { get; init; }
    public string? To { get; init; }
    public int? BundleNo { get; init; }
    public string? ProcessName { get; init; }
    public string? SkuCode { get; init; }
    public string? Color { get; init; }
    public string? Size { get; init; }
    public int? Quantity { get; init; }
    public int? QualifiedQuantity { get; init; }
    public int? UnqualifiedQuantity { get; init; }

    /// <summary>The stock after a movement.</summary>
    public int? Balance { get; init; }
    public string? Warehouse { get; init; }
    public string? OperatorName { get; init; }
    public string? Source { get; init; }
    public string? Remark { get; init; }
}

/// <summary>The first entries of a story, and how many there are in all.</summary>
public sealed record TraceRead(long Total, IReadOnlyList<TraceEntry> Entries);
