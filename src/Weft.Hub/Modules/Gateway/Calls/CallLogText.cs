using System.Text;
using System.Text.RegularExpressions;

namespace Weft.Hub.Modules.Gateway.Calls;

/// <summary>What of a body may be kept: the first 2,000 characters, with secrets and phone numbers masked (openapi-gateway 9).</summary>
internal static partial class CallLogText
{
    public const int MaxChars = 2000;

    public static string? OfBody(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
        {
            return null;
        }
        var text = Encoding.UTF8.GetString(body);
        // Zero bytes can not be stored as text; masking comes before cutting, so that nothing is cut out of its mask.
        text = Masked(text.Replace('\0', '\uFFFD'));
        return text.Length <= MaxChars ? text : text[..(char.IsHighSurrogate(text[MaxChars - 1]) ? MaxChars - 1 : MaxChars)];
    }

    public static string Masked(string text)
    {
        if (text.Contains("secret", StringComparison.OrdinalIgnoreCase) || text.Contains("password", StringComparison.OrdinalIgnoreCase)
            || text.Contains("token", StringComparison.OrdinalIgnoreCase))
        {
            text = SecretValue().Replace(text, "$1\"***\"");
        }
        return Phone().Replace(text, static match => match.Value[..3] + "****" + match.Value[^4..]);
    }

    /// <summary>Without the query, which may carry a receiver's own token.</summary>
    public static string OfAddress(string address)
    {
        var at = address.IndexOf('?', StringComparison.Ordinal);
        var text = at < 0 ? address : address[..at] + "?***";
        return text.Length <= 500 ? text : text[..500];
    }

    /// <summary>The value after a name that ends in secret, password or token: a text, also one that is cut off, or a number.</summary>
    [GeneratedRegex("""("[^"\\]*(?:secret|password|token)"\s*:\s*)(?:"(?:[^"\\]|\\.)*(?:"|\\?$)|[^\s,}\]"{\[]+)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretValue();

    [GeneratedRegex("""(?<![0-9.])1[3-9]\d{9}(?![0-9.])""", RegexOptions.CultureInvariant)]
    private static partial Regex Phone();
}
