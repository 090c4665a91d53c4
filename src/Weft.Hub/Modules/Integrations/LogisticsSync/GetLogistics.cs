using Weft.Hub.Modules.Gateway;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Integrations.LogisticsSync;

/// <summary>What was shipped of an order. The totals leave reversed shipments out.</summary>
internal sealed record LogisticsAnswer(
    string OrderNo, string? ExternalOrderNo, int OrderQuantity, int TotalShipments, int TotalShippedQuantity, IReadOnlyList<ShipmentAnswer> Shipments);

/// <summary>GET /logistics/{orderNo} (openapi-gateway 6.5): first the order must be visible, then its shipments are read.</summary>
internal static class GetLogistics
{
    public static async Task<Answer<LogisticsAnswer>> HandleAsync(string orderNo, SignedCall call, OrderQueries orders, ShipmentQueries shipments, CancellationToken ct)
    {
        var order = await orders.FindAsync(orderNo, call.Credential.Visibility(), ct);
        if (order is null)
        {
            return LogisticsSyncErrors.OrderNotFound;
        }
        (call.OrderNo, call.ExternalOrderNo) = (order.OrderNo, order.ExternalOrderNo);
        var found = await shipments.OfOrderAsync(order, ct);
        var standing = found.Where(s => !s.Reversed).ToList();
        return new LogisticsAnswer(
            order.OrderNo, order.ExternalOrderNo, order.OrderQuantity, standing.Count, standing.Sum(s => s.Quantity), [.. found.Select(s => ShipmentAnswer.Of(s, call.Time))]);
    }
}
