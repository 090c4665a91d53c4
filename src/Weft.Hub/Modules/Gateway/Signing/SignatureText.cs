using System.Buffers.Text;
using System.Text;

namespace Weft.Hub.Modules.Gateway.Signing;

/// <summary>Reads the MAC out of a signature that was written down in another form. Needs no secret and costs no hash.</summary>
internal static class SignatureText
{
    private static readonly string[] Prefixes = ["sha256=", "HMAC-SHA256 ", "v1=", "v1,", "0x", "\"", "'"];

    /// <summary>Null when no 32 bytes are to be found in it.</summary>
    public static (byte[] Mac, List<Mistake> Mistakes)? Read(string text)
    {
        // Nothing sensible is longer than the Base64 of the hex text with a prefix before it.
        if (text.Length > 128)
        {
            return null;
        }

        List<Mistake> mistakes = [];
        var prefix = Array.Find(Prefixes, prefix => text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
        if (prefix is not null)
        {
            text = text[prefix.Length..].TrimEnd('"', '\'');
            mistakes.Add(Mistakes.SignaturePrefix);
        }

        return (Hex(text, mistakes) ?? Base64(text, mistakes)) is { } mac ? (mac, mistakes) : null;
    }

    private static byte[]? Hex(string text, List<Mistake> mistakes)
    {
        var joined = text.Length == 95 ? text.Replace("-", "").Replace(":", "").Replace(" ", "") : text;
        if (joined.Length != RequestSignature.SignatureChars || !joined.All(char.IsAsciiHexDigit))
        {
            return null;
        }

        if (joined.Length != text.Length)
        {
            mistakes.Add(Mistakes.SeparatedHex);
        }
        else if (joined.Any(char.IsAsciiLetterUpper))
        {
            mistakes.Add(Mistakes.UppercaseHex);
        }

        return Convert.FromHexString(joined);
    }

    private static byte[]? Base64(string text, List<Mistake> mistakes)
    {
        var bare = text.TrimEnd('=');
        var url = bare.Replace('+', '-').Replace('/', '_');
        // 32 bytes are 43 characters; 64 hex characters are 86.
        if (bare.Length is not (43 or 86) || !Base64Url.IsValid(url))
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(url);
        if (bytes.Length == RequestSignature.MacBytes)
        {
            // One that has neither alphabet's own characters is called by its padding.
            var isUrl = bare.AsSpan().ContainsAny('-', '_') || (bare.Length == text.Length && !bare.AsSpan().ContainsAny('+', '/'));
            mistakes.Add(isUrl ? Mistakes.Base64UrlSignature : Mistakes.Base64Signature);
            return bytes;
        }

        var hex = Encoding.Latin1.GetString(bytes);
        if (hex.Length != RequestSignature.SignatureChars || !hex.All(char.IsAsciiHexDigit))
        {
            return null;
        }

        mistakes.Add(Mistakes.Base64OfHex);
        return Convert.FromHexString(hex);
    }
}
