using Microsoft.Extensions.Primitives;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Gateway.Checks;

/// <summary>All three headers, once each, not blank (openapi-gateway 3.1, 3.5 step 3); for V2 a nonce as well (3.4).</summary>
internal sealed class HeaderCheck : IGatewayCheck
{
    private const int MaxKeyChars = 64;

    public ValueTask<Refusal?> RunAsync(GatewayAttempt attempt, CancellationToken ct) => ValueTask.FromResult(Read(attempt));

    private static Refusal? Read(GatewayAttempt attempt)
    {
        var headers = attempt.Http.Request.Headers;
        if (!Single(headers["X-App-Key"], out var key) || key.Length > MaxKeyChars)
        {
            return GatewayErrors.HeaderMissing.With("X-App-Key");
        }
        attempt.AppKey = key;
        if (!Single(headers["X-Timestamp"], out var timestamp))
        {
            return GatewayErrors.HeaderMissing.With("X-Timestamp");
        }
        attempt.Timestamp = timestamp;
        if (!Single(headers["X-Signature"], out var signature))
        {
            return GatewayErrors.HeaderMissing.With("X-Signature");
        }
        attempt.Signature = signature;
        var version = headers["X-Signature-Version"];
        if (version.Count == 0)
        {
            return null;
        }
        if (version.Count > 1 || version[0] is not ("1" or "2"))
        {
            return GatewayErrors.HeaderMissing.With("X-Signature-Version（只能为 1 或 2）");
        }
        attempt.IsV2 = version[0] == "2";
        if (!attempt.IsV2)
        {
            return null;
        }
        var nonce = headers["X-Nonce"];
        attempt.Nonce = nonce.Count == 1 ? nonce[0] : null;
        // A missing nonce is left to the signature check, which refuses it and can explain it.
        return attempt.Nonce is null || IsNonce(attempt.Nonce) ? null : GatewayErrors.HeaderMissing.With("X-Nonce（8 到 64 个字母、数字、_ 或 -）");
    }

    private static bool Single(StringValues values, out string value)
    {
        value = values.Count == 1 ? values[0]! : "";
        return !string.IsNullOrWhiteSpace(value);
    }

    private static bool IsNonce(string nonce)
    {
        if (nonce.Length is < 8 or > 64)
        {
            return false;
        }
        foreach (var c in nonce)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-'))
            {
                return false;
            }
        }
        return true;
    }
}
