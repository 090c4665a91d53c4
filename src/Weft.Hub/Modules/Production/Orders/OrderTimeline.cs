using Weft.Hub.Platform.Outbox;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Orders;

/// <summary>Writes what happened to an order, in the commit of what it describes.</summary>
internal static class OrderTimeline
{
    /// <summary>A change that leaves the status as it is.</summary>
    public static void Note(this HubDbContext db, ProductionOrder order, string action, Actor actor, DateTime now, string? remark = null) =>
        db.Set<TimelineEntry>().Add(new TimelineEntry(TimelineEntry.OrderType, order.Id, action, actor, now) { Remark = remark });

    /// <summary>A change of status, which others learn of: every path goes through here, so that the event can not be missed (D1).</summary>
    public static void NoteStatus(
        this HubDbContext db, ProductionOrder order, OrderStatus previous, string action, Actor actor, DateTime now, string? remark)
    {
        db.Set<TimelineEntry>().Add(new TimelineEntry(TimelineEntry.OrderType, order.Id, action, actor, now)
        {
            From = previous.Code(),
            To = order.Status.Code(),
            Remark = remark,
        });
        db.Raise(new OrderStatusChanged
        {
            OrderId = order.Id,
            OrderNo = order.OrderNo,
            ExternalOrderNo = order.ExternalOrderNo,
            Status = order.Status,
            PreviousStatus = previous,
            StyleNo = order.StyleNo,
            StyleName = order.StyleName,
            OrderQuantity = order.OrderQuantity,
            CompletedQuantity = order.CompletedQuantity,
            ChangedAt = now,
            FromGateway = order.SourceType == OrderSourceType.OpenApi,
            SourceAppId = order.SourceAppId,
        });
    }
}
