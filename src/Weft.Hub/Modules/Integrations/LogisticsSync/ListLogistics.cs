using Weft.Hub.Modules.Gateway;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Integrations.LogisticsSync;

/// <summary>Which shipments; times are instants with offset, or days of the tenant, of the booking.</summary>
internal sealed record ListLogisticsRequest(int? Page, int? Size, string? OrderNo, string? From, string? To);

/// <summary>One shipment of the list, with its order.</summary>
internal sealed record ListedShipment(
    string OrderNo, string? ExternalOrderNo, string OutstockNo, OutstockType OutstockType, int Quantity, string? Warehouse, string? ExpressCompany, string? TrackingNo,
    IReadOnlyList<ShippedItem> Items, DateTimeOffset ShippedAt, string ReceiveStatus, DateTimeOffset? ReceiveTime, bool Reversed);

/// <summary>A page of shipments with warnings about fields that the request did not need.</summary>
internal sealed record ListLogisticsAnswer(long Total, int Page, int Size, IReadOnlyList<ListedShipment> Records, IReadOnlyList<string> Warnings);

/// <summary>POST /logistics/list (openapi-gateway 6.9).</summary>
internal static class ListLogistics
{
    public static async Task<Answer<ListLogisticsAnswer>> HandleAsync(Fields fields, SignedCall call, ShipmentQueries shipments, CancellationToken ct)
    {
        var time = call.Time;
        var page = PageRequest.Read(fields);
        var filter = new ShipmentFilter(
            fields.Text("orderNo", 32), ProductionFields.Moment(fields, "from", time, isEnd: false), ProductionFields.Moment(fields, "to", time, isEnd: true));
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        call.OrderNo = filter.OrderNo;
        var found = await shipments.ListAsync(filter, call.Credential.Visibility(), page, ct);
        return new ListLogisticsAnswer(found.Total, found.Page, found.Size, [.. found.Records.Select(s => Listed(s, time))], fields.Warnings);
    }

    private static ListedShipment Listed(ShipmentView s, TenantTime time) => new(
        s.OrderNo, s.ExternalOrderNo, s.OutstockNo, OutstockType.Shipment, s.Quantity, s.Warehouse, s.ExpressCompany, s.TrackingNo, s.Items, time.Local(s.ShippedAt),
        ShipmentAnswer.Received(s), time.Local(s.ReceiveTime), s.Reversed);
}
