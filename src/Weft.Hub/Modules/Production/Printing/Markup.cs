using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Weft.Hub.Modules.Production.Printing;

/// <summary>A piece of a page. What is put into <see cref="Of"/> is written encoded, so that a name is never markup; only another piece goes in as it is.</summary>
internal sealed class Markup
{
    public static readonly Markup Nothing = new("");

    private Markup(string text) => Text = text;

    public string Text { get; }

    public static Markup Of(Html html) => new(html.ToString());

    /// <summary>Nothing when it does not apply.</summary>
    public static Markup When(bool applies, Func<Markup> make) => applies ? make() : Nothing;
}

/// <summary>Makes a <see cref="Markup"/> of an interpolated string: the literal parts are ours, the rest is encoded.</summary>
[InterpolatedStringHandler]
internal readonly struct Html
{
    /// <summary>Chinese stays readable in the source; what means something to a browser does not stay.</summary>
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder text;

    public Html(int literalLength, int formattedCount) => text = new StringBuilder(literalLength + (formattedCount * 16));

    public void AppendLiteral(string literal) => text.Append(literal);

    public void AppendFormatted(Markup? part) => text.Append(part?.Text);

    public void AppendFormatted(IEnumerable<Markup> parts)
    {
        foreach (var part in parts)
        {
            text.Append(part.Text);
        }
    }

    public void AppendFormatted(string? value) => text.Append(Encoder.Encode(value ?? ""));

    public void AppendFormatted(int value) => text.Append(value.ToString(CultureInfo.InvariantCulture));

    public void AppendFormatted(decimal value) => text.Append(value.ToString("0.####", CultureInfo.InvariantCulture));

    public void AppendFormatted(decimal? value) => text.Append(value?.ToString("0.####", CultureInfo.InvariantCulture));

    public void AppendFormatted(DateOnly? value) => text.Append(value?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    public void AppendFormatted(DateTimeOffset value) => text.Append(value.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));

    public override string ToString() => text.ToString();
}
