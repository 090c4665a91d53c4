using System.Text.Json;
using System.Text.Unicode;

namespace Weft.Hub.Platform.Api;

/// <summary>
/// Whether every text and every name of a JSON document is Unicode. The parser lets bytes that are no UTF-8 and escapes of half a character pass, and
/// then throws wherever such a text is read: so they are refused at the door (RFC 8259 8.1, 8.2).
/// </summary>
internal static class JsonUnicode
{
    /// <param name="json">A document that parses, in the Hub's depth.</param>
    public static bool IsWellFormed(ReadOnlySpan<byte> json) => Utf8.IsValid(json) && (!MayHoldSurrogate(json) || HasWholeTexts(json));

    /// <summary>Quick, and right for all but a few bodies: an escape that begins with D is a surrogate, or one of a few rare letters.</summary>
    private static bool MayHoldSurrogate(ReadOnlySpan<byte> json) => json.IndexOf(@"\ud"u8) >= 0 || json.IndexOf(@"\uD"u8) >= 0;

    private static bool HasWholeTexts(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                {
                    reader.GetString();
                }
            }
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
