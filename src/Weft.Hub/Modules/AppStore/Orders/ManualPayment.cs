namespace Weft.Hub.Modules.AppStore.Orders;

/// <summary>Payment outside the system, recorded by the operator (app-store 3).</summary>
internal sealed class ManualPayment : IPaymentGateway
{
    public Task<PaymentOffer> OfferAsync(PaymentDue due, CancellationToken ct) =>
        Task.FromResult(new PaymentOffer("manual", null, "提交后，商务团队将在1-3个工作日内联系您确认并完成开通；付款时请注明订单号。"));
}
