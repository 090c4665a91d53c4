using System.Globalization;
using System.Text;
using Weft.Testing;

namespace Weft.Proof.Fuzz;

/// <summary>How the length of the body is told.</summary>
internal enum Framing
{
    /// <summary>A right Content-Length.</summary>
    Length,

    /// <summary>Well-formed chunks.</summary>
    Chunked,

    /// <summary>The headers say whatever they say, and the bytes after them are as given.</summary>
    AsGiven,
}

/// <summary>A request down to its bytes, so that every one of them can be wrong.</summary>
internal sealed record RawRequest
{
    public required string Method { get; init; }

    /// <summary>The second word of the request line; Latin-1.</summary>
    public required string Target { get; init; }

    /// <summary>In the order they are sent; a name may come twice. Latin-1, so that any byte can be said.</summary>
    public required IReadOnlyList<(string Name, string Value)> Headers { get; init; }

    public required byte[] Body { get; init; }

    public Framing Framing { get; init; } = Framing.Length;

    public static RawRequest From(SignedRequest request) => new()
    {
        Method = request.Method.Method,
        Target = request.PathAndQuery,
        Headers = [("Host", "hub.test"), .. request.Headers.Select(h => (h.Key, h.Value))],
        Body = request.Body ?? [],
    };

    public string? Header(string name) => Headers.FirstOrDefault(h => h.Name == name).Value;

    public RawRequest With(string name, string value) =>
        this with { Headers = [.. Headers.Where(h => h.Name != name), (name, value)] };

    public RawRequest Without(string name) => this with { Headers = [.. Headers.Where(h => h.Name != name)] };

    public RawRequest Plus(string name, string value) => this with { Headers = [.. Headers, (name, value)] };

    public byte[] ToBytes()
    {
        var head = new StringBuilder().Append(Method).Append(' ').Append(Target).Append(" HTTP/1.1\r\n");
        foreach (var (name, value) in Headers)
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }
        var hasBody = Body.Length > 0 || Method == "POST";
        if (Framing == Framing.Length && hasBody)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {Body.Length}\r\n");
        }
        else if (Framing == Framing.Chunked)
        {
            head.Append("Transfer-Encoding: chunked\r\n");
        }
        head.Append("\r\n");
        byte[] body = Framing == Framing.Chunked
            ? [.. Encoding.ASCII.GetBytes(Body.Length == 0 ? "" : $"{Body.Length:x}\r\n"), .. Body, .. Encoding.ASCII.GetBytes(Body.Length == 0 ? "0\r\n\r\n" : "\r\n0\r\n\r\n")]
            : Body;
        return [.. Encoding.Latin1.GetBytes(head.ToString()), .. body];
    }

    /// <summary>For people: control characters as dots, cut short.</summary>
    public override string ToString()
    {
        var text = new string([.. Encoding.Latin1.GetString(ToBytes()).Take(900).Select(c => c is '\n' || !char.IsControl(c) ? c : '.')]);
        return text.Replace("\n", "\n        ", StringComparison.Ordinal);
    }
}
