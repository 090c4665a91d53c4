using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.AppStore.Orders;

/// <summary><c>POST /app-store/order/{orderNo}/cancel</c>; also for the operator and the job (app-store 3.1). Only a pending order; a trial's never (S10).</summary>
internal sealed class CancelOrder(HubDbContext db, StoreJournal journal)
{
    internal sealed record Request(string? Reason);

    public static async Task<Answer<OrderAnswer>> HandleAsync(
        string orderNo, Fields fields, HubDbContext db, CancelOrder command, StoreTenant tenant, CancellationToken ct)
    {
        var reason = fields.Text("reason", 500);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var id = await db.Set<AppOrder>().Where(o => o.OrderNo == orderNo).Select(o => (long?)o.Id).FirstOrDefaultAsync(ct);
        if (id is null)
        {
            return CommonErrors.NotFound;
        }
        var result = await command.RunAsync(id.Value, reason, tells: false, ct);
        return result.IsRefused(out var refusal) ? refusal : OrderAnswer.Of(result.Value, (await tenant.GetAsync(ct)).Time);
    }

    /// <summary>Cancels a pending order.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="reason">Kept with the order.</param>
    /// <param name="tells">True when it is not the tenant who cancels: then its administrators are told.</param>
    /// <param name="ct">Ends the waiting.</param>
    public Task<Result<AppOrder>> RunAsync(long orderId, string? reason, bool tells, CancellationToken ct) => db.AttemptAsync<AppOrder>(async () =>
    {
        var order = await db.Set<AppOrder>().FirstOrDefaultAsync(o => o.Id == orderId, ct);
        if (order is null)
        {
            return CommonErrors.NotFound;
        }
        var before = order.Status.Spelled();
        if (order.Cancel(reason) is { } refusal)
        {
            return refusal;
        }
        journal.Note("CancelOrder", order, order.OrderNo, new { Status = order.Status.Spelled() }, new { Status = before }, reason);
        if (tells)
        {
            await journal.TellAsync("ORDER_CANCELED", "apporder.canceled", [StoreJournal.App(order.AppName), order.OrderNo, reason ?? ""], StoreJournal.StorePath, ct);
        }
        return order;
    }, ct);
}
