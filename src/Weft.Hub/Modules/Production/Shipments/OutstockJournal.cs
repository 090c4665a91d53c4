using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Outbox;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Shipments;

/// <summary>What the commands on outstock documents share: the history, the event.</summary>
internal static class OutstockJournal
{
    public const string EntityType = "OUTSTOCK";

    public static void Note(this HubDbContext db, Outstock outstock, string action, Actor actor, DateTime now, string? remark = null) =>
        db.Set<TimelineEntry>().Add(new TimelineEntry(EntityType, outstock.Id, action, actor, now) { Remark = remark });

    /// <summary>Tells of a shipment; every path goes through here, so that the event can not be missed (D2). Other documents tell nothing.</summary>
    public static void Tell(this HubDbContext db, Outstock outstock, ProductionOrder? order, ShipmentChange change)
    {
        if (outstock.Type != OutstockType.Shipment || order is null)
        {
            return;
        }
        db.Raise(new OutstockChanged
        {
            ChangeType = change,
            OrderId = order.Id,
            OrderNo = order.OrderNo,
            ExternalOrderNo = order.ExternalOrderNo,
            OutstockNo = outstock.OutstockNo,
            Quantity = outstock.TotalQuantity,
            Warehouse = outstock.Warehouse,
            ExpressCompany = outstock.ExpressCompany,
            TrackingNo = outstock.TrackingNo,
            Items = [.. outstock.Items.OrderBy(i => i.SortOrder).Select(i => new ShippedItem(i.SkuCode, i.Color, i.Size, i.Quantity))],
            TotalShippedQuantity = order.ShippedQuantity,
            RemainingQuantity = Math.Max(0, order.OrderQuantity - order.ShippedQuantity),
            ShippedAt = outstock.OutstockTime,
            FromGateway = order.SourceType == OrderSourceType.OpenApi,
            SourceAppId = order.SourceAppId,
        });
    }
}
