using Weft.Hub.Modules.Gateway;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Integrations.OrderSync;

/// <summary>Which orders; times are instants with offset, or days of the tenant.</summary>
internal sealed record ListOrdersRequest(
    int? Page, int? Size, OrderStatus? Status, string? ExternalOrderNo, string? OrderNo, string? StyleNo, string? CreatedFrom, string? CreatedTo, string? UpdatedFrom,
    string? UpdatedTo);

/// <summary>One order of the list.</summary>
internal sealed record ListedOrder(
    string OrderNo, string? ExternalOrderNo, string StyleNo, string StyleName, OrderStatus Status, int OrderQuantity, int CompletedQuantity, int ProductionProgress,
    DateOnly? ExpectedShipDate, DateTimeOffset CreateTime, DateTimeOffset UpdateTime);

/// <summary>A page of orders with warnings about fields that the request did not need.</summary>
internal sealed record ListOrdersAnswer(long Total, int Page, int Size, IReadOnlyList<ListedOrder> Records, IReadOnlyList<string> Warnings);

/// <summary>POST /orders/list (openapi-gateway 6.3).</summary>
internal static class ListOrders
{
    public static async Task<Answer<ListOrdersAnswer>> HandleAsync(Fields fields, SignedCall call, OrderQueries orders, CancellationToken ct)
    {
        var time = call.Time;
        var page = PageRequest.Read(fields);
        var filter = new OrderFilter
        {
            Status = OrderStatusWords.Parse(fields.OneOf("status", false, "pending", "production", "completed", "cancelled", "scrapped")),
            ExternalOrderNo = fields.Text("externalOrderNo", 64),
            OrderNo = fields.Text("orderNo", 32),
            StyleNo = fields.Text("styleNo", 64),
            CreatedFrom = ProductionFields.Moment(fields, "createdFrom", time, isEnd: false),
            CreatedTo = ProductionFields.Moment(fields, "createdTo", time, isEnd: true),
            UpdatedFrom = ProductionFields.Moment(fields, "updatedFrom", time, isEnd: false),
            UpdatedTo = ProductionFields.Moment(fields, "updatedTo", time, isEnd: true),
        };
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        (call.OrderNo, call.ExternalOrderNo) = (filter.OrderNo, filter.ExternalOrderNo);
        var found = await orders.ListAsync(filter, call.Credential.Visibility(), page, ct);
        return new ListOrdersAnswer(found.Total, found.Page, found.Size, [.. found.Records.Select(o => Listed(o, time))], fields.Warnings);
    }

    private static ListedOrder Listed(OrderView order, TenantTime time) => new(
        order.OrderNo, order.ExternalOrderNo, order.StyleNo, order.StyleName, order.Status, order.OrderQuantity, order.CompletedQuantity, order.ProductionProgress,
        order.ExpectedShipDate, time.Local(order.CreateTime), time.Local(order.UpdateTime));
}
