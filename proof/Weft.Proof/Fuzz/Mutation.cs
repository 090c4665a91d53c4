using System.Text;

namespace Weft.Proof.Fuzz;

/// <summary>One way to change a request.</summary>
/// <param name="Name">For the figures.</param>
/// <param name="Apply">Makes the changed one; null when this request has nothing to change in that way.</param>
internal sealed record Mutation(string Name, Func<RawRequest, Dice, RawRequest?> Apply);

/// <summary>Ways to change what a signature covers, and what it does not.</summary>
internal static class Mutations
{
    private const string KeyHeader = "X-App-Key";
    private const string TimeHeader = "X-Timestamp";
    private const string SignatureHeader = "X-Signature";
    private const string VersionHeader = "X-Signature-Version";
    private const string NonceHeader = "X-Nonce";

    private static readonly string[] Junk =
    [
        "' or 1=1--", "%00", "../../etc/passwd", "${jndi:ldap://x}", "null", "undefined", "NaN", "0x0", "\\", "\"", "<x>", "=", "::1", "\u00ff\u00fe", "\u00e4\u00b8\u00ad",
        "\u0001", "\u007f", "\t\t", "a,b", ",", ";", "*",
    ];

    /// <summary>Changes to the headers that carry the signature, of V1 and V2 alike. The request was never sent as it was.</summary>
    public static readonly Mutation[] SigningHeaders =
    [
        .. Header(SignatureHeader), .. Header(TimeHeader), .. Header(KeyHeader), .. Header(VersionHeader), .. Header(NonceHeader),
        new("signature: upper case", (r, _) => Value(r, SignatureHeader, s => s.ToUpperInvariant())),
        new("signature: one digit in upper case", (r, d) => Value(r, SignatureHeader, s => Upper(s, d))),
        new("signature: Base64", (r, _) => Value(r, SignatureHeader, s => Convert.ToBase64String(Convert.FromHexString(s)))),
        new("signature: 0x before", (r, _) => Value(r, SignatureHeader, s => "0x" + s)),
        new("signature: reversed", (r, _) => Value(r, SignatureHeader, s => new string([.. s.Reverse()]))),
        new("signature: zeros", (r, _) => Value(r, SignatureHeader, s => new string('0', s.Length))),
        new("signature: quoted", (r, _) => Value(r, SignatureHeader, s => $"\"{s}\"")),
        new("signature: sha256= before", (r, _) => Value(r, SignatureHeader, s => "sha256=" + s)),
        new("signature: another list entry", (r, _) => Value(r, SignatureHeader, s => $"{s},{s}")),
        new("signature: other algorithm's length", (r, d) => Value(r, SignatureHeader, s => d.OneIn(2) ? s[..40] : s + s)),
        new("time: seconds", (r, _) => Value(r, TimeHeader, s => s[..10])),
        new("time: microseconds", (r, _) => Value(r, TimeHeader, s => s + "000")),
        new("time: moved", (r, d) => Value(r, TimeHeader, s => Text(long.Parse(s, Invariant) + (d.Between(1, 200_000) * (d.OneIn(2) ? 1 : -1))))),
        new("time: far", (r, d) => Value(r, TimeHeader, s => Text(long.Parse(s, Invariant) + (long)(d.Between(400, 4_000_000) * (d.OneIn(2) ? 1000.0 : -1000.0))))),
        new("time: sign before", (r, d) => Value(r, TimeHeader, s => (d.OneIn(2) ? "+" : "-") + s)),
        new("time: zero before", (r, _) => Value(r, TimeHeader, s => "0" + s)),
        new("time: fraction", (r, _) => Value(r, TimeHeader, s => s + ".0")),
        new("time: exponent", (r, _) => Value(r, TimeHeader, s => s[..1] + "." + s[1..] + "e12")),
        new("time: hexadecimal", (r, _) => Value(r, TimeHeader, s => $"0x{long.Parse(s, Invariant):x}")),
        new("time: grouped", (r, d) => Value(r, TimeHeader, s => s[..10] + d.Of((string[])[",", "_", " ", "'"]) + s[10..])),
        new("time: Arabic digits", (r, _) => Value(r, TimeHeader, s => Latin1(string.Concat(s.Select(c => (char)(c - '0' + 0x0660)))))),
        new("time: full-width digits", (r, _) => Value(r, TimeHeader, s => Latin1(string.Concat(s.Select(c => (char)(c - '0' + 0xff10)))))),
        new("time: overflow", (r, d) => Value(r, TimeHeader, _ => new string('9', d.Between(18, 400)))),
        new("time: a date", (r, _) => Value(r, TimeHeader, s => DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(s, Invariant)).ToString("o", Invariant))),
        new("time: boundary shifted into the key", (r, _) => Value(r, TimeHeader, s => s[1..])?.With(KeyHeader, r.Header(KeyHeader) + r.Header(TimeHeader)![0])),
        new("key: upper case", (r, _) => Value(r, KeyHeader, s => s.ToUpperInvariant())),
        new("key: full-width", (r, _) => Value(r, KeyHeader, s => Latin1(string.Concat(s.Select(c => (char)(c + 0xfee0)))))),
        new("key: another type's letters", (r, _) => Value(r, KeyHeader, s => "qf" + s[2..])),
        new("version: another", (r, d) => r.With(VersionHeader, d.Of((string[])["0", "3", "02", "2.0", "V2", "1,2", "-2", "two", "\u00b2"]))),
        new("version: V1 said to be V2", (r, _) => r.Header(VersionHeader) is null ? r.With(VersionHeader, "2").With(NonceHeader, "n-0123456789") : null),
        new("version: V2 without nonce", (r, _) => r.Header(VersionHeader) is null ? r.With(VersionHeader, "2") : r.Without(NonceHeader)),
        new("version: V2 said to be V1", (r, d) => r.Header(VersionHeader) is null ? null : d.OneIn(2) ? r.Without(VersionHeader) : r.With(VersionHeader, "1")),
        new("nonce: another", (r, d) => Value(r, NonceHeader, _ => "n-" + Convert.ToHexStringLower(d.Bytes(8)))),
        new("nonce: too short or long", (r, d) => Value(r, NonceHeader, s => d.OneIn(2) ? s[..7] : new string('n', 65))),
        new("signature: none of the headers", (r, _) => r.Without(SignatureHeader).Without(TimeHeader).Without(KeyHeader)),
    ];

    /// <summary>Changes to method, path and query. V2 signs them; V1 does not, so there the request has been sent before.</summary>
    public static readonly Mutation[] Lines =
    [
        new("method: another", (r, d) => r with { Method = d.Of((string[])["GET", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "POST", "MERGE", "X", "P0ST", "PoST"]) }),
        new("method: lower case", (r, _) => r with { Method = r.Method.ToLowerInvariant() }),
        new("path: case of a letter", (r, d) => Path(r, p => Flip(p, d))),
        new("path: all upper case", (r, _) => Path(r, p => p.ToUpperInvariant())),
        new("path: dot segments", (r, d) => Path(r, p => Insert(p, d, (string[])["/.", "/x/..", "/./.", "/%2e", "/%2e%2e/v1", "/..;"]))),
        new("path: a slash more", (r, d) => Path(r, p => d.OneIn(2) ? p + "/" : Insert(p, d, (string[])["/"]))),
        new("path: an encoded letter", (r, d) => Path(r, p => Encode(p, d))),
        new("path: an encoded slash", (r, d) => Path(r, p => p.Replace("orders/", d.OneIn(2) ? "orders%2f" : "orders%5c", StringComparison.Ordinal))),
        new("path: a backslash", (r, _) => Path(r, p => p.Replace("/orders/", "\\orders\\", StringComparison.Ordinal))),
        new("path: a parameter or ending", (r, d) => Path(r, p => p + d.Of((string[])[";x", ";jsessionid=1", ".json", "%20", "%00", "%0a", "~", "%c0%af", "%ff", "%", "%zz", "%u0041", "\u00e9", "\u0001"]))),
        new("path: another endpoint", (r, d) => Path(r, p => p.EndsWith("list", StringComparison.Ordinal) ? "/openapi/v1/orders/create" : d.Of((string[])["/openapi/v1/orders/list", "/openapi/v1/orders/upload", "/openapi/v1/styles/upload", "/openapi/v1/pull/pattern-order", "/openapi/v1/payment/confirm"]))),
        new("path: absolute form", (r, _) => r with { Target = "http://hub.test" + r.Target }),
        new("path: version", (r, d) => Path(r, p => p.Replace("/v1/", d.Of((string[])["/v2/", "/V1/", "/v01/", "/v1.0/", "//"]), StringComparison.Ordinal))),
        new("query: added", (r, d) => r with { Target = r.Target + (r.Target.Contains('?', StringComparison.Ordinal) ? "&" : "?") + d.Of((string[])["a=1", "size=1", "after=0", "appKey=x", "%00", "x=%ff", "_method=POST", "x=\u00e9"]) }),
        new("query: huge", (r, d) => r with { Target = r.Target + (r.Target.Contains('?', StringComparison.Ordinal) ? "&x=" : "?x=") + new string('x', d.Between(1000, 20_000)) }),
        new("query: changed", (r, _) => r.Target.Contains('?', StringComparison.Ordinal) ? r with { Target = r.Target.Replace('?', '&') } : null),
    ];

    /// <summary>Changes to the body, all of them with the old signature. The request was never sent as it was.</summary>
    public static readonly Mutation[] Bodies =
    [
        new("body: bits", (r, d) => Body(r, b => { for (var i = d.Between(1, 4); i > 0; i--) { b[d.Below(b.Length)] ^= (byte)(1 << d.Below(8)); } return b; })),
        new("body: bytes", (r, d) => Body(r, b => { d.Bytes(d.Between(1, Math.Min(8, b.Length))).CopyTo(b, 0); return b; })),
        new("body: cut", (r, d) => Body(r, b => b[..d.Below(b.Length)])),
        new("body: cut in front", (r, d) => Body(r, b => b[d.Between(1, b.Length)..])),
        new("body: something behind", (r, d) => Body(r, b => [.. b, .. d.Of((byte[][])[" "u8.ToArray(), "\n"u8.ToArray(), "\0"u8.ToArray(), "{}"u8.ToArray(), "//"u8.ToArray()])])),
        new("body: something before", (r, d) => Body(r, b => [.. d.Of((byte[][])[" "u8.ToArray(), [0xEF, 0xBB, 0xBF], "\0"u8.ToArray(), "["u8.ToArray(), "1"u8.ToArray()]), .. b])),
        new("body: UTF-16", (r, d) => Body(r, b => (d.OneIn(2) ? Encoding.Unicode : Encoding.BigEndianUnicode).GetBytes(Encoding.UTF8.GetString(b)))),
        new("body: Latin-1 for UTF-8", (r, _) => Body(r, b => Encoding.UTF8.GetBytes(Encoding.Latin1.GetString(b)))),
        new("body: written anew", (r, _) => Body(r, b => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(b).Replace(",", ", ", StringComparison.Ordinal)))),
        new("body: escaped", (r, _) => Body(r, b => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(b).Replace("红", "\\u7ea2", StringComparison.Ordinal)))),
        new("body: key twice", (r, _) => Text(r, t => "{\"quantity\":1," + t[1..])),
        new("body: type changed", (r, d) => Text(r, t => t.Replace("500", d.Of((string[])["\"500\"", "500.5", "[500]", "true", "null", "-500", "1e999", "123456789012345678901234567890"]), StringComparison.Ordinal))),
        new("body: nested deeply", (r, d) => Text(r, t => t.Replace("500", Nest(d.Between(50, 30_000), d), StringComparison.Ordinal))),
        new("body: lone surrogate", (r, d) => Text(r, t => t.Replace("红", d.Of((string[])["\\ud800", "\\udc00\\ud800", "\\udfff"]), StringComparison.Ordinal))),
        new("body: NUL", (r, _) => Text(r, t => t.Replace("红", "\\u0000", StringComparison.Ordinal))),
        new("body: no UTF-8", (r, d) => Body(r, b => [.. b[..(b.Length / 2)], 0xC0, 0xAF, 0xFF, (byte)d.Below(256), .. b[(b.Length / 2)..]])),
        new("body: none", (r, _) => Body(r, _ => [])),
        new("body: too large", (r, d) => d.OneIn(8) ? Body(r, b => [.. b[..^1], .. Encoding.ASCII.GetBytes(",\"x\":\"" + new string('x', 1_050_000) + "\"}")]) : null),
        new("body: other bytes of the same length", (r, d) => Body(r, b => d.Bytes(b.Length))),
        new("body: of another order", (r, d) => Body(r, _ => Orders.Body("other-" + Convert.ToHexString(d.Bytes(6))))),
        new("body: for a request without", (r, _) => r.Body.Length == 0 ? r with { Body = "{}"u8.ToArray() } : null),
    ];

    /// <summary>Lies about where the body ends, with a changed body or a cut one: read as told, it is not what was signed.</summary>
    public static readonly Mutation[] Lengths =
    [
        new("length: shorter", (r, d) => Given(r, r.Body, ("Content-Length", Text(d.Below(r.Body.Length))))),
        new("length: longer", (r, d) => Given(r, r.Body, ("Content-Length", Text(r.Body.Length + d.Between(1, 500))))),
        new("length: none", (r, _) => Given(r, r.Body)),
        new("length: malformed", (r, d) => Given(r, r.Body, ("Content-Length", d.Of((string[])["-1", "+5", "0x10", "1e2", "99999999999999999999", "1 2", "", "a", "\u00b2"])))),
        new("length: two", (r, _) => Given(r, r.Body, ("Content-Length", Text(r.Body.Length)), ("Content-Length", Text(r.Body.Length - 1)))),
        new("length: list", (r, _) => Given(r, r.Body, ("Content-Length", $"{r.Body.Length}, {r.Body.Length - 1}"))),
        new("chunks: cut", (r, _) => Given(r, Chunks(r.Body[..^1]), ("Transfer-Encoding", "chunked"))),
        new("chunks: more", (r, _) => Given(r, [.. Chunks(r.Body)[..^5], .. "1\r\n \r\n0\r\n\r\n"u8], ("Transfer-Encoding", "chunked"))),
        new("chunks: no end", (r, _) => Given(r, Chunks(r.Body)[..^5], ("Transfer-Encoding", "chunked"))),
        new("chunks: malformed size", (r, d) => Given(r, [.. Encoding.Latin1.GetBytes(d.Of((string[])["-1", "zz", "0x5", "ffffffffffffffff", "", " 5", "5 5"]) + "\r\n"), .. r.Body], ("Transfer-Encoding", "chunked"))),
        new("chunks: none behind the header", (r, _) => Given(r, r.Body, ("Transfer-Encoding", "chunked"))),
        new("chunks: and a length, body changed", (r, _) => Given(r, Chunks([.. r.Body, (byte)' ']), ("Transfer-Encoding", "chunked"), ("Content-Length", Text(r.Body.Length)))),
        new("chunks: another coding", (r, d) => Given(r, r.Body, ("Transfer-Encoding", d.Of((string[])["gzip", "gzip, chunked", "chunked, gzip", "xchunked", "identity", "chunked, chunked"])))),
    ];

    /// <summary>What no version signs, and other spellings of the same content: a request that has been accepted is sent again in that disguise.</summary>
    public static readonly Mutation[] Disguises =
    [
        new("again: as it was", (r, _) => r with { }),
        new("again: in chunks", (r, _) => r with { Framing = Framing.Chunked }),
        new("again: chunks and a length", (r, _) => Given(r, Chunks(r.Body), ("Transfer-Encoding", "chunked"), ("Content-Length", Text(r.Body.Length)))),
        new("again: other Host", (r, d) => r.With("Host", d.Of((string[])["127.0.0.1", "localhost:1", "evil.example"]))),
        new("again: other Content-Type", (r, d) => r.With("Content-Type", d.Of((string[])["text/plain", "application/xml", "application/json; charset=utf-8", "multipart/form-data; boundary=x", "APPLICATION/JSON"]))),
        new("again: no Content-Type", (r, _) => r.Without("Content-Type")),
        new("again: Content-Encoding", (r, d) => r.With("Content-Encoding", d.Of((string[])["gzip", "br", "identity", "deflate, gzip", "x"]))),
        new("again: other method named", (r, d) => r.With(d.Of((string[])["X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"]), "PUT")),
        new("again: other path named", (r, d) => r.With(d.Of((string[])["X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Prefix"]), "/openapi/v1/orders/list")),
        new("again: other address named", (r, d) => r.With(d.Of((string[])["X-Forwarded-For", "Forwarded", "X-Real-IP"]), $"8.8.{d.Below(256)}.{d.Below(256)}")),
        new("again: request id", (r, d) => r.With("X-Request-Id", Convert.ToHexString(d.Bytes(d.Between(1, 600))))),
        new("again: header names in another case", (r, _) => r with { Headers = [.. r.Headers.Select(h => (h.Name.ToLowerInvariant(), h.Value))] }),
        new("again: blanks around values", (r, _) => r with { Headers = [.. r.Headers.Select(h => (h.Name, $"  {h.Value}\t "))] }),
        new("again: headers turned round", (r, _) => r with { Headers = [.. r.Headers.Reverse()] }),
        new("again: junk header", (r, d) => r.Plus("X-" + Convert.ToHexString(d.Bytes(4)), d.Of(Junk))),
        new("again: cookie and bearer", (r, _) => r.Plus("Cookie", "weft.session=x").Plus("Authorization", "Bearer x")),
        new("again: many headers", (r, d) => r with { Headers = [.. r.Headers, .. Enumerable.Range(0, d.Between(20, 200)).Select(i => ($"X-A{i}", "1"))] }),
        new("again: a huge header", (r, d) => r.Plus("X-Big", new string('x', d.Between(4_000, 60_000)))),
    ];

    private static IFormatProvider Invariant => System.Globalization.CultureInfo.InvariantCulture;

    /// <summary>What can be wrong with any header that must be there once and say one thing.</summary>
    private static Mutation[] Header(string name) =>
    [
        new($"{name}: dropped", (r, _) => r.Header(name) is null ? null : r.Without(name)),
        new($"{name}: twice", (r, d) => r.Header(name) is { } v ? r.Plus(d.OneIn(2) ? name : name.ToLowerInvariant(), v) : null),
        new($"{name}: twice, differing", (r, d) => r.Header(name) is { } v ? r.Plus(name, Flip(v, d)) : null),
        new($"{name}: blank", (r, d) => Value(r, name, _ => d.Of((string[])["", " ", "\t", "   "]))),
        new($"{name}: one character", (r, d) => Value(r, name, s => Replace(s, d))),
        new($"{name}: cut", (r, d) => Value(r, name, s => s[..d.Below(s.Length)])),
        new($"{name}: longer", (r, d) => Value(r, name, s => s + (char)d.Between('0', '9'))),
        new($"{name}: huge", (r, d) => Value(r, name, s => string.Concat(Enumerable.Repeat(s, d.Between(20, 1000))))),
        new($"{name}: not ASCII", (r, d) => Value(r, name, s => s.Insert(d.Below(s.Length + 1), d.Of((string[])["\u00e9", "\u00c0\u00af", "\u00ff", "\u00e2\u0080\u008b"])))),
        new($"{name}: blank inside", (r, d) => Value(r, name, s => s.Length < 2 ? "1 2" : s.Insert(d.Between(1, s.Length - 1), d.Of((string[])[" ", "\t"])))),
        new($"{name}: junk", (r, d) => Value(r, name, _ => d.Of(Junk))),
        new($"{name}: name misspelt", (r, d) => r.Header(name) is { } v ? r.Without(name).Plus(d.Of((string[])[name.Replace('-', '_'), name[2..], name + "s", "X" + name]), v) : null),
        new($"{name}: blank before the colon", (r, _) => r.Header(name) is { } v ? r.Without(name).Plus(name + " ", v) : null),
    ];

    private static RawRequest? Value(RawRequest r, string name, Func<string, string> change) =>
        r.Header(name) is { } old && change(old) is var value && value != old ? r.With(name, value) : null;

    private static RawRequest Path(RawRequest r, Func<string, string> change)
    {
        var parts = r.Target.Split('?', 2);
        return r with { Target = change(parts[0]) + (parts.Length > 1 ? "?" + parts[1] : "") };
    }

    private static RawRequest? Body(RawRequest r, Func<byte[], byte[]> change) =>
        r.Body.Length > 0 && change([.. r.Body]) is var body && !body.AsSpan().SequenceEqual(r.Body) ? r with { Body = body } : null;

    private static RawRequest? Text(RawRequest r, Func<string, string> change) => Body(r, b => Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(b))));

    private static RawRequest? Given(RawRequest r, byte[] bytes, params IEnumerable<(string, string)> headers) =>
        r.Body.Length == 0 ? null : r with { Body = bytes, Framing = Framing.AsGiven, Headers = [.. r.Headers, .. headers] };

    private static byte[] Chunks(byte[] body) => [.. Encoding.ASCII.GetBytes($"{body.Length:x}\r\n"), .. body, .. "\r\n0\r\n\r\n"u8];

    private static string Text(long number) => number.ToString(Invariant);

    private static string Latin1(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    private static string Nest(int depth, Dice d) => d.OneIn(2) ? new string('[', depth) + new string(']', depth)
        : string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);

    private static string Insert(string path, Dice d, string[] what)
    {
        int[] slashes = [.. path.Select((c, i) => (c, i)).Where(p => p.c == '/').Select(p => p.i)];
        return path.Insert(d.Of(slashes), d.Of(what));
    }

    private static string Flip(string text, Dice d)
    {
        int[] letters = [.. text.Select((c, i) => (c, i)).Where(p => char.IsAsciiLetter(p.c)).Select(p => p.i)];
        return letters.Length == 0 ? text + "0" : d.Of(letters) is var at && char.IsLower(text[at]) ? Put(text, at, char.ToUpperInvariant(text[at])) : Put(text, at, char.ToLowerInvariant(text[at]));
    }

    private static string Upper(string text, Dice d)
    {
        int[] letters = [.. text.Select((c, i) => (c, i)).Where(p => char.IsAsciiLetterLower(p.c)).Select(p => p.i)];
        return letters.Length == 0 ? text + "a" : d.Of(letters) is var at ? Put(text, at, char.ToUpperInvariant(text[at])) : text;
    }

    private static string Replace(string text, Dice d)
    {
        var at = d.Below(text.Length);
        return Put(text, at, text[at] == '0' ? '1' : char.IsAsciiDigit(text[at]) ? (char)(text[at] - 1) : text[at] == 'a' ? 'b' : 'a');
    }

    private static string Encode(string path, Dice d)
    {
        var at = d.Between(1, path.Length - 1);
        return $"{path[..at]}%{(int)path[at]:x2}{path[(at + 1)..]}";
    }

    private static string Put(string text, int at, char c) => $"{text[..at]}{c}{text[(at + 1)..]}";
}
