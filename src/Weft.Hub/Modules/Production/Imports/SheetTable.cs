using Weft.Hub.Platform.Sheets;

namespace Weft.Hub.Modules.Production.Imports;

/// <summary>What is wrong in one cell.</summary>
/// <param name="Sheet">The sheet's name.</param>
/// <param name="Address">As the program shows it: <c>B7</c>.</param>
/// <param name="Message">What is wrong, and what would be right.</param>
internal sealed record CellError(string Sheet, string Address, string Message);

/// <summary>A column that an import knows: its title, other titles for it, and whether it must be there.</summary>
internal sealed record ImportColumn(string Title, bool Required = false, params IReadOnlyList<string> Aliases);

/// <summary>A sheet with titles over its columns. The titles are looked for in the first rows, so that a heading above them does no harm.</summary>
internal sealed class SheetTable
{
    private const int HeadRows = 20;

    private readonly Dictionary<string, int> columns = new(StringComparer.Ordinal);

    private SheetTable(SheetData sheet) => Sheet = sheet;

    public SheetData Sheet { get; }
    public List<string> Warnings { get; } = [];

    /// <summary>The rows below the titles.</summary>
    public IEnumerable<SheetRow> Rows { get; private set; } = [];

    /// <summary>The sheet as a table, or the errors that keep it from being one.</summary>
    public static (SheetTable? Table, IReadOnlyList<CellError> Errors) Find(SheetData sheet, IReadOnlyList<ImportColumn> known)
    {
        var best = -1;
        var most = 0;
        for (var i = 0; i < Math.Min(sheet.Rows.Count, HeadRows); i++)
        {
            if (sheet.Rows[i].Cells.Where(c => !c.IsMerged).Count(c => Of(c, known) is not null) is var hits && hits > most)
            {
                (best, most) = (i, hits);
            }
        }
        if (best < 0)
        {
            return (null, [new CellError(sheet.Name, "A1", $"找不到标题行；应有列：{string.Join("、", known.Where(c => c.Required).Select(c => c.Title))}")]);
        }
        var table = new SheetTable(sheet) { Rows = sheet.Rows.Skip(best + 1) };
        var errors = table.ReadTitles(sheet.Rows[best], known);
        return (errors.Count == 0 ? table : null, errors);
    }

    public int? Column(string title) => columns.TryGetValue(title, out var column) ? column : null;

    private List<CellError> ReadTitles(SheetRow titles, IReadOnlyList<ImportColumn> known)
    {
        List<CellError> errors = [];
        for (var i = 0; i < titles.Cells.Count; i++)
        {
            if (titles[i].IsEmpty || titles[i].IsMerged)
            {
                continue;
            }
            if (Of(titles[i], known) is not { } column)
            {
                Warnings.Add($"列 {CellAddress.ColumnName(i)}“{titles[i].Text.Trim()}”不是已知的列，未导入");
            }
            else if (!columns.TryAdd(column.Title, i))
            {
                errors.Add(new CellError(Sheet.Name, CellAddress.Of(i, titles.Number), $"列“{column.Title}”重复，请只保留一列"));
            }
        }
        foreach (var missing in known.Where(c => c.Required && !columns.ContainsKey(c.Title)))
        {
            errors.Add(new CellError(Sheet.Name, CellAddress.Of(0, titles.Number), $"缺少列“{missing.Title}”"));
        }
        return errors;
    }

    private static ImportColumn? Of(Cell cell, IReadOnlyList<ImportColumn> known)
    {
        if (cell.Kind != CellKind.Text)
        {
            return null;
        }
        var text = cell.Text.Trim().TrimEnd('*', '＊', ' ', ':', '：').Replace(" ", "", StringComparison.Ordinal);
        return known.FirstOrDefault(c => c.Title == text || c.Aliases.Contains(text, StringComparer.OrdinalIgnoreCase));
    }
}
