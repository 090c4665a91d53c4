using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Weft.Hub.Modules.Gateway.Signing;

/// <summary>How secret and message were brought together.</summary>
internal enum Construction
{
    Hmac,
    SecretThenMessage,
    MessageThenSecret,
    SecretAroundMessage,
    SwappedHmac,
}

/// <summary>One way of using one of the credential's secrets.</summary>
internal sealed class KeyGuess(Mistake? mistake, bool common, ReadOnlyMemory<byte> key, Construction construction = Construction.Hmac) : IDisposable
{
    /// <summary>
    /// Below this a key might be found by trying, and the doctor's answer would then confirm it: a lenient decoder turns some texts into an empty key, with
    /// which anyone could make a MAC. The appSecret has 32 characters (app-store 6.1), its shortest decoding 16 bytes.
    /// </summary>
    private const int LeastKeyBytes = 16;

    private IncrementalHash? _hash;

    /// <summary>Null for the right use of an accepted secret.</summary>
    public Mistake? Mistake { get; } = mistake;

    public bool Common { get; } = common;

    public static List<KeyGuess> From(CandidateSecrets secrets)
    {
        var current = secrets.Current;
        List<KeyGuess> guesses =
        [
            new(null, true, current),
            new(secrets.PreviousAccepted ? null : Mistakes.PreviousSecret, true, secrets.Previous),
            new(Mistakes.SecretWhitespace.With("换行符", "a line end"), true, (byte[])[.. current.Span, (byte)'\n']),
            new(Mistakes.CallbackSecret, true, secrets.Callback),
            new(Mistakes.SecretWhitespace.With("回车换行", "a CR LF"), false, (byte[])[.. current.Span, (byte)'\r', (byte)'\n']),
            new(Mistakes.SecretWhitespace.With("空格", "a space"), false, (byte[])[.. current.Span, (byte)' ']),
            new(Mistakes.SecretWhitespace.With("空格", "a space"), false, (byte[])[(byte)' ', .. current.Span]),
            new(Mistakes.SecretWhitespace.With("空格", "spaces"), false, (byte[])[(byte)' ', .. current.Span, (byte)' ']),
            new(Mistakes.SecretWhitespace.With(" BOM", "a byte order mark"), false, (byte[])[0xEF, 0xBB, 0xBF, .. current.Span]),
            new(Mistakes.SecretWhitespace.With("引号", "quotation marks"), false, (byte[])[(byte)'"', .. current.Span, (byte)'"']),
            new(Mistakes.SecretEncoded.With(" Base64", "Base64"), false, Encoding.ASCII.GetBytes(Convert.ToBase64String(current.Span))),
            new(Mistakes.SecretEncoded.With("十六进制", "hex"), false, Encoding.ASCII.GetBytes(Convert.ToHexStringLower(current.Span))),
            new(Mistakes.PlainHash.With("密钥+签名串", "secret + message"), false, current, Construction.SecretThenMessage),
            new(Mistakes.PlainHash.With("签名串+密钥", "message + secret"), false, current, Construction.MessageThenSecret),
            new(Mistakes.PlainHash.With("密钥+签名串+密钥", "secret + message + secret"), false, current, Construction.SecretAroundMessage),
            new(Mistakes.SwappedArguments, false, current, Construction.SwappedHmac),
        ];
        AddDecoded(guesses, Encoding.UTF8.GetString(current.Span));
        guesses.RemoveAll(guess => guess.KeyLength < LeastKeyBytes);
        return guesses;
    }

    private int KeyLength => key.Length;

    private static void AddDecoded(List<KeyGuess> guesses, string secret)
    {
        if (secret.Length % 2 == 0 && secret.All(char.IsAsciiHexDigit))
        {
            guesses.Add(new(Mistakes.SecretDecoded.With("十六进制", "hex"), true, Convert.FromHexString(secret)));
        }

        // Decoders of scripting languages take both alphabets, so Base64 and Base64url are one guess.
        var padded = secret.Replace('+', '-').Replace('/', '_').TrimEnd('=');
        if (Base64Url.IsValid(padded))
        {
            guesses.Add(new(Mistakes.SecretDecoded.With(" Base64", "Base64"), true, Base64Url.DecodeFromChars(padded)));
        }
    }

    public void Compute(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body, ReadOnlySpan<byte> tail, Span<byte> mac)
    {
        if (construction == Construction.SwappedHmac)
        {
            ComputeSwapped(head, body, tail, mac);
            return;
        }

        _hash ??= construction == Construction.Hmac
            ? IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key.Span)
            : IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (construction is Construction.SecretThenMessage or Construction.SecretAroundMessage)
        {
            _hash.AppendData(key.Span);
        }

        _hash.AppendData(head);
        _hash.AppendData(body);
        _hash.AppendData(tail);
        if (construction is Construction.MessageThenSecret or Construction.SecretAroundMessage)
        {
            _hash.AppendData(key.Span);
        }

        _hash.GetHashAndReset(mac);
    }

    private void ComputeSwapped(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body, ReadOnlySpan<byte> tail, Span<byte> mac)
    {
        var length = head.Length + body.Length + tail.Length;
        var message = ArrayPool<byte>.Shared.Rent(length);
        head.CopyTo(message);
        body.CopyTo(message.AsSpan(head.Length));
        tail.CopyTo(message.AsSpan(head.Length + body.Length));
        HMACSHA256.HashData(message.AsSpan(0, length), key.Span, mac);
        ArrayPool<byte>.Shared.Return(message);
    }

    public void Dispose() => _hash?.Dispose();
}
