using Weft.Hub.Modules.Production.Shipments;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production;

/// <summary>
/// Changes what may change on a booked document: carrier, tracking number, contact, remark (填写物流, production-domain 7); and marks a shipment as received. Changes the
/// context; the caller commits. A first or changed carrier or tracking number raises the event in the same commit; saving the same again raises none.
/// </summary>
public sealed class UpdateShipping(HubDbContext db, Actor actor, TimeProvider clock)
{
    internal async Task<Result<Outstock>> ExecuteAsync(OutstockCommand command, ShippingEdit edit, CancellationToken ct)
    {
        var found = await db.FindOutstockAsync(command, "修改", ct);
        if (found.IsRefused(out var refusal))
        {
            return refusal;
        }
        var (outstock, order) = found.Value;
        if (outstock.Type == OutstockType.Shipment && edit.CustomerName is { Given: true, Value: null })
        {
            return Refusal.Invalid("customerName", "必填：销售出库必须有客户名称");
        }
        var before = $"{outstock.ExpressCompany} {outstock.TrackingNo}".Trim();
        var moved = outstock.Describe(edit);
        if (!db.ChangeTracker.HasChanges())
        {
            return outstock;
        }
        var after = $"{outstock.ExpressCompany} {outstock.TrackingNo}".Trim();
        db.Note(outstock, moved ? "UPDATE_SHIPPING" : "EDIT", actor, clock.UtcNow(), moved ? $"{before} → {after}".Trim() : null);
        if (moved)
        {
            db.Tell(outstock, order, ShipmentChange.Updated);
        }
        return outstock;
    }

    /// <summary>The customer has the goods (签收). Refused (STATE) for what is no shipment, and a second time.</summary>
    internal async Task<Result<Outstock>> ReceiveAsync(OutstockCommand command, DateTime? at, CancellationToken ct)
    {
        var found = await db.FindOutstockAsync(command, "签收", ct);
        if (found.IsRefused(out var refusal))
        {
            return refusal;
        }
        var (outstock, now) = (found.Value.Outstock, clock.UtcNow());
        if (outstock.Type != OutstockType.Shipment)
        {
            return ShipmentErrors.OnlyShipments.With(outstock.Type.ChineseName());
        }
        if (outstock.ReceiveStatus == ReceiveStatus.Received)
        {
            return ShipmentErrors.AlreadyReceived.With(outstock.OutstockNo);
        }
        if (at > now || at < outstock.OutstockTime)
        {
            return Refusal.Invalid("receiveTime", "必须在出库时间之后，且不晚于现在");
        }
        outstock.Receive(at ?? now);
        db.Note(outstock, "RECEIVE", actor, now, command.Reason);
        return outstock;
    }
}
