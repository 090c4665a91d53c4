using System.Globalization;
using System.Text;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Platform.Outbound;

namespace Weft.Hub.Modules.Webhooks.Deliveries;

/// <summary>The request that a receiver gets (openapi-gateway 7.2).</summary>
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
        var secret = credential.CallbackSecret!.Reveal();
        var (ms, seconds) = (now.ToUnixTimeMilliseconds(), now.ToUnixTimeSeconds());
        return new OutboundRequest
        {
            Method = HttpMethod.Post,
            Uri = new Uri(credential.CallbackUrl!),
            Body = body,
            Headers =
            [
                new("Content-Type", "application/json; charset=utf-8"),
                new("User-Agent", "Weft-Webhook/1.0"),
                new("X-Webhook-Event", delivery.Type),
                new("X-Webhook-Id", delivery.EventId),
                new("X-Webhook-Attempt", Text(delivery.Attempts + 1)),
                new("X-Webhook-Sequence", Text(delivery.Sequence)),
                new("X-Webhook-Timestamp", Text(ms)),
                new("X-Webhook-Signature", WebhookSignature.Sign(secret, ms, body)),
                new("X-App-Key", credential.AppKey),
                // The Standard Webhooks headers, for the stock verifier libraries.
                new("webhook-id", delivery.EventId),
                new("webhook-timestamp", Text(seconds)),
                new("webhook-signature", WebhookSignature.SignStandard(secret, delivery.EventId, seconds, body)),
            ],
        };
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
