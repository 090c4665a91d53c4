namespace Weft.Hub.Modules.Production.Orders;

/// <summary>A field that an edit may leave alone, set, or clear with null.</summary>
internal readonly record struct Change<T>(bool Given, T? Value)
{
    public T? Over(T? current) => Given ? Value : current;
}

/// <summary>What a person changes on an order; what is not given stays (production-domain 4).</summary>
internal sealed record OrderEdit
{
    public Change<string> Remarks { get; init; }
    public Change<DateOnly?> ExpectedShipDate { get; init; }
    public Change<DateOnly?> PlannedStartDate { get; init; }
    public Change<DateOnly?> PlannedEndDate { get; init; }
    public Change<long?> FactoryId { get; init; }
    public Change<string> Merchandiser { get; init; }
    public Change<string> PatternMaker { get; init; }
    public Change<string> Company { get; init; }
    public Change<string> CustomerName { get; init; }
    public Change<decimal?> OrderUnitPrice { get; init; }
    public Change<decimal?> FactoryUnitPrice { get; init; }
    public Urgency? Urgency { get; init; }
    public IReadOnlyList<OrderProcess>? Processes { get; init; }
    public int? OrderQuantity { get; init; }
    public IReadOnlyList<OrderLineInput>? Lines { get; init; }

    /// <summary>Why the quantity goes below what the customer ordered.</summary>
    public string? Reason { get; init; }

    /// <summary>What of this edit is only possible before production begins, as people call it; null when nothing is.</summary>
    public string? ForbiddenInProduction =>
        OrderQuantity is not null ? "数量"
        : Lines is not null ? "颜色尺码明细"
        : Processes is not null ? "工序"
        : null;
}
