using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.AppStore.Orders;
using Weft.Hub.Modules.AppStore.Subscriptions;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore.Operator;

/// <summary>
/// <c>POST /app-store/admin/refund</c>, <c>/admin/cancel-order</c> and <c>/admin/set-discount</c>: the operator's other steps with an order (app-store 3.1, 5).
/// </summary>
internal sealed class RefundOrder(HubDbContext db, TimeProvider clock, TakeBackPeriod takeBack, StoreTenant tenant, StoreJournal journal)
{
    internal sealed record Request(string? OrderNo, long? OrderId, string Reason);

    internal sealed record DiscountRequest(string? OrderNo, long? OrderId, decimal DiscountAmount, string? Reason);

    public static Task<Answer<OrderAnswer>> HandleAsync(Fields fields, HubDbContext db, StoreScopes scopes, CancellationToken ct)
    {
        var reason = fields.Text("reason", 500, required: true);
        return StepAsync(fields, db, scopes, (services, order) => services.GetRequiredService<RefundOrder>().RunAsync(order, reason!, ct), ct);
    }

    public static Task<Answer<OrderAnswer>> CancelAsync(Fields fields, HubDbContext db, StoreScopes scopes, CancellationToken ct)
    {
        var reason = fields.Text("reason", 500);
        return StepAsync(fields, db, scopes, (services, order) => services.GetRequiredService<CancelOrder>().RunAsync(order, reason, tells: true, ct), ct);
    }

    public static Task<Answer<OrderAnswer>> DiscountAsync(Fields fields, HubDbContext db, StoreScopes scopes, CancellationToken ct)
    {
        var amount = fields.Number("discountAmount", 2, required: true);
        var reason = fields.Text("reason", 500);
        return StepAsync(fields, db, scopes, (services, order) => services.GetRequiredService<RefundOrder>().SetDiscountAsync(order, amount!.Value, reason, ct), ct);
    }

    /// <summary>Gives the money back and takes back what is left of the time that it paid for; once.</summary>
    public Task<Result<AppOrder>> RunAsync(long orderId, string reason, CancellationToken ct) => db.AttemptAsync<AppOrder>(async () =>
    {
        var order = await db.Set<AppOrder>().FirstOrDefaultAsync(o => o.Id == orderId, ct);
        if (order is null)
        {
            return CommonErrors.NotFound;
        }
        if (order.Refund() is { } refusal)
        {
            return refusal;
        }
        var now = clock.UtcNow();
        foreach (var payment in await db.Set<AppPayment>().Where(p => p.OrderId == orderId && p.Status == PaymentStatus.Success).ToListAsync(ct))
        {
            payment.Refund(reason, now);
        }
        var subscription = await takeBack.RunAsync(orderId, (await tenant.GetAsync(ct)).Time, ct);
        journal.Note("Refund", order, order.OrderNo,
            new { Status = order.Status.Spelled(), subscription?.EndTime, Subscription = subscription?.Status.Spelled() },
            new { Status = AppOrderStatus.Activated.Spelled() }, reason);
        journal.CredentialsChanged();
        await journal.TellAsync("ORDER_REFUNDED", "apporder.refunded", [StoreJournal.App(order.AppName), order.OrderNo], StoreJournal.StorePath, ct);
        return order;
    }, ct);

    /// <summary>Sets what the buyer need not pay; only before payment.</summary>
    public Task<Result<AppOrder>> SetDiscountAsync(long orderId, decimal amount, string? reason, CancellationToken ct) => db.AttemptAsync<AppOrder>(async () =>
    {
        var order = await db.Set<AppOrder>().FirstOrDefaultAsync(o => o.Id == orderId, ct);
        if (order is null)
        {
            return CommonErrors.NotFound;
        }
        var before = new { order.DiscountAmount, order.ActualAmount };
        if (order.Discount(amount) is { } refusal)
        {
            return refusal;
        }
        journal.Note("SetDiscount", order, order.OrderNo, new { order.DiscountAmount, order.ActualAmount }, before, reason);
        return order;
    }, ct);

    private static async Task<Answer<OrderAnswer>> StepAsync(
        Fields fields, HubDbContext db, StoreScopes scopes, Func<IServiceProvider, long, Task<Result<AppOrder>>> step, CancellationToken ct)
    {
        var chosen = await OrderChoice.ReadAsync(fields, db, ct);
        if (chosen.IsRefused(out var refusal))
        {
            return refusal;
        }
        var result = await scopes.InTenantAsync(chosen.Value.TenantId, services => step(services, chosen.Value.OrderId));
        return result.IsRefused(out refusal) ? refusal : OrderAnswer.Of(result.Value, TenantTime.For(null));
    }
}
