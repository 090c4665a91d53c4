using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Integrations.LogisticsSync;

/// <summary>A shipment as its customer follows it.</summary>
internal sealed record ShipmentAnswer(
    string OutstockNo, OutstockType OutstockType, int Quantity, string? Warehouse, string? ExpressCompany, string? TrackingNo, IReadOnlyList<ShippedItem> Items,
    DateTimeOffset ShippedAt, string ReceiveStatus, DateTimeOffset? ReceiveTime, bool Reversed)
{
    public static ShipmentAnswer Of(ShipmentView view, TenantTime time) => new(
        view.OutstockNo, OutstockType.Shipment, view.Quantity, view.Warehouse, view.ExpressCompany, view.TrackingNo, view.Items, time.Local(view.ShippedAt), Received(view),
        time.Local(view.ReceiveTime), view.Reversed);

    public static string Received(ShipmentView view) => view.IsReceived ? "received" : "none";
}
