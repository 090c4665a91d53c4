using System.Globalization;
using Weft.Hub.Platform.Sheets;

namespace Weft.Hub.Modules.Production.Imports;

/// <summary>Reads one row's fields by the titles of their columns; every error is kept with its cell.</summary>
internal sealed class RowFields(SheetTable table, SheetRow row)
{
    public List<CellError> Errors { get; } = [];

    public bool IsEmpty => row.Cells.All(c => c.IsEmpty || c.IsMerged);

    public void Fail(string title, string message) => Errors.Add(new CellError(table.Sheet.Name, Address(title), message));

    public string Address(string title) => CellAddress.Of(table.Column(title) ?? 0, row.Number);

    public string? Text(string title, int max, bool required = false)
    {
        if (!Find(title, required, out var cell))
        {
            return null;
        }
        var (text, problem) = CellValues.AsText(cell);
        problem ??= text is null ? null
            : text.Length > max ? $"“{title}”最多 {max} 个字符，实际 {text.Length} 个"
            : text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) ? $"“{title}”不能包含控制字符"
            : null;
        if (problem is null && text is null && required)
        {
            problem = $"“{title}”必填";
        }
        return Kept(title, text, problem);
    }

    /// <summary>One of the words; the value that goes with it.</summary>
    public T? Choice<T>(string title, params IReadOnlyList<(string Word, T Value)> choices) where T : struct
    {
        if (Text(title, 32) is not { } text)
        {
            return null;
        }
        foreach (var (word, value) in choices)
        {
            if (string.Equals(word, text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }
        Fail(title, $"“{text}”不是有效值，可选：{string.Join("、", choices.Select(c => c.Word))}");
        return null;
    }

    public int? Integer(string title, int min, int max, bool required = false) =>
        Number(title, 0, min, max, required) is { } number ? (int)number : null;

    public decimal? Number(string title, int decimals, decimal min = 0, decimal max = 999_999_999m, bool required = false)
    {
        if (!Find(title, required, out var cell))
        {
            return null;
        }
        var (number, problem) = CellValues.AsNumber(cell);
        if (problem is null && number is { } value && (value < min || value > max || decimal.Round(value, decimals) != value))
        {
            problem = decimals == 0
                ? string.Create(CultureInfo.InvariantCulture, $"“{title}”必须为 {min} 到 {max} 的整数，实际 {value}")
                : string.Create(CultureInfo.InvariantCulture, $"“{title}”必须为 {min} 到 {max}，最多 {decimals} 位小数，实际 {value}");
        }
        if (problem is null && number is null && required)
        {
            problem = $"“{title}”必填";
        }
        return Kept(title, number, problem);
    }

    public DateOnly? Date(string title)
    {
        if (!Find(title, required: false, out var cell))
        {
            return null;
        }
        var (day, problem) = CellValues.AsDay(cell, table.Sheet.Uses1904);
        if (problem is null && day is { Year: < 2000 or > 2100 } wrong)
        {
            problem = $"日期 {wrong:yyyy-MM-dd} 不合理，应在 2000 到 2100 年之间";
        }
        return Kept(title, day, problem);
    }

    private T? Kept<T>(string title, T? value, string? problem)
    {
        if (problem is null)
        {
            return value;
        }
        Fail(title, problem);
        return default;
    }

    private bool Find(string title, bool required, out Cell cell)
    {
        cell = table.Column(title) is { } column ? row[column] : Cell.Empty;
        if (cell.IsEmpty && required)
        {
            Fail(title, $"“{title}”必填");
        }
        return !cell.IsEmpty;
    }
}
