using System.Globalization;
using Weft.Hub.Platform.Outbound;
using Weft.Hub.Platform.Secrets;

namespace Weft.Hub.Modules.Webhooks;

/// <summary>What is told to a receiver.</summary>
/// <param name="EventId">The same on every attempt; the receiver takes each once.</param>
/// <param name="Type">The event's name.</param>
/// <param name="Attempt">1, 2, 3 …</param>
/// <param name="Body">JSON, the same to the byte on every attempt.</param>
public sealed record WebhookMessage(string EventId, string Type, int Attempt, byte[] Body)
{
    /// <summary>Headers beside those that every webhook has.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Further { get; init; } = [];

    /// <summary>The signed request (openapi-gateway 7.2), with the headers of Standard Webhooks for the stock verifier libraries.</summary>
    public OutboundRequest To(string url, SecretText secret, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var (ms, seconds, key) = (now.ToUnixTimeMilliseconds(), now.ToUnixTimeSeconds(), secret.Reveal());
        return new OutboundRequest
        {
            Method = HttpMethod.Post,
            Uri = new Uri(url),
            Body = Body,
            Headers =
            [
                new("Content-Type", "application/json; charset=utf-8"),
                new("User-Agent", "Weft-Webhook/1.0"),
                new("X-Webhook-Event", Type),
                new("X-Webhook-Id", EventId),
                new("X-Webhook-Attempt", Text(Attempt)),
                new("X-Webhook-Timestamp", Text(ms)),
                new("X-Webhook-Signature", WebhookSignature.Sign(key, ms, Body)),
                .. Further,
                new("webhook-id", EventId),
                new("webhook-timestamp", Text(seconds)),
                new("webhook-signature", WebhookSignature.SignStandard(key, EventId, seconds, Body)),
            ],
        };
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
