using System.Text;

namespace Weft.Hub.Platform.Sheets;

/// <summary>
/// Reads CSV (RFC 4180) in the encodings that are met: UTF-8 with or without its mark, UTF-16 with one, and GB18030, which Chinese spreadsheet programs write. Every
/// cell is text. What spreadsheet programs put around text is taken off: <c>="007"</c>, and the apostrophe before a text that looks like a formula.
/// </summary>
internal sealed class CsvReader
{
    private static readonly char[] Separators = [',', ';', '\t'];

    private readonly string text;
    private readonly SheetLimits limits;
    private readonly char separator;
    private int at;

    private CsvReader(string text, SheetLimits limits)
    {
        (this.text, this.limits) = (text, limits);
        var head = text.AsSpan(0, Math.Min(text.Length, 4096));
        var line = head.IndexOfAny('\r', '\n') is > 0 and var end ? head[..end] : head;
        separator = ',';
        var most = 0;
        foreach (var candidate in Separators)
        {
            if (line.Count(candidate) is var count && count > most)
            {
                (separator, most) = (candidate, count);
            }
        }
    }

    public static SheetFile Read(ReadOnlyMemory<byte> file, string name, SheetLimits limits)
    {
        if (Decode(file.Span) is not { } text)
        {
            return SheetFile.Refused("文字编码无法识别；请另存为“CSV UTF-8”或 .xlsx");
        }
        if (text.Contains('\0'))
        {
            return SheetFile.Refused("文件不是 CSV 文本");
        }
        try
        {
            return new SheetFile([new SheetData(name, new CsvReader(text, limits).Rows())]);
        }
        catch (TooMuchException tooMuch)
        {
            return SheetFile.Refused(tooMuch.Message);
        }
    }

    /// <summary>UTF-8 is told from GB18030 by being well-formed: Chinese in GB18030 practically never is.</summary>
    private static string? Decode(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith(Encoding.UTF8.Preamble))
        {
            return Strict(Encoding.UTF8, file[3..]);
        }
        if (file.StartsWith(Encoding.Unicode.Preamble) || file.StartsWith(Encoding.BigEndianUnicode.Preamble))
        {
            return Strict(file[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode, file[2..]);
        }
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Strict(Encoding.UTF8, file) ?? Strict(Encoding.GetEncoding("GB18030"), file);
    }

    private static string? Strict(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private List<SheetRow> Rows()
    {
        List<SheetRow> rows = [];
        var budget = new CellBudget(limits);
        for (var number = 1; at < text.Length; number++)
        {
            var line = number;
            var cells = Row(budget);
            if (cells.Count == 0)
            {
                continue;
            }
            if (rows.Count >= limits.MaxRows)
            {
                throw new TooMuchException($"行数过多，最多 {limits.MaxRows} 行，请拆分文件");
            }
            rows.Add(new SheetRow(line, cells));
        }
        return rows;
    }

    private List<Cell> Row(CellBudget budget)
    {
        List<Cell> cells = [];
        while (true)
        {
            var value = Field();
            budget.TakeCell();
            cells.Add(value.Length == 0 ? Cell.Empty : new Cell(CellKind.Text, value));
            if (cells.Count > limits.MaxColumns)
            {
                throw new TooMuchException($"列数过多，最多 {limits.MaxColumns} 列");
            }
            if (at < text.Length && text[at] == separator)
            {
                at++;
                continue;
            }
            if (at < text.Length && text[at] == '\r')
            {
                at++;
            }
            if (at < text.Length && text[at] == '\n')
            {
                at++;
            }
            break;
        }
        while (cells.Count > 0 && cells[^1].IsEmpty)
        {
            cells.RemoveAt(cells.Count - 1);
        }
        return cells;
    }

    private string Field()
    {
        var marked = at + 1 < text.Length && text[at] == '=' && text[at + 1] == '"';
        at += marked ? 1 : 0;
        if (at < text.Length && text[at] == '"')
        {
            return Plain(Quoted());
        }
        var end = text.AsSpan(at).IndexOfAny(separator, '\r', '\n');
        var value = end < 0 ? text[at..] : text.Substring(at, end);
        at += value.Length;
        return Plain(value);
    }

    private string Quoted()
    {
        var value = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] != '"')
            {
                value.Append(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] == '"')
            {
                value.Append('"');
                at++;
            }
            else
            {
                at++;
                break;
            }
        }
        // What stands between the closing quote and the separator belongs to the field.
        var end = text.AsSpan(at).IndexOfAny(separator, '\r', '\n');
        var rest = end < 0 ? text[at..] : text.Substring(at, end);
        at += rest.Length;
        return value.Append(rest).ToString();
    }

    private static string Plain(string value)
    {
        if (value.Length > 3 && value.StartsWith("=\"", StringComparison.Ordinal) && value.EndsWith('"'))
        {
            return value[2..^1];
        }
        return value.Length > 1 && value[0] == '\'' && CsvWriter.LooksLikeFormula(value[1..]) ? value[1..] : value;
    }
}
