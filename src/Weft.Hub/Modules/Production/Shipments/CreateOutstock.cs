using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Shipments;

/// <summary>One colour and size. With an order, colour and size or the SKU's code; without one, the code.</summary>
internal sealed record CreateOutstockItem(string? SkuCode, string? Color, string? Size, int Quantity, decimal? SalesPrice);

/// <summary>What leaves the warehouse; see production-domain 7.</summary>
internal sealed record CreateOutstockRequest(
    OutstockType OutstockType, string? OrderNo, IReadOnlyList<CreateOutstockItem> Items, string? CustomerName, string? CustomerPhone, string? ShippingAddress, string? Warehouse,
    string? ExpressCompany, string? TrackingNo, string? Remark, string? Reason);

internal sealed record CreateOutstockAnswer(long OutstockId, string OutstockNo, int TotalQuantity, string? ReconciliationNo)
{
    /// <summary>How many applications are told of a shipment; null for a factory's account.</summary>
    public int? PushedTo { get; init; }
}

/// <summary>POST /api/warehousing/outstocks (出库).</summary>
internal static class CreateOutstock
{
    public static async Task<Answer<CreateOutstockAnswer>> HandleAsync(Fields fields, HttpContext context, BookOutstock book, PushAudience audience, HubDbContext db, CancellationToken ct)
    {
        var user = context.User();
        var command = Read(fields, user);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var result = await db.CommitAsync(() => book.ExecuteAsync(command, ct), ct);
        if (result.IsRefused(out var refusal))
        {
            return refusal;
        }
        return new CreateOutstockAnswer(result.Value.OutstockId, result.Value.OutstockNo, result.Value.TotalQuantity, result.Value.ReconciliationNo)
        {
            // Only what goes to the customer is told (production-domain 7).
            PushedTo = command.Type != OutstockType.Shipment && user.FactoryId is null ? 0 : await audience.CountAsync(PushedDocument.Shipment, command.OrderNo, user, ct),
        };
    }

    private static BookOutstockCommand Read(Fields fields, SignedInUser user)
    {
        var type = OutstockTypeWords.Parse(fields.OneOf("outstockType", true, "shipment", "transfer", "scrap"));
        var orderNo = fields.Text("orderNo", 32, required: type == OutstockType.Shipment);
        var items = fields.Items("items", 200, (item, _) => Item(item, orderNo is not null), required: true);
        if (items is { Count: 0 })
        {
            fields.Fail("items", "至少填写一项");
        }
        Distinct(fields, items ?? []);
        return new BookOutstockCommand
        {
            Type = type ?? OutstockType.Shipment,
            Time = TenantTime.For(user.TimeZone),
            OrderNo = orderNo,
            Reach = OrderReach.Of(user),
            Items = items ?? [],
            CustomerName = fields.Text("customerName", 100, required: type == OutstockType.Shipment),
            CustomerPhone = fields.Text("customerPhone", 32),
            ShippingAddress = fields.Text("shippingAddress", 200),
            Warehouse = fields.Text("warehouse", 64),
            ExpressCompany = fields.Text("expressCompany", 64),
            TrackingNo = fields.Text("trackingNo", 64),
            Remark = fields.Text("remark", 500, multiline: true),
            Reason = fields.Text("reason", 500, required: type == OutstockType.Scrap, multiline: true),
        };
    }

    private static OutstockItemInput Item(Fields item, bool hasOrder)
    {
        var code = item.Text("skuCode", 120, required: !hasOrder);
        var bySize = hasOrder && code is null;
        return new OutstockItemInput(
            code, item.Text("color", 32, required: bySize), item.Text("size", 16, required: bySize), (int)(item.Integer("quantity", 1, 1_000_000, required: true) ?? 0),
            item.Number("salesPrice", 2));
    }

    private static void Distinct(Fields fields, IReadOnlyList<OutstockItemInput> items)
    {
        var seen = new HashSet<(string?, string?, string?)>();
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i].Quantity > 0 && !seen.Add(items[i].SkuCode is { } code ? (code, null, null) : (null, items[i].Color, items[i].Size)))
            {
                fields.Fail($"items[{i}]", $"“{items[i].SkuCode ?? items[i].Color + " " + items[i].Size}”重复");
            }
        }
    }
}
