using System.Buffers;
using System.Globalization;
using System.Text;

namespace Weft.Hub.Platform.Sheets;

/// <summary>CSV as spreadsheet programs of this country open it: UTF-8 with its mark, CRLF (RFC 4180).</summary>
internal sealed class CsvWriter(Stream to) : SheetWriter
{
    private const int FlushChars = 16 * 1024;

    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create("\",\r\n;\t");

    private readonly StringBuilder buffer = new("\uFEFF");

    public override string ContentType => "text/csv; charset=utf-8";

    public override Task BeginAsync(string sheet, CancellationToken ct) => Task.CompletedTask;

    public override async Task WriteAsync(IReadOnlyList<WrittenCell> cells, CancellationToken ct)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            if (i > 0)
            {
                buffer.Append(',');
            }
            Append(Text(cells[i].Value));
        }
        buffer.Append("\r\n");
        if (buffer.Length >= FlushChars)
        {
            await FlushAsync(ct);
        }
    }

    public override Task EndAsync(CancellationToken ct) => FlushAsync(ct);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>What a spreadsheet program would take for a formula or a command when it opens the file; full-width signs as well.</summary>
    public static bool LooksLikeFormula(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠';

    private static string Text(object? value) => value switch
    {
        null => "",
        // An apostrophe makes it text for every program; numbers of ours may begin with a minus.
        string text => LooksLikeFormula(text) ? "'" + text : text,
        decimal number => number.ToString("0.####", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        bool flag => flag ? "是" : "否",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"A {value.GetType().Name} is no cell.", nameof(value)),
    };

    private void Append(string text)
    {
        if (!text.AsSpan().ContainsAny(NeedQuotes))
        {
            buffer.Append(text);
            return;
        }
        buffer.Append('"').Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }

    private async Task FlushAsync(CancellationToken ct)
    {
        await to.WriteAsync(Encoding.UTF8.GetBytes(buffer.ToString()), ct);
        buffer.Clear();
    }
}
