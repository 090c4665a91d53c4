using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Weft.Hub.Modules.Gateway.Signing;

/// <summary>
/// The two signatures a gateway call may carry (openapi-gateway 3.2 and 3.4). Both are computed over the body as it was received; nothing here parses,
/// decodes or trims it. Works on spans and allocates nothing for a request below <see cref="StackBytes"/>, because it runs on every call.
/// </summary>
internal static class RequestSignature
{
    public const int MacBytes = 32;
    public const int SignatureChars = 64;

    /// <summary>Up to this size a message is gathered on the stack and hashed in one call, which is cheaper than setting up an incremental hash.</summary>
    private const int StackBytes = 2048;

    /// <summary>Checks <c>HMAC(secret, appKey + timestamp + body)</c>. False for a signature that is not 64 lower-case hex characters.</summary>
    public static bool VerifyV1(
        ReadOnlySpan<byte> secret, ReadOnlySpan<char> appKey, ReadOnlySpan<char> timestamp, ReadOnlySpan<byte> body, ReadOnlySpan<char> signature)
    {
        Span<byte> given = stackalloc byte[MacBytes];
        if (!TryDecode(signature, given))
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[MacBytes];
        ComputeV1(secret, appKey, timestamp, body, expected);
        return CryptographicOperations.FixedTimeEquals(expected, given);
    }

    /// <summary>Checks the seven-line message of V2, whose last line is the hash of the body.</summary>
    public static bool VerifyV2(ReadOnlySpan<byte> secret, in V2Lines lines, ReadOnlySpan<byte> body, ReadOnlySpan<char> signature)
    {
        Span<byte> given = stackalloc byte[MacBytes];
        if (!TryDecode(signature, given))
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[MacBytes];
        ComputeV2(secret, lines, body, expected);
        return CryptographicOperations.FixedTimeEquals(expected, given);
    }

    /// <summary>The V1 signature as a caller would send it: for the guide, the examples and calls the Hub makes itself.</summary>
    public static string SignV1(ReadOnlySpan<byte> secret, ReadOnlySpan<char> appKey, ReadOnlySpan<char> timestamp, ReadOnlySpan<byte> body)
    {
        Span<byte> mac = stackalloc byte[MacBytes];
        ComputeV1(secret, appKey, timestamp, body, mac);
        return Convert.ToHexStringLower(mac);
    }

    /// <summary>The V2 signature as a caller would send it.</summary>
    public static string SignV2(ReadOnlySpan<byte> secret, in V2Lines lines, ReadOnlySpan<byte> body)
    {
        Span<byte> mac = stackalloc byte[MacBytes];
        ComputeV2(secret, lines, body, mac);
        return Convert.ToHexStringLower(mac);
    }

    /// <summary>Reads <c>^[0-9a-f]{64}$</c> and nothing else: upper case is a wrong signature, not another spelling (openapi-gateway 3.2).</summary>
    public static bool TryDecode(ReadOnlySpan<char> signature, Span<byte> mac)
    {
        if (signature.Length != SignatureChars || mac.Length < MacBytes)
        {
            return false;
        }

        for (var i = 0; i < MacBytes; i++)
        {
            var high = LowerHexDigit(signature[2 * i]);
            var low = LowerHexDigit(signature[(2 * i) + 1]);
            if ((high | low) < 0)
            {
                return false;
            }

            mac[i] = (byte)((high << 4) | low);
        }

        return true;
    }

    private static int LowerHexDigit(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        _ => -1,
    };

    private static void ComputeV1(
        ReadOnlySpan<byte> secret, ReadOnlySpan<char> appKey, ReadOnlySpan<char> timestamp, ReadOnlySpan<byte> body, Span<byte> mac)
    {
        var headBytes = Encoding.UTF8.GetByteCount(appKey) + Encoding.UTF8.GetByteCount(timestamp);
        if (headBytes + (long)body.Length > StackBytes)
        {
            ComputeLongV1(secret, appKey, timestamp, body, headBytes, mac);
            return;
        }

        Span<byte> message = stackalloc byte[StackBytes];
        var at = Encoding.UTF8.GetBytes(appKey, message);
        at += Encoding.UTF8.GetBytes(timestamp, message[at..]);
        body.CopyTo(message[at..]);
        HMACSHA256.HashData(secret, message[..(at + body.Length)], mac);
    }

    // A long body is fed to the hash where it lies; only the two short headers are encoded.
    private static void ComputeLongV1(
        ReadOnlySpan<byte> secret, ReadOnlySpan<char> appKey, ReadOnlySpan<char> timestamp, ReadOnlySpan<byte> body, int headBytes, Span<byte> mac)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        var rented = ArrayPool<byte>.Shared.Rent(headBytes);
        try
        {
            var at = Encoding.UTF8.GetBytes(appKey, rented);
            at += Encoding.UTF8.GetBytes(timestamp, rented.AsSpan(at));
            hash.AppendData(rented, 0, at);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        hash.AppendData(body);
        hash.GetHashAndReset(mac);
    }

    private static void ComputeV2(ReadOnlySpan<byte> secret, in V2Lines lines, ReadOnlySpan<byte> body, Span<byte> mac)
    {
        Span<byte> bodyHash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, bodyHash);

        var needed = lines.MaxBytes + SignatureChars;
        byte[]? rented = null;
        var message = needed <= StackBytes ? stackalloc byte[StackBytes] : rented = ArrayPool<byte>.Shared.Rent(needed);
        try
        {
            var at = lines.Write(message);
            Convert.TryToHexStringLower(bodyHash, message[at..], out var written);
            HMACSHA256.HashData(secret, message[..(at + written)], mac);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }
}
