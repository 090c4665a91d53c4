using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.Production;
using Weft.Hub.Modules.Webhooks;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Integrations.LogisticsSync;

/// <summary>The <c>data</c> of <c>LOGISTICS_UPDATE</c>; <c>externalOrderNo</c> is null for an order made in the console.</summary>
internal sealed record LogisticsUpdateData(
    string OrderNo, string? ExternalOrderNo, ShipmentChange ChangeType, string OutstockNo, OutstockType OutstockType, int Quantity, string? Warehouse, string? ExpressCompany,
    string? TrackingNo, IReadOnlyList<ShippedItem> Items, int TotalShippedQuantity, int RemainingQuantity, DateTimeOffset ShippedAt);

/// <summary>Tells a customer that goods left, that their carrier is known, or that a shipment was taken back (openapi-gateway 7.1, 7.3).</summary>
internal sealed class LogisticsUpdateEvent : IWebhook<OutstockChanged>
{
    public const string EventType = "LOGISTICS_UPDATE";

    public string Type => EventType;

    public string AppType => LogisticsSyncApp.AppType;

    public bool IsFor(CredentialSnapshot credential, OutstockChanged happened) => credential.Visibility().Covers(happened.FromGateway, happened.SourceAppId);

    public (string? OrderNo, string? ExternalOrderNo) About(OutstockChanged happened) => (happened.OrderNo, happened.ExternalOrderNo);

    public object Data(OutstockChanged happened, TenantTime time) => new LogisticsUpdateData(
        happened.OrderNo, happened.ExternalOrderNo, happened.ChangeType, happened.OutstockNo, OutstockType.Shipment, happened.Quantity, happened.Warehouse,
        happened.ExpressCompany, happened.TrackingNo, happened.Items, happened.TotalShippedQuantity, happened.RemainingQuantity, time.Local(happened.ShippedAt));
}
