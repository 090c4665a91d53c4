using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.AppStore.Catalogue;
using Weft.Hub.Modules.AppStore.Subscriptions;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.AppStore.Orders;

/// <summary><c>POST /app-store/create-order</c> and <c>POST /app-store/subscription/{id}/renew</c> (app-store 3, 7).</summary>
internal static class CreateOrder
{
    internal record Contact(
        string SubscriptionType, int? UserCount, string ContactName, string ContactPhone, string? ContactEmail, string? CompanyName,
        bool? InvoiceRequired, string? InvoiceTitle, string? InvoiceTaxNo, string? CredentialMode, long? TenantAppId, string? Remark);

    internal sealed record Request(
        long? AppId, string? AppCode, string SubscriptionType, int? UserCount, string ContactName, string ContactPhone, string? ContactEmail, string? CompanyName,
        bool? InvoiceRequired, string? InvoiceTitle, string? InvoiceTaxNo, string? CredentialMode, long? TenantAppId, string? Remark)
        : Contact(SubscriptionType, UserCount, ContactName, ContactPhone, ContactEmail, CompanyName, InvoiceRequired, InvoiceTitle, InvoiceTaxNo, CredentialMode, TenantAppId, Remark);

    public static async Task<Answer<OrderAnswer>> HandleAsync(
        Fields fields, HubDbContext db, PlaceAppOrder command, IPaymentGateway payment, StoreTenant tenant, CancellationToken ct)
    {
        var appId = await AppChoice.ReadAsync(fields, db, ct);
        return await PlaceAsync(fields, appId, command, payment, tenant, ct);
    }

    public static async Task<Answer<OrderAnswer>> RenewAsync(
        long id, Fields fields, HubDbContext db, PlaceAppOrder command, IPaymentGateway payment, StoreTenant tenant, CancellationToken ct)
    {
        var subscription = await db.Set<TenantSubscription>().AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, ct);
        if (subscription is null)
        {
            return CommonErrors.NotFound;
        }
        if (subscription.Status == SubscriptionStatus.Canceled)
        {
            return AppStoreErrors.NotRenewable;
        }
        return await PlaceAsync(fields, subscription.AppId, command, payment, tenant, ct);
    }

    private static async Task<Answer<OrderAnswer>> PlaceAsync(
        Fields fields, long? appId, PlaceAppOrder command, IPaymentGateway payment, StoreTenant tenant, CancellationToken ct)
    {
        // A trial is not bought: it has its own call, and no order of it is ever activated (S8).
        var type = fields.Choice(
            "subscriptionType", required: true, SubscriptionType.Monthly, SubscriptionType.Yearly, SubscriptionType.Perpetual);
        var mode = fields.Choice<CredentialMode>("credentialMode");
        var credential = fields.Integer("tenantAppId", 1);
        var contact = ContactForm.Read(fields);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var result = await command.RunAsync(new AppWish(appId!.Value, type!.Value, contact, mode, credential), ct);
        if (result.IsRefused(out var refusal))
        {
            return refusal;
        }
        var order = result.Value;
        var offer = await payment.OfferAsync(new PaymentDue(order.OrderNo, order.ActualAmount, order.AppName), ct);
        return OrderAnswer.Of(order, (await tenant.GetAsync(ct)).Time) with { Payment = offer };
    }
}
