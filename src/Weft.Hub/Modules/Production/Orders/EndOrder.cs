using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production.Orders;

/// <summary>Why an order is ended.</summary>
/// <param name="Reason">Needed to cancel, to scrap and to force; at most 500 characters.</param>
/// <param name="Force">Close below the threshold (强制关单): administrators only.</param>
/// <param name="Version">The version that the person saw; left out, the order is taken as it is.</param>
internal sealed record EndOrderRequest(string? Reason, bool? Force, int? Version);

/// <summary><c>waitingQuantity</c>: 待入库, qualified pieces that were not in the warehouse when the order was closed; they may still go there.</summary>
internal sealed record EndOrderAnswer(
    long OrderId, string OrderNo, OrderStatus Status, OrderStatus PreviousStatus, int CompletedQuantity, string StatusName, int WaitingQuantity);

/// <summary>POST /api/production/orders/{orderNo}/complete, /cancel and /scrap: three commands, one form.</summary>
internal static class EndOrder
{
    public static Task<Answer<EndOrderAnswer>> CompleteAsync(
        string orderNo, Fields fields, HttpContext context, CompleteOrder complete, HubDbContext db, CancellationToken ct)
    {
        var command = Read(orderNo, fields, context.User()) with { Force = fields.Flag("force") ?? false };
        // production-domain 4: below the threshold closing is the administrators'.
        return command.Force && !context.User().May(ProductionPermissions.ForceComplete)
            ? Task.FromResult<Answer<EndOrderAnswer>>(fields.Rejected ?? ProductionErrors.ForceNotAllowed)
            : EndAsync(fields, db, () => complete.ExecuteAsync(command, ct), ct);
    }

    public static Task<Answer<EndOrderAnswer>> CancelAsync(string orderNo, Fields fields, HttpContext context, CancelOrder cancel, HubDbContext db, CancellationToken ct)
    {
        var command = Read(orderNo, fields, context.User());
        return EndAsync(fields, db, () => cancel.ExecuteAsync(command, ct), ct);
    }

    public static Task<Answer<EndOrderAnswer>> ScrapAsync(string orderNo, Fields fields, HttpContext context, ScrapOrder scrap, HubDbContext db, CancellationToken ct)
    {
        var command = Read(orderNo, fields, context.User());
        return EndAsync(fields, db, () => scrap.ExecuteAsync(command, ct), ct);
    }

    private static OrderCommand Read(string orderNo, Fields fields, SignedInUser user) =>
        new(orderNo, fields.Text("reason", 500, min: 0, multiline: true)) { Reach = OrderReach.Of(user), Version = (int?)fields.Integer("version", 0, int.MaxValue) };

    private static async Task<Answer<EndOrderAnswer>> EndAsync(Fields fields, HubDbContext db, Func<Task<Result<OrderState>>> command, CancellationToken ct)
    {
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var result = await db.CommitAsync(command, ct);
        return result.IsRefused(out var refusal)
            ? refusal
            : new EndOrderAnswer(
                result.Value.OrderId, result.Value.OrderNo, result.Value.Status, result.Value.PreviousStatus, result.Value.CompletedQuantity, result.Value.Status.ChineseName(),
                result.Value.WaitingQuantity);
    }
}
