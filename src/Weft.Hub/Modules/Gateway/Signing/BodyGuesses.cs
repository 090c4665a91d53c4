using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace Weft.Hub.Modules.Gateway.Signing;

/// <summary>Bytes that may have been signed in place of the body that came.</summary>
internal sealed class BodyGuess(Mistake? mistake, bool common, ReadOnlyMemory<byte> bytes)
{
    private byte[]? _hash;

    /// <summary>Null for the body as received.</summary>
    public Mistake? Mistake { get; } = mistake;

    public bool Common { get; } = common;

    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    /// <summary>What a MAC over this form costs: bytes that go through a hash.</summary>
    public int CostOf(BodyAs form) => form switch
    {
        BodyAs.Raw => Bytes.Length,
        BodyAs.Base64 => 2 * Bytes.Length,
        _ => _hash is null ? Bytes.Length : 0,
    };

    public ReadOnlyMemory<byte> As(BodyAs form) => form switch
    {
        BodyAs.Raw => Bytes,
        BodyAs.Base64 => Encoding.ASCII.GetBytes(Convert.ToBase64String(Bytes.Span)),
        BodyAs.HashHex => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Hash())),
        BodyAs.HashUpperHex => Encoding.ASCII.GetBytes(Convert.ToHexString(Hash())),
        BodyAs.HashBase64 => Encoding.ASCII.GetBytes(Convert.ToBase64String(Hash())),
        _ => throw new ArgumentOutOfRangeException(nameof(form)),
    };

    private byte[] Hash() => _hash ??= SHA256.HashData(Bytes.Span);
}

/// <summary>Makes the guesses one after the other and only as far as they are asked for, the likely ones first. Equal bytes are guessed once.</summary>
internal sealed class BodyGuesses : IDisposable
{
    private static readonly byte[] Utf8Mark = [0xEF, 0xBB, 0xBF];

    private readonly List<BodyGuess> _made = [];
    private readonly IEnumerator<BodyGuess> _more;
    private readonly SignatureAttempt _attempt;
    private readonly Effort _effort;

    public BodyGuesses(SignatureAttempt attempt, Effort effort)
    {
        _attempt = attempt;
        _effort = effort;
        _more = All().GetEnumerator();
        _more.MoveNext();
        _made.Add(_more.Current);
    }

    public BodyGuess AsReceived => _made[0];

    /// <summary>All but the body as received.</summary>
    public IEnumerable<BodyGuess> Others()
    {
        for (var i = 1; ; i++)
        {
            while (i >= _made.Count)
            {
                if (!_more.MoveNext())
                {
                    yield break;
                }

                var next = _more.Current;
                if (!_made.Exists(made => made.Bytes.Span.SequenceEqual(next.Bytes.Span)))
                {
                    _made.Add(next);
                }
            }

            yield return _made[i];
        }
    }

    public void Dispose() => _more.Dispose();

    private IEnumerable<BodyGuess> All()
    {
        var body = _attempt.Body;
        yield return new(null, true, body);
        if (body.IsEmpty)
        {
            foreach (var text in (string[])["{}", "null", "[]", "\"\"", "?" + _attempt.RawQuery, _attempt.RawQuery])
            {
                yield return new(Mistakes.BodyNotSent.With(text, text), text == "{}", Encoding.UTF8.GetBytes(text));
            }

            yield break;
        }

        yield return new(Mistakes.EmptyBodySigned, true, default);
        if (body.Length > SignatureDoctor.GuessedBodyBytes)
        {
            yield break;
        }

        foreach (var guess in Ends(body).Concat(JsonGuesses.Of(body, _effort)).Concat(Encodings(body)))
        {
            yield return guess;
        }
    }

    private static IEnumerable<BodyGuess> Ends(ReadOnlyMemory<byte> body)
    {
        var lineEnd = body.Span.EndsWith("\r\n"u8) ? 2 : body.Span.EndsWith("\n"u8) ? 1 : 0;
        if (lineEnd > 0)
        {
            yield return new(Mistakes.TrailingNewline.With("没有结尾的换行", "has no line end"), true, body[..^lineEnd]);
        }

        yield return new(Mistakes.TrailingNewline.With("多了换行符", "has a line feed more"), true, (byte[])[.. body.Span, (byte)'\n']);
        yield return new(Mistakes.TrailingNewline.With("多了回车换行", "has a CR LF more"), false, (byte[])[.. body.Span, (byte)'\r', (byte)'\n']);
        yield return body.Span.StartsWith(Utf8Mark)
            ? new(Mistakes.ByteOrderMark.With("没有 BOM", "has no byte order mark"), true, body[Utf8Mark.Length..])
            : new(Mistakes.ByteOrderMark.With("多了 BOM", "has a byte order mark"), true, (byte[])[.. Utf8Mark, .. body.Span]);
        yield return new(Mistakes.SurroundingWhitespace, false, body.Trim(" \t\r\n"u8));

        if (body.Span.Contains((byte)'\n'))
        {
            var text = Encoding.Latin1.GetString(body.Span);
            var lf = text.ReplaceLineEndings("\n");
            yield return new(Mistakes.LineEndings.With("LF", "LF"), false, Encoding.Latin1.GetBytes(lf));
            yield return new(Mistakes.LineEndings.With("CRLF", "CR LF"), false, Encoding.Latin1.GetBytes(lf.Replace("\n", "\r\n", StringComparison.Ordinal)));
        }
    }

    private static IEnumerable<BodyGuess> Encodings(ReadOnlyMemory<byte> body)
    {
        var gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
        if (Decoded(body.Span) is not { } text)
        {
            // Sent in the encoding of a Chinese Windows, signed as UTF-8.
            yield return new(Mistakes.OtherEncoding.With(" UTF-8", "UTF-8"), true, Encoding.UTF8.GetBytes(gb18030.GetString(body.Span)));
            yield break;
        }

        yield return Encoded(CodePagesEncodingProvider.Instance.GetEncoding("GBK")!, "GBK", true);
        yield return Encoded(gb18030, "GB18030", false);
        yield return Encoded(Encoding.Unicode, "UTF-16LE", false);
        yield return Encoded(Encoding.BigEndianUnicode, "UTF-16BE", false);
        yield return Marked(Encoding.Unicode, "UTF-16LE");
        yield return Marked(Encoding.BigEndianUnicode, "UTF-16BE");
        // Java writes a question mark for what the encoding does not have.
        yield return Encoded(Encoding.GetEncoding("iso-8859-1", new EncoderReplacementFallback("?"), DecoderFallback.ReplacementFallback), "ISO-8859-1", false);

        BodyGuess Encoded(Encoding encoding, string name, bool common) =>
            new(Mistakes.OtherEncoding.With(name, name), common, encoding.GetBytes(text));

        BodyGuess Marked(Encoding encoding, string name) =>
            new(Mistakes.OtherEncoding.With($"{name}（带 BOM）", $"{name} with a byte order mark"), false,
                (byte[])[.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);
    }

    private static string? Decoded(ReadOnlySpan<byte> body) => Utf8.IsValid(body) ? Encoding.UTF8.GetString(body) : null;
}
