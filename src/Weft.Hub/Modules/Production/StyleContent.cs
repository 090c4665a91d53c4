namespace Weft.Hub.Modules.Production;

/// <summary>What describes a style beside its number (production-domain 3).</summary>
public sealed record StyleContent
{
    /// <summary>Null takes the style's number.</summary>
    public string? StyleName { get; init; }
    public string? Category { get; init; }
    public string? Season { get; init; }
    public int? Year { get; init; }
    public int? Month { get; init; }

    /// <summary>Colours, separated by commas.</summary>
    public string? Color { get; init; }

    /// <summary>Sizes, separated by commas.</summary>
    public string? Size { get; init; }
    public string? Customer { get; init; }
    public decimal? Price { get; init; }

    /// <summary>Days from order to delivery.</summary>
    public int? Cycle { get; init; }
    public string? Cover { get; init; }
    public string? Description { get; init; }
    public string? PlateType { get; init; }
    public string? PatternNo { get; init; }
    public string? Remark { get; init; }
    public string? Designer { get; init; }
    public string? PatternMaker { get; init; }

    /// <summary>Who sews the sample (车板师).</summary>
    public string? PlateWorker { get; init; }
    public string? Merchandiser { get; init; }
    public int? SampleQuantity { get; init; }

    /// <summary>When the sample is due (交板).</summary>
    public DateOnly? DeliveryDate { get; init; }

    /// <summary>Null leaves the processes as they are.</summary>
    public IReadOnlyList<StyleProcessInput>? Processes { get; init; }
}

/// <summary>A process of a style. <see cref="StandardTime"/> is in seconds, the price is for one piece.</summary>
public sealed record StyleProcessInput(
    string? ProcessCode, string ProcessName, string? ProgressStage, string? MachineType, int? StandardTime, decimal Price, int SortOrder);

/// <summary>What describes a factory (production-domain 3).</summary>
public sealed record FactoryContent
{
    /// <summary>Unique in the tenant; null: one is made, <c>FC</c>, day and running number.</summary>
    public string? FactoryCode { get; init; }

    /// <summary>Unique in the tenant.</summary>
    public required string FactoryName { get; init; }
    public FactoryType FactoryType { get; init; } = FactoryType.External;

    /// <summary><c>OUTSOURCE</c> or <c>MATERIAL</c>.</summary>
    public string? SupplierType { get; init; }
    public string? ContactPerson { get; init; }
    public string? ContactPhone { get; init; }
    public string? Address { get; init; }

    /// <summary>Pieces a day.</summary>
    public int? DailyCapacity { get; init; }
}
