using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production.Shipments;

/// <summary>What may change on a booked document; a field that is left out stays, null clears it.</summary>
internal sealed record EditShippingRequest(
    string? ExpressCompany, string? TrackingNo, string? CustomerName, string? CustomerPhone, string? ShippingAddress, string? Remark, int? Version);

/// <summary>When the customer received the goods; now when left out.</summary>
internal sealed record ReceiveRequest(DateTimeOffset? ReceiveTime, string? Reason, int? Version);

/// <summary>Why the document was wrong.</summary>
internal sealed record ReverseRequest(string Reason, int? Version);

/// <summary>PUT /api/warehousing/outstocks/{no}/shipping (填写物流), POST /{no}/receive (签收) and /{no}/reverse (冲销).</summary>
internal static class EditShipping
{
    public static async Task<Answer<OutstockRow>> HandleAsync(string outstockNo, Fields fields, HttpContext context, UpdateShipping update, HubDbContext db, CancellationToken ct)
    {
        var command = Read(outstockNo, fields, context.User());
        var edit = new ShippingEdit
        {
            ExpressCompany = new(fields.Has("expressCompany"), fields.Text("expressCompany", 64)),
            TrackingNo = new(fields.Has("trackingNo"), fields.Text("trackingNo", 64)),
            CustomerName = new(fields.Has("customerName"), fields.Text("customerName", 100)),
            CustomerPhone = new(fields.Has("customerPhone"), fields.Text("customerPhone", 32)),
            ShippingAddress = new(fields.Has("shippingAddress"), fields.Text("shippingAddress", 200)),
            Remark = new(fields.Has("remark"), fields.Text("remark", 500, multiline: true)),
        };
        return await ChangeAsync(fields, context, db, () => update.ExecuteAsync(command, edit, ct), ct);
    }

    public static async Task<Answer<OutstockRow>> ReceiveAsync(string outstockNo, Fields fields, HttpContext context, UpdateShipping update, HubDbContext db, CancellationToken ct)
    {
        var command = Read(outstockNo, fields, context.User());
        var at = fields.Instant("receiveTime");
        return await ChangeAsync(fields, context, db, () => update.ReceiveAsync(command, at, ct), ct);
    }

    public static async Task<Answer<CreateOutstockAnswer>> ReverseAsync(
        string outstockNo, Fields fields, HttpContext context, ReverseOutstock reverse, HubDbContext db, CancellationToken ct)
    {
        var command = Read(outstockNo, fields, context.User());
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var result = await db.CommitAsync(() => reverse.ExecuteAsync(command, ct), ct);
        return result.IsRefused(out var refusal)
            ? refusal
            : new CreateOutstockAnswer(result.Value.OutstockId, result.Value.OutstockNo, result.Value.TotalQuantity, result.Value.ReconciliationNo);
    }

    private static OutstockCommand Read(string outstockNo, Fields fields, SignedInUser user) =>
        new(outstockNo, fields.Text("reason", 500, min: 0, multiline: true)) { Reach = OrderReach.Of(user), Version = (int?)fields.Integer("version", 0, int.MaxValue) };

    private static async Task<Answer<OutstockRow>> ChangeAsync(
        Fields fields, HttpContext context, HubDbContext db, Func<Task<Result<Outstock>>> command, CancellationToken ct)
    {
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var result = await db.CommitAsync(command, ct);
        return result.IsRefused(out var refusal) ? refusal : await ListOutstocks.DetailAsync(db, result.Value, context.User(), ct);
    }
}
