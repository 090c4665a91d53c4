using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Orders;

/// <summary>
/// An order that a person places. The style's number is needed; an enabled style of that number is linked. The quantity, 1 to 1,000,000, may be left out when there
/// are lines (colour × size × quantity), whose sum it is.
/// </summary>
internal sealed record PlaceConsoleOrderRequest(
    string StyleNo, string? StyleName, int? OrderQuantity, IReadOnlyList<OrderLineInput>? Lines, long? FactoryId, string? CustomerName, string? Company, string? Merchandiser,
    string? PatternMaker, string? ProductCategory, DateOnly? PlannedStartDate, DateOnly? PlannedEndDate, DateOnly? ExpectedShipDate, decimal? OrderUnitPrice,
    decimal? FactoryUnitPrice, Urgency? Urgency, PlateType? PlateType, string? Remarks);

internal sealed record PlaceConsoleOrderAnswer(
    long OrderId, string OrderNo, string StyleNo, string StyleName, int OrderQuantity, OrderStatus Status, string CreatedByName, DateTimeOffset CreateTime,
    IReadOnlyList<string> Warnings);

/// <summary>POST /api/production/orders (新增订单).</summary>
internal static class PlaceConsoleOrder
{
    public static async Task<Answer<PlaceConsoleOrderAnswer>> HandleAsync(Fields fields, HttpContext context, PlaceOrder placeOrder, HubDbContext db, CancellationToken ct)
    {
        var time = TenantTime.For(context.User().TimeZone);
        var command = Read(fields, time);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var result = await placeOrder.ExecuteAsync(command, ct);
        if (result.IsRefused(out var refusal))
        {
            return refusal;
        }
        await db.SaveChangesAsync(ct);
        var order = result.Value;
        return new PlaceConsoleOrderAnswer(
            order.OrderId, order.OrderNo, order.StyleNo, order.StyleName, order.Quantity, order.Status, order.CreatedByName, time.Local(order.CreateTime),
            [.. order.Warnings, .. fields.Warnings]);
    }

    private static PlaceOrderCommand Read(Fields fields, TenantTime time)
    {
        var lines = ProductionFields.Lines(fields, "lines") ?? [];
        var sum = lines.Sum(l => (long)l.Quantity);
        var quantity = fields.Integer("orderQuantity", 1, 1_000_000, required: lines.Count == 0);
        if (lines.Count > 0 && (sum > 1_000_000 || (quantity is not null && quantity != sum)))
        {
            fields.Fail("lines", $"数量合计 {sum} 与订单数量 {quantity ?? 1_000_000} 不一致");
        }
        var (start, end) = (fields.Date("plannedStartDate"), fields.Date("plannedEndDate"));
        if (start > end)
        {
            fields.Fail("plannedEndDate", "不能早于 plannedStartDate");
        }
        return new PlaceOrderCommand
        {
            Origin = OrderOrigin.Console,
            Time = time,
            StyleNo = fields.Text("styleNo", 64, required: true) ?? "",
            StyleName = fields.Text("styleName", 128),
            Quantity = (int)(quantity ?? Math.Min(sum, 1_000_000)),
            Lines = lines,
            FactoryId = fields.Integer("factoryId", min: 1),
            CustomerName = fields.Text("customerName", 100),
            Company = fields.Text("company", 64),
            Merchandiser = fields.Text("merchandiser", 64),
            PatternMaker = fields.Text("patternMaker", 64),
            ProductCategory = fields.Text("productCategory", 64),
            PlannedStartDate = start,
            PlannedEndDate = end,
            ExpectedShipDate = fields.Date("expectedShipDate"),
            OrderUnitPrice = fields.Number("orderUnitPrice", 2),
            FactoryUnitPrice = fields.Number("factoryUnitPrice", 2),
            Urgency = fields.OneOf("urgency", false, "normal", "urgent") == "urgent" ? Urgency.Urgent : Urgency.Normal,
            PlateType = fields.OneOf("plateType", false, "FIRST", "REORDER") switch { "FIRST" => PlateType.First, "REORDER" => PlateType.Reorder, _ => null },
            Remarks = fields.Text("remarks", 500, multiline: true),
        };
    }
}
