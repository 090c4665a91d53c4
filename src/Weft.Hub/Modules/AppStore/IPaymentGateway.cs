namespace Weft.Hub.Modules.AppStore;

/// <summary>What is to be paid.</summary>
/// <param name="OrderNo">The order; unique over all tenants.</param>
/// <param name="Amount">CNY.</param>
/// <param name="Subject">What is bought, for the buyer to read.</param>
public sealed record PaymentDue(string OrderNo, decimal Amount, string Subject);

/// <summary>How to pay.</summary>
/// <param name="Channel">The gateway's name.</param>
/// <param name="PayUrl">Where to pay; null when there is nothing to open.</param>
/// <param name="Instructions">What happens next; Chinese.</param>
public sealed record PaymentOffer(string Channel, string? PayUrl, string Instructions);

/// <summary>
/// A way to be paid (app-store 3). It is asked after the order was stored, and may call the network; that money came in is recorded by the operator's
/// <c>record-payment</c>, whichever way it came.
/// </summary>
public interface IPaymentGateway
{
    Task<PaymentOffer> OfferAsync(PaymentDue due, CancellationToken ct);
}
