using System.Text;

namespace Weft.Hub.Modules.Gateway.Signing;

/// <summary>
/// The first six lines of the V2 message (openapi-gateway 3.4); the seventh is the hash of the body. Path and query are the text of the request line, still
/// percent-encoded, the query without its question mark. No line can hold a line feed, since HTTP allows none in the request line or in a header, so two
/// different requests never give one message.
/// </summary>
internal readonly ref struct V2Lines
{
    public required ReadOnlySpan<char> AppKey { get; init; }

    public required ReadOnlySpan<char> Method { get; init; }

    public required ReadOnlySpan<char> Path { get; init; }

    public required ReadOnlySpan<char> RawQuery { get; init; }

    public required ReadOnlySpan<char> Timestamp { get; init; }

    public required ReadOnlySpan<char> Nonce { get; init; }

    /// <summary>Room that <see cref="Write"/> may need.</summary>
    public int MaxBytes => Encoding.UTF8.GetMaxByteCount(AppKey.Length + Method.Length + Path.Length + RawQuery.Length + Timestamp.Length + Nonce.Length) + 6;

    /// <summary>Writes the lines, each with its line feed, and says how many bytes that took.</summary>
    public int Write(Span<byte> message)
    {
        var at = Line(AppKey, message);
        at += Line(Method, message[at..]);
        at += Line(Path, message[at..]);
        at += Line(RawQuery, message[at..]);
        at += Line(Timestamp, message[at..]);
        return at + Line(Nonce, message[at..]);
    }

    private static int Line(ReadOnlySpan<char> text, Span<byte> to)
    {
        var written = Encoding.UTF8.GetBytes(text, to);
        to[written] = (byte)'\n';
        return written + 1;
    }
}
