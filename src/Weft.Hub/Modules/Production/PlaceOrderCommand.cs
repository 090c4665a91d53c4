using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production;

/// <summary>By whom an order is placed.</summary>
/// <param name="AppId">The credential, or null for the console.</param>
/// <param name="Marker">The <c>createdByName</c> that the order keeps: <c>OpenAPI-</c> and the credential's name; null for the console, where it is the user's name.</param>
public sealed record OrderOrigin(long? AppId, string? Marker)
{
    public static readonly OrderOrigin Console = new(null, null);
}

/// <summary>How many pieces of one colour and size.</summary>
public sealed record OrderLineInput(string Color, string Size, int Quantity);

/// <summary>A price of one process of the order; at least one of code and name is given.</summary>
public sealed record ProcessPrice(string? ProcessName, string? ProcessCode, decimal UnitPrice);

/// <summary>A process of an order with what it pays a piece (production-domain 4).</summary>
public sealed record OrderProcess(string? Code, string Name, string? Stage, decimal UnitPrice, int SortOrder);

/// <summary>What to make, for whom, until when. Field rules were checked by the door; what depends on the tenant's data is checked by the command.</summary>
public sealed record PlaceOrderCommand
{
    public required OrderOrigin Origin { get; init; }

    /// <summary>The tenant's zone: it decides the day of the order number.</summary>
    public required TenantTime Time { get; init; }

    /// <summary>The customer's own number; unique per credential.</summary>
    public string? ExternalOrderNo { get; init; }

    /// <summary>Hash of what the customer sent, to tell a repeat from a conflict.</summary>
    public string? ContentHash { get; init; }
    public required string StyleNo { get; init; }

    /// <summary>Used while the tenant has no such style.</summary>
    public string? StyleName { get; init; }
    public required int Quantity { get; init; }
    public IReadOnlyList<string> Colors { get; init; } = [];
    public IReadOnlyList<string> Sizes { get; init; } = [];

    /// <summary>Their sum is <see cref="Quantity"/>. Empty: the order has to be split into colours and sizes before cutting.</summary>
    public IReadOnlyList<OrderLineInput> Lines { get; init; } = [];
    public DateOnly? ExpectedShipDate { get; init; }
    public DateOnly? PlannedStartDate { get; init; }
    public DateOnly? PlannedEndDate { get; init; }

    /// <summary>An active factory of the tenant, else the command is refused.</summary>
    public long? FactoryId { get; init; }

    /// <summary>Without a <see cref="FactoryId"/>: the active factory of that name, else kept as text with a warning.</summary>
    public string? FactoryName { get; init; }
    public string? ProductCategory { get; init; }
    public string? CustomerName { get; init; }
    public string? Company { get; init; }
    public string? Merchandiser { get; init; }
    public string? PatternMaker { get; init; }
    public string? Remarks { get; init; }

    /// <summary>Prices of processes; what is not named keeps the style's price.</summary>
    public IReadOnlyList<ProcessPrice> ProcessPrices { get; init; } = [];
    public decimal? OrderUnitPrice { get; init; }
    public decimal? FactoryUnitPrice { get; init; }
    public Urgency Urgency { get; init; }

    /// <summary>Null: a repeat when the style was ordered before.</summary>
    public PlateType? PlateType { get; init; }
}
