using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production;

/// <summary>Pieces of one colour and size that leave.</summary>
/// <param name="SkuCode">Which SKU, when no order says the style; with an order colour and size are enough.</param>
/// <param name="Color">Colour; left out with a SKU code.</param>
/// <param name="Size">Size; left out with a SKU code.</param>
/// <param name="Quantity">At least one.</param>
/// <param name="SalesPrice">Null: the price that the statement will use.</param>
public sealed record OutstockItemInput(string? SkuCode, string? Color, string? Size, int Quantity, decimal? SalesPrice);

/// <summary>What leaves the warehouse. Field rules were checked by the door; what depends on the tenant's data is checked by the command.</summary>
public sealed record BookOutstockCommand
{
    public required OutstockType Type { get; init; }

    /// <summary>The tenant's zone: it decides the day of the numbers.</summary>
    public required TenantTime Time { get; init; }

    /// <summary>The order that is shipped; needed for a shipment.</summary>
    public string? OrderNo { get; init; }
    public OrderReach Reach { get; init; } = OrderReach.Everything;
    public required IReadOnlyList<OutstockItemInput> Items { get; init; }

    /// <summary>Needed for a shipment.</summary>
    public string? CustomerName { get; init; }
    public string? CustomerPhone { get; init; }
    public string? ShippingAddress { get; init; }
    public string? Warehouse { get; init; }
    public string? ExpressCompany { get; init; }
    public string? TrackingNo { get; init; }
    public string? Remark { get; init; }

    /// <summary>Why; needed to scrap goods, and for a price that is more than a tenth away from the order's.</summary>
    public string? Reason { get; init; }
}
