using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Weft.Hub.Modules.Webhooks;

/// <summary>
/// The two signatures that every webhook request carries, both made from the one callback secret (openapi-gateway 7.2, and the Standard Webhooks
/// specification, symmetric scheme v1).
/// <para>
/// <c>X-Webhook-Signature</c> is the hex HMAC-SHA256 of <c>timestampMs + body</c>, its key the UTF-8 text of the secret, <c>wh_</c> included. Any text will do.
/// </para>
/// <para>
/// <c>webhook-signature</c> signs <c>id.timestampSeconds.body</c>. The stock verifiers take <c>whsec_</c> and Base64, and use the bytes it decodes to. So the
/// 24 characters after <c>wh_</c> are made to be Base64 of 18 bytes, and the receiver hands his verifier the same secret with <c>whsec_</c> in place of
/// <c>wh_</c>. A second signature in the same header, which the specification provides for, is keyed with the whole text as in 7.2 (27 bytes): for verifiers
/// that take a key as raw bytes, and for those that hold to the specification's 24 bytes at least.
/// </para>
/// <para>
/// To verify with the standard library: <c>new Webhook("whsec_" + secret.slice(3)).verify(rawBody, headers)</c>. By hand: take the raw body before any
/// parsing, compute <c>hex(hmacSha256(secret, X-Webhook-Timestamp + rawBody))</c>, compare in constant time, refuse a timestamp more than five minutes off,
/// and take each <c>X-Webhook-Id</c> once.
/// </para>
/// </summary>
public static class WebhookSignature
{
    private const string SecretPrefix = "wh_";

    /// <summary>The value of <c>X-Webhook-Signature</c>; the timestamp is the text of <c>X-Webhook-Timestamp</c> in milliseconds.</summary>
    public static string Sign(string callbackSecret, long timestampMs, ReadOnlySpan<byte> body)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Mac(Encoding.UTF8.GetBytes(callbackSecret), timestampMs.ToString(CultureInfo.InvariantCulture), body, mac);
        return Convert.ToHexStringLower(mac);
    }

    /// <summary>The value of <c>webhook-signature</c>; the timestamp is that of <c>webhook-timestamp</c>, in seconds.</summary>
    public static string SignStandard(string callbackSecret, string webhookId, long timestampSeconds, ReadOnlySpan<byte> body)
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"{webhookId}.{timestampSeconds}.");
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Mac(Encoding.UTF8.GetBytes(callbackSecret), head, body, mac);
        var withText = "v1," + Convert.ToBase64String(mac);
        if (StandardKey(callbackSecret) is not { } key)
        {
            return withText;
        }

        Mac(key, head, body, mac);
        return $"v1,{Convert.ToBase64String(mac)} {withText}";
    }

    /// <summary>
    /// The key that a stock verifier has when it is given the secret with <c>whsec_</c> in place of <c>wh_</c>. Null for a secret that is no whole Base64
    /// behind its prefix, such as the one of the vector in 7.2: such a secret serves raw-key verifiers only.
    /// </summary>
    public static byte[]? StandardKey(string callbackSecret)
    {
        if (!callbackSecret.StartsWith(SecretPrefix, StringComparison.Ordinal))
        {
            return null;
        }

        // Strict where some decoders are not: white space is no Base64, and padding is not left to be guessed.
        var text = callbackSecret.AsSpan(SecretPrefix.Length);
        return text.Length is 0 || text.Length % 4 != 0 || text.ContainsAny(" \t\r\n") || !Base64.IsValid(text)
            ? null
            : Convert.FromBase64String(text.ToString());
    }

    private static void Mac(ReadOnlySpan<byte> key, string head, ReadOnlySpan<byte> body, Span<byte> mac)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(Encoding.UTF8.GetBytes(head));
        hash.AppendData(body);
        hash.GetHashAndReset(mac);
    }
}
