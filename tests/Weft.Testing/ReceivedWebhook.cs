using System.Text;
using System.Text.Json;

namespace Weft.Testing;

/// <summary>One request as it reached a <see cref="WebhookReceiver"/>, before anything was answered.</summary>
/// <param name="Number">Its place in the order of arrival, from 1.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path, without the query.</param>
/// <param name="Query">The query with its question mark, or empty.</param>
/// <param name="Headers">All headers; the names in any case. Several values of one name are joined by a comma.</param>
/// <param name="Body">The body, byte for byte.</param>
/// <param name="ArrivedAt">When the body had been read, by the receiver's clock.</param>
public sealed record ReceivedWebhook(
    int Number, string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, byte[] Body, DateTimeOffset ArrivedAt)
{
    /// <summary>The body as UTF-8 text.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The body as JSON; throws when it is none.</summary>
    public JsonElement Json => JsonElement.Parse(Body);

    /// <summary><c>X-Webhook-Id</c>: the same on every attempt at one delivery. Null when absent.</summary>
    public string? EventId => Header("X-Webhook-Id");

    /// <summary><c>X-Webhook-Attempt</c>, 0 when it is absent or no number.</summary>
    public int Attempt => int.TryParse(Header("X-Webhook-Attempt"), out var attempt) ? attempt : 0;

    /// <summary>A header's value, null when it was not sent.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
