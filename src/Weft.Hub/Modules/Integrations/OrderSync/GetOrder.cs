using Weft.Hub.Modules.Gateway;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Integrations.OrderSync;

/// <summary>An order as its customer follows it; progress and arrival are 0 to 100.</summary>
internal sealed record OrderAnswer(
    string OrderNo, string? ExternalOrderNo, string StyleNo, string StyleName, OrderStatus Status, string StatusName, int OrderQuantity, int CompletedQuantity, int ShippedQuantity,
    int ProductionProgress, int MaterialArrivalRate, string? FactoryName, IReadOnlyList<string> Colors, IReadOnlyList<string> Sizes, DateOnly? PlannedStartDate,
    DateOnly? PlannedEndDate, DateTimeOffset? ActualStartDate, DateTimeOffset? ActualEndDate, DateOnly? ExpectedShipDate, bool Overdue, string? Remark, DateTimeOffset CreateTime,
    DateTimeOffset UpdateTime);

/// <summary>GET /orders/{orderNo} (openapi-gateway 6.2).</summary>
internal static class GetOrder
{
    public static async Task<Answer<OrderAnswer>> HandleAsync(string orderNo, SignedCall call, OrderQueries orders, TimeProvider clock, CancellationToken ct)
    {
        var order = await orders.FindAsync(orderNo, call.Credential.Visibility(), ct);
        if (order is null)
        {
            return OrderSyncErrors.OrderNotFound;
        }
        (call.OrderNo, call.ExternalOrderNo) = (order.OrderNo, order.ExternalOrderNo);
        var time = call.Time;
        return new OrderAnswer(
            order.OrderNo, order.ExternalOrderNo, order.StyleNo, order.StyleName, order.Status, order.Status.ChineseName(), order.OrderQuantity, order.CompletedQuantity,
            order.ShippedQuantity, order.ProductionProgress, order.MaterialArrivalRate, order.FactoryName, order.Colors, order.Sizes, order.PlannedStartDate,
            order.PlannedEndDate, time.Local(order.ActualStartDate), time.Local(order.ActualEndDate), order.ExpectedShipDate, order.IsOverdue(time.Day(clock.UtcNow())),
            order.Remarks, time.Local(order.CreateTime), time.Local(order.UpdateTime));
    }
}
