using System.Globalization;
using System.Text;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Platform.Outbound;

namespace Weft.Hub.Modules.Webhooks.Deliveries;

/// <summary>The request that a customer's receiver gets (openapi-gateway 7.2).</summary>
internal static class WebhookRequest
{
    /// <summary>
    /// The body, put together from stored texts: the same to the byte on every attempt. <c>sequence</c> is ours beside the fields of 7.2; receivers
    /// ignore what they do not know.
    /// </summary>
    public static byte[] Body(string eventId, string type, string timestamp, long sequence, string data) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $$"""{"id":"{{eventId}}","event":"{{type}}","timestamp":"{{timestamp}}","sequence":{{sequence}},"data":{{data}}}"""));

    public static OutboundRequest For(DueDelivery delivery, CredentialSnapshot credential, DateTimeOffset now)
    {
        var body = Body(delivery.EventId, delivery.Type, delivery.Timestamp, delivery.Sequence, delivery.Data);
        return new WebhookMessage(delivery.EventId, delivery.Type, delivery.Attempts + 1, body)
        {
            Further = [new("X-Webhook-Sequence", delivery.Sequence.ToString(CultureInfo.InvariantCulture)), new("X-App-Key", credential.AppKey)],
        }.To(credential.CallbackUrl!, credential.CallbackSecret!, now);
    }
}
