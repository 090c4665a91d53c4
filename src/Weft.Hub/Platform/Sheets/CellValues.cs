using System.Globalization;

namespace Weft.Hub.Platform.Sheets;

/// <summary>What a cell means to a field: exactly, or not at all. Each gives the value, or the sentence that says what to do.</summary>
public static class CellValues
{
    private const int ExactDigits = 15; // what a double holds for certain, and what spreadsheet programs keep

    private static readonly string[] DayFormats = ["yyyy-MM-dd", "yyyy-M-d", "yyyy/M/d", "yyyy/MM/dd", "yyyy.M.d", "yyyy年M月d日", "yyyyMMdd"];

    /// <summary>The text that the cell shows, with its leading zeros.</summary>
    public static (string? Value, string? Problem) AsText(Cell cell)
    {
        switch (cell.Kind)
        {
            case CellKind.Empty:
                return (null, null);
            case CellKind.Text:
                var text = cell.Text.Trim();
                return (text.Length == 0 ? null : text, null);
            case CellKind.Flag:
                return (cell.Text, null);
            case CellKind.Date:
                return (null, "单元格是日期，这里应为文本；请把单元格格式设为“文本”后重新输入");
            case CellKind.Wrong:
                return (null, cell.Text);
        }
        if (Exact(cell.Text) is not { } number)
        {
            return (null, TooLong(cell.Text));
        }
        return (number == decimal.Truncate(number) && number >= 0
            ? number.ToString("0", CultureInfo.InvariantCulture).PadLeft(cell.Zeros, '0')
            : number.ToString("0.############################", CultureInfo.InvariantCulture), null);
    }

    /// <summary>A number; also one that stands in the cell as text, written plainly.</summary>
    public static (decimal? Value, string? Problem) AsNumber(Cell cell) => cell.Kind switch
    {
        CellKind.Empty => (null, null),
        // A name may hold for several rows; a quantity that did would be counted several times.
        _ when cell.IsMerged => (null, "数字所在的单元格是合并单元格；请取消合并并填写每一行的数字"),
        CellKind.Number => Exact(cell.Text) is { } number ? (number, null) : (null, TooLong(cell.Text)),
        CellKind.Text when cell.Text.Trim().Length == 0 => (null, null),
        CellKind.Text => decimal.TryParse(cell.Text.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var written)
            ? (written, null)
            : (null, $"“{cell.Text.Trim()}”不是数字"),
        CellKind.Date => (null, "单元格是日期，这里应为数字"),
        CellKind.Wrong => (null, cell.Text),
        _ => (null, $"“{cell.Text}”不是数字"),
    };

    /// <summary>A day: a cell with a date format, or text such as 2026-03-01.</summary>
    public static (DateOnly? Value, string? Problem) AsDay(Cell cell, bool uses1904)
    {
        switch (cell.Kind)
        {
            case CellKind.Empty:
                return (null, null);
            case CellKind.Date:
                return Day(cell.Text, uses1904) is { } day ? (day, null) : (null, $"日期序号 {cell.Text} 超出范围");
            case CellKind.Text when cell.Text.Trim() is var text:
                return text.Length == 0 ? (null, null)
                    : DateOnly.TryParseExact(text, DayFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var written) ? (written, null)
                    : (null, $"“{text}”不是日期，应如 2026-03-01");
            case CellKind.Wrong:
                return (null, cell.Text);
            default:
                return (null, $"“{cell.Text}”不是日期；请把单元格格式设为日期，或输入 2026-03-01 这样的文本");
        }
    }

    /// <summary>What a person would read in the cell, for showing it again; never for storing.</summary>
    public static string Shown(Cell cell, bool uses1904) => cell.Kind switch
    {
        CellKind.Date => Day(cell.Text, uses1904)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? cell.Text,
        CellKind.Number => AsText(cell).Value ?? cell.Text,
        _ => cell.Text,
    };

    /// <summary>
    /// The number of a file's text. Programs write the double behind it with up to 17 digits (1.1 as 1.1000000000000001): 15 of them are what was entered. A whole
    /// number of more than 15 digits is not what was entered any more, and null.
    /// </summary>
    private static decimal? Exact(string text)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value) || Math.Abs(value) >= 1e15)
        {
            return null;
        }
        return IsPlain(text) ? decimal.Parse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) : new decimal(value);
    }

    private static string TooLong(string number) => $"数字 {number} 超过 15 位，表格软件已不能准确保存；请把单元格格式设为“文本”后重新输入";

    private static bool IsPlain(string text) => text.Count(char.IsAsciiDigit) <= ExactDigits && !text.AsSpan().ContainsAny('e', 'E');

    /// <summary>Day 1 is 1900-01-01, and day 60 the 29th of a February that never was; the other count begins with 1904-01-01 as day 0.</summary>
    private static DateOnly? Day(string serial, bool uses1904)
    {
        if (!double.TryParse(serial, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || value < 0 || value >= 2_958_466 || (!uses1904 && value is < 1 or (>= 60 and < 61)))
        {
            return null;
        }
        var days = (int)value;
        return uses1904 ? (days > 2_957_003 ? null : new DateOnly(1904, 1, 1).AddDays(days))
            : new DateOnly(1899, 12, days < 60 ? 31 : 30).AddDays(days);
    }
}
