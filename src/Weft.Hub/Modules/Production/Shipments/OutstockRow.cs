using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Shipments;

/// <summary>One SKU of a document; prices are null for a factory's account.</summary>
public sealed record OutstockItemRow(string SkuCode, string StyleNo, string Color, string Size, int Quantity, decimal? SalesPrice, decimal? CostPrice);

/// <summary>A document as the console shows it; names are those of production-domain 7.</summary>
public record OutstockRow
{
    public required long OutstockId { get; init; }
    public required string OutstockNo { get; init; }
    public required OutstockType OutstockType { get; init; }
    public required string OutstockTypeName { get; init; }
    public long? OrderId { get; init; }
    public string? OrderNo { get; init; }
    public required string StyleNo { get; init; }
    public required string StyleName { get; init; }
    public string? CustomerName { get; init; }
    public string? CustomerPhone { get; init; }
    public string? ShippingAddress { get; init; }
    public string? Warehouse { get; init; }
    public string? ExpressCompany { get; init; }
    public string? TrackingNo { get; init; }
    public string? Remark { get; init; }
    public string? Reason { get; init; }
    public required string OperatorName { get; init; }
    public required DateTimeOffset OutstockTime { get; init; }
    public required int TotalQuantity { get; init; }
    public decimal? TotalAmount { get; init; }
    public required ReceiveStatus ReceiveStatus { get; init; }
    public DateTimeOffset? ReceiveTime { get; init; }
    public required bool Reversed { get; init; }
    public long? ReversalOfId { get; init; }
    public required IReadOnlyList<OutstockItemRow> Items { get; init; }
    public required int Version { get; init; }

    /// <summary>Newest first; only where one document is read.</summary>
    public IReadOnlyList<TimelineRow>? Timeline { get; init; }

    internal static OutstockRow Of(Outstock o, SignedInUser reader)
    {
        var time = TenantTime.For(reader.TimeZone);
        // What the customer pays is not the factory's to know (production-domain 2).
        var prices = reader.FactoryId is null;
        return new OutstockRow
        {
            OutstockId = o.Id,
            OutstockNo = o.OutstockNo,
            OutstockType = o.Type,
            OutstockTypeName = o.Type.ChineseName(),
            OrderId = o.OrderId,
            OrderNo = o.OrderNo,
            StyleNo = o.StyleNo,
            StyleName = o.StyleName,
            CustomerName = o.CustomerName,
            CustomerPhone = o.CustomerPhone,
            ShippingAddress = o.ShippingAddress,
            Warehouse = o.Warehouse,
            ExpressCompany = o.ExpressCompany,
            TrackingNo = o.TrackingNo,
            Remark = o.Remark,
            Reason = o.Reason,
            OperatorName = o.OperatorName,
            OutstockTime = time.Local(o.OutstockTime),
            TotalQuantity = o.TotalQuantity,
            TotalAmount = prices ? Money.Rounded(o.TotalAmount) : null,
            ReceiveStatus = o.ReceiveStatus,
            ReceiveTime = time.Local(o.ReceiveTime),
            Reversed = o.Reversed,
            ReversalOfId = o.ReversalOfId,
            Items = [.. o.Items.OrderBy(i => i.SortOrder).Select(i => new OutstockItemRow(
                i.SkuCode, i.StyleNo, i.Color, i.Size, i.Quantity, prices ? Money.Rounded(i.SalesPrice) : null, prices ? Money.Rounded(i.CostPrice) : null))],
            Version = o.Version,
        };
    }
}
