using System.Text;
using System.Text.Json;

namespace Weft.Hub.Modules.Gateway.Signing;

/// <summary>The body read as JSON and written again, as a client does that signs one serialisation and sends another.</summary>
internal static class JsonGuesses
{
    private static readonly (JsonForm Form, bool Common)[] Forms =
    [
        (new(), true),
        (new() { Escapes = JsonEscapes.LowerUnicode }, true),
        (new() { Indent = "  ", Colon = ": " }, true),
        (new() { Comma = ", ", Colon = ": " }, true),
        (new() { Comma = ", ", Colon = ": ", Escapes = JsonEscapes.LowerUnicode }, true),
        (new() { Sorted = true }, true),
        (new() { Indent = "    ", Colon = ": " }, true),
        (new() { Escapes = JsonEscapes.DotNet }, false),
        (new() { Escapes = JsonEscapes.Php }, false),
        (new() { Escapes = JsonEscapes.PhpSlash }, false),
        (new() { Sorted = true, Escapes = JsonEscapes.LowerUnicode }, false),
        (new() { Sorted = true, Comma = ", ", Colon = ": " }, false),
        (new() { Sorted = true, Comma = ", ", Colon = ": ", Escapes = JsonEscapes.LowerUnicode }, false),
        (new() { Indent = "\t", Colon = ": " }, false),
        (new() { Indent = "  ", Colon = ": ", NewLine = "\r\n" }, false),
        (new() { Indent = "    ", Colon = ": ", NewLine = "\r\n" }, false),
        (new() { Indent = "\t", Colon = ": ", NewLine = "\r\n" }, false),
        (new() { Indent = "  ", Colon = ": ", Escapes = JsonEscapes.LowerUnicode }, false),
        (new() { Indent = "    ", Colon = ": ", Escapes = JsonEscapes.LowerUnicode }, false),
        (new() { Indent = "  ", Colon = ": ", Escapes = JsonEscapes.DotNet }, false),
        (new() { Indent = "  ", Colon = ": ", NewLine = "\r\n", Escapes = JsonEscapes.DotNet }, false),
        (new() { Indent = "    ", Colon = ": ", Escapes = JsonEscapes.Php }, false),
        (new() { Indent = "  ", Colon = ": ", Sorted = true }, false),
        (new() { Indent = "    ", Colon = ": ", Sorted = true }, false),
        (new() { Indent = "    ", Colon = ": ", Sorted = true, Escapes = JsonEscapes.LowerUnicode }, false),
        (new() { Indent = "  ", Colon = " : ", ArraysInline = true }, false),
        (new() { Indent = "  ", NewLine = "\r\n", Colon = " : ", ArraysInline = true }, false),
    ];

    public static IEnumerable<BodyGuess> Of(ReadOnlyMemory<byte> body, Effort effort)
    {
        using var document = Parse(body);
        if (document is null)
        {
            yield break;
        }

        var isAscii = Ascii.IsValid(body.Span);
        foreach (var (form, common) in Forms)
        {
            // An indented text is seldom four times the body; a longer one is given up, and the room for it is paid for whether it is used or not.
            var limitBytes = (4 * body.Length) + 256;
            var bytes = effort.TrySpendBytes(limitBytes) ? Written(form, document.RootElement, limitBytes) : null;
            if (bytes is not null)
            {
                yield return new(MistakeOf(form, unescaped: isAscii && !Ascii.IsValid(bytes)), common, bytes);
            }
        }
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            var json = body.Span.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body;
            return JsonDocument.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[]? Written(JsonForm form, JsonElement root, int limitBytes)
    {
        try
        {
            return form.Write(root, limitBytes);
        }
        catch (InvalidOperationException)
        {
            // A string that is no text: bytes that are not UTF-8, or half of a surrogate pair.
            return null;
        }
    }

    private static Mistake MistakeOf(JsonForm form, bool unescaped)
    {
        var mistake = form switch
        {
            { Sorted: true } => Mistakes.JsonSorted,
            { Escapes: not JsonEscapes.None } => Mistakes.JsonEscaped,
            _ when unescaped => Mistakes.JsonUnescaped,
            { Indent: not null } => Mistakes.JsonIndented,
            { Comma: ", " } => Mistakes.JsonSpaced,
            _ => Mistakes.JsonCompact,
        };
        var (chinese, english) = form.Indent switch
        {
            null when form.Comma == "," => ("紧凑", "compact"),
            null => ("逗号和冒号后带空格", "a blank after commas and colons"),
            "\t" => ("制表符缩进", "indented by tabs"),
            var indent => ($"{indent.Length} 空格缩进", $"indented by {indent.Length} blanks"),
        };
        if (form.Indent is not null)
        {
            (chinese, english) = form.NewLine == "\n" ? (chinese + "、LF 换行", english + ", LF") : (chinese + "、CRLF 换行", english + ", CR LF");
        }

        if (form.ArraysInline)
        {
            (chinese, english) = (chinese + "、Jackson 风格", english + ", in Jackson's style");
        }

        if (form.Sorted)
        {
            (chinese, english) = (chinese + "、键已排序", english + ", sorted keys");
        }

        return form.Escapes switch
        {
            JsonEscapes.None => mistake.With(chinese + "、非 ASCII 字符未转义", english + ", nothing escaped"),
            JsonEscapes.PhpSlash => mistake.With(chinese + @"、斜杠转义为 \/", english + @", slashes as \/"),
            JsonEscapes.Php => mistake.With(chinese + @"、非 ASCII 转义为 \uXXXX、斜杠转义为 \/", english + @", non-ASCII as \uXXXX, slashes as \/"),
            _ => mistake.With(chinese + @"、非 ASCII 转义为 \uXXXX", english + @", non-ASCII as \uXXXX"),
        };
    }
}
