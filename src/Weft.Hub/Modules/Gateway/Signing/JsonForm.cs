using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Weft.Hub.Modules.Gateway.Signing;

internal enum JsonEscapes
{
    /// <summary>Only what JSON demands.</summary>
    None,

    /// <summary>Non-ASCII as <c>\u7ea2</c>: Python, fastjson with BrowserCompatible.</summary>
    LowerUnicode,

    /// <summary>.NET's default: non-ASCII and the characters of HTML as <c>\u7EA2</c>.</summary>
    DotNet,

    /// <summary>PHP's default: <c>\u7ea2</c> and <c>\/</c>.</summary>
    Php,

    /// <summary>PHP with JSON_UNESCAPED_UNICODE: <c>\/</c> only.</summary>
    PhpSlash,
}

/// <summary>One way in which a library writes a JSON value down: white space, escapes, order of keys.</summary>
internal sealed record JsonForm
{
    private static readonly SearchValues<byte> EverEscaped = SearchValues.Create("\\/&<>'+`"u8);

    /// <summary>Null: all in one line.</summary>
    public string? Indent { get; init; }

    public string NewLine { get; init; } = "\n";

    public string Colon { get; init; } = ":";

    public string Comma { get; init; } = ",";

    /// <summary>Jackson keeps arrays in one line, with blanks inside the brackets.</summary>
    public bool ArraysInline { get; init; }

    public JsonEscapes Escapes { get; init; }

    public bool Sorted { get; init; }

    /// <summary>Null when it would be longer than the limit: deep nesting makes a hundred bytes out of one, and the sender chooses the nesting.</summary>
    public byte[]? Write(JsonElement value, int limitBytes)
    {
        var output = new Output(limitBytes);
        Value(output, value, 0);
        return output.IsFull ? null : output.ToArray();
    }

    private void Value(Output output, JsonElement value, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                Members(output, value, depth);
                break;
            case JsonValueKind.Array:
                Elements(output, value, depth);
                break;
            case JsonValueKind.String:
                Text(output, JsonMarshal.GetRawUtf8Value(value)[1..^1], value, static value => value.GetString()!);
                break;
            default:
                // Numbers keep the digits they came with: a library that rewrites them would have sent them rewritten.
                output.Put(JsonMarshal.GetRawUtf8Value(value));
                break;
        }
    }

    private void Members(Output output, JsonElement value, int depth)
    {
        IEnumerable<JsonProperty> members = value.EnumerateObject();
        members = Sorted ? members.OrderBy(member => member.Name, StringComparer.Ordinal) : members;
        var any = false;
        output.Put("{");
        foreach (var member in members)
        {
            if (output.IsFull)
            {
                return;
            }

            output.Put(any ? Comma : "");
            Break(output, depth + 1);
            Text(output, JsonMarshal.GetRawUtf8PropertyName(member), member, static member => member.Name);
            output.Put(Colon);
            Value(output, member.Value, depth + 1);
            any = true;
        }

        if (any)
        {
            Break(output, depth);
        }
        else
        {
            output.Put(ArraysInline ? " " : "");
        }

        output.Put("}");
    }

    private void Elements(Output output, JsonElement value, int depth)
    {
        var inner = ArraysInline ? depth : depth + 1;
        var any = false;
        output.Put("[");
        foreach (var element in value.EnumerateArray())
        {
            if (output.IsFull)
            {
                return;
            }

            output.Put(any ? Comma : "");
            ElementBreak(output, inner);
            Value(output, element, inner);
            any = true;
        }

        if (any || ArraysInline)
        {
            ElementBreak(output, depth);
        }

        output.Put("]");
    }

    private void ElementBreak(Output output, int depth)
    {
        if (ArraysInline)
        {
            output.Put(" ");
        }
        else
        {
            Break(output, depth);
        }
    }

    private void Break(Output output, int depth)
    {
        if (Indent is null)
        {
            return;
        }

        output.Put(NewLine);
        for (var i = 0; i < depth; i++)
        {
            output.Put(Indent);
        }
    }

    private void Text<T>(Output output, ReadOnlySpan<byte> raw, T source, Func<T, string> decode)
    {
        output.Put("\"");
        if (StaysAsItIs(raw))
        {
            output.Put(raw);
        }
        else
        {
            var text = decode(source);
            output.Put(Encoding.UTF8.GetBytes(Escapes == JsonEscapes.DotNet ? JavaScriptEncoder.Default.Encode(text) : Escaped(text)));
        }

        output.Put("\"");
    }

    // Most strings hold nothing that any library escapes, and are copied.
    private bool StaysAsItIs(ReadOnlySpan<byte> raw) =>
        !raw.ContainsAny(EverEscaped) && (Escapes is JsonEscapes.None or JsonEscapes.PhpSlash || Ascii.IsValid(raw));

    private string Escaped(string text)
    {
        var unicode = Escapes is JsonEscapes.LowerUnicode or JsonEscapes.Php;
        var slash = Escapes is JsonEscapes.Php or JsonEscapes.PhpSlash;
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => result.Append("\\\""),
                '\\' => result.Append(@"\\"),
                '\b' => result.Append("\\b"),
                '\f' => result.Append("\\f"),
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                '/' when slash => result.Append("\\/"),
                < ' ' => result.Append("\\u").Append(((int)c).ToString("x4", null)),
                > '~' when unicode && c != '\u007f' => result.Append("\\u").Append(((int)c).ToString("x4", null)),
                _ => result.Append(c),
            };
        }

        return result.ToString();
    }

    /// <summary>Grows up to the limit and takes nothing beyond it.</summary>
    private sealed class Output(int limitBytes)
    {
        private byte[] _bytes = new byte[Math.Min(limitBytes, 1024)];
        private int _length;

        public bool IsFull { get; private set; }

        public byte[] ToArray() => _bytes.AsSpan(0, _length).ToArray();

        /// <summary>Punctuation, which is ASCII.</summary>
        public void Put(string ascii)
        {
            if (Reserve(ascii.Length))
            {
                foreach (var c in ascii)
                {
                    _bytes[_length++] = (byte)c;
                }
            }
        }

        public void Put(ReadOnlySpan<byte> bytes)
        {
            if (Reserve(bytes.Length))
            {
                bytes.CopyTo(_bytes.AsSpan(_length));
                _length += bytes.Length;
            }
        }

        private bool Reserve(int more)
        {
            IsFull |= _length + more > limitBytes;
            if (!IsFull && _length + more > _bytes.Length)
            {
                Array.Resize(ref _bytes, Math.Min(limitBytes, Math.Max(2 * _bytes.Length, _length + more)));
            }

            return !IsFull;
        }
    }
}
