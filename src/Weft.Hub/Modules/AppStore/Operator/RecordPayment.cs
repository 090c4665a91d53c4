using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.AppStore.Catalogue;
using Weft.Hub.Modules.AppStore.Orders;
using Weft.Hub.Modules.AppStore.Subscriptions;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore.Operator;

/// <summary>Money that the operator saw.</summary>
// Amount: Must be what the order asks for.
// Discount: Set before the payment; null leaves the order's.
internal sealed record SeenPayment(PaymentMethod Method, decimal Amount, string? TransactionNo, DateTime PaidAt, decimal? Discount, string? Channel, string? Remark);

/// <summary>
/// <c>POST /app-store/admin/record-payment</c>: payment and activation in one transaction (app-store 3; S8, S10, S11). The tenant's secret is not among what the
/// operator sees (S12).
/// </summary>
internal sealed class RecordPayment(
    HubDbContext db, TimeProvider clock, StoreTenant tenant, ExtendSubscription extend, ContinueCredential continuing, StoreJournal journal)
{
    internal sealed record Request(
        string? OrderNo, long? OrderId, string PaymentMethod, decimal Amount, string? ThirdPartyNo, DateTimeOffset? PaymentTime, decimal? DiscountAmount,
        string? PaymentChannel, string? Remark);

    public static async Task<Answer<OrderAnswer>> HandleAsync(Fields fields, HubDbContext db, StoreScopes scopes, TimeProvider clock, CancellationToken ct)
    {
        var payment = Read(fields, clock.UtcNow());
        var chosen = await OrderChoice.ReadAsync(fields, db, ct);
        if (chosen.IsRefused(out var refusal))
        {
            return refusal;
        }
        var result = await scopes.InTenantAsync(chosen.Value.TenantId, services =>
            services.GetRequiredService<RecordPayment>().RunAsync(chosen.Value.OrderId, payment!, ct));
        return result.IsRefused(out refusal) ? refusal : OrderAnswer.Of(result.Value, TenantTime.For(null));
    }

    /// <summary>Records the payment of a pending order and activates it; a second time it is refused and nothing changes.</summary>
    public Task<Result<AppOrder>> RunAsync(long orderId, SeenPayment payment, CancellationToken ct) => db.AttemptAsync<AppOrder>(async () =>
    {
        var order = await db.Set<AppOrder>().FirstOrDefaultAsync(o => o.Id == orderId, ct);
        if (order is null)
        {
            return CommonErrors.NotFound;
        }
        if (payment.Discount is { } discount && order.Discount(discount) is { } noDiscount)
        {
            return noDiscount;
        }
        if (order.Pay(payment.Method, payment.PaidAt) is { } refusal)
        {
            return refusal;
        }
        if (payment.Amount != order.ActualAmount)
        {
            return AppStoreErrors.AmountDiffers.With(order.ActualAmount);
        }
        if (payment.TransactionNo is { } number && await IsKnownAsync(payment.Method, number, ct))
        {
            return AppStoreErrors.TransactionKnown;
        }
        var app = await db.Set<StoreApp>().FirstAsync(a => a.Id == order.AppId, ct);
        var record = AppPayment.Of(order, payment.Method, payment.Channel ?? "manual", payment.TransactionNo, payment.PaidAt, payment.Remark);
        db.Add(record);
        var day = (await tenant.GetAsync(ct)).Time.Day(clock.UtcNow());
        db.TakePlatformNumber(AppPayment.Prefix, day, n => record.Number(day, n));
        var extended = await extend.RunAsync(
            new BoughtTime(app, order.SubscriptionType, MonthsOf(order.SubscriptionType), order.UnitPrice, order.ActualAmount, order.UserCount, order.Id), ct);
        if (extended.IsRefused(out var notExtended))
        {
            return notExtended;
        }
        var credential = await continuing.ForOrderAsync(order, extended.Value, app, ct);
        order.Activate(extended.Value.Id, credential.Id);
        journal.Note("RecordPayment", order, order.OrderNo,
            new { Status = order.Status.Spelled(), order.DiscountAmount, order.ActualAmount, PaymentMethod = payment.Method.Spelled(), payment.TransactionNo },
            new { Status = AppOrderStatus.Pending.Spelled() }, payment.Remark);
        journal.CredentialsChanged();
        await journal.TellAsync(
            "ORDER_ACTIVATED", credential.SecretPending ? "apporder.activated" : "apporder.continued", [StoreJournal.App(order.AppName), order.OrderNo], StoreJournal.AppsPath, ct);
        return order;
    }, ct, taken: AppStoreErrors.TransactionKnown);

    internal static int? MonthsOf(SubscriptionType type) => type switch
    {
        SubscriptionType.Monthly => 1,
        SubscriptionType.Yearly => 12,
        SubscriptionType.Perpetual => null,
        // An unknown or trial order never becomes a month (S8).
        _ => throw new InvalidOperationException($"An order of type {type} is not activated."),
    };

    private static SeenPayment? Read(Fields fields, DateTime now)
    {
        var method = fields.Choice<PaymentMethod>("paymentMethod", required: true);
        var amount = fields.Number("amount", 2, required: true);
        // Transfers have a number by which they are found again; cash and the like may have none.
        var number = fields.Text("thirdPartyNo", 64, required: method is PaymentMethod.Wechat or PaymentMethod.Alipay or PaymentMethod.Bank);
        var paidAt = fields.Instant("paymentTime") ?? now;
        if (paidAt > now.AddMinutes(5))
        {
            fields.Fail("paymentTime", "不能晚于现在");
        }
        var discount = fields.Number("discountAmount", 2);
        var channel = fields.Text("paymentChannel", 32);
        var remark = fields.Text("remark", 500, min: 0, multiline: true);
        return fields.Rejected is null ? new SeenPayment(method!.Value, amount!.Value, number, paidAt, discount, channel, remark) : null;
    }

    /// <summary>Over all tenants, like the index: PostgreSQL would show only this tenant's rows, so the index has the last word.</summary>
    private Task<bool> IsKnownAsync(PaymentMethod method, string number, CancellationToken ct) =>
        db.Set<AppPayment>().AnyAsync(p => p.PaymentMethod == method && p.ThirdPartyNo == number, ct);
}
