using Weft.Hub.Platform.Sheets;

namespace Weft.Hub.Modules.Production.Imports;

/// <summary>
/// The sheets as they were read, with a red ground where something is wrong and the reasons at the end of the row. Every cell keeps its address, so that it can be mended
/// here and sent again; the column of reasons is one that an import does not know, and leaves out.
/// </summary>
internal static class MarkedWorkbook
{
    public static async Task WriteAsync(IReadOnlyList<SheetData> sheets, IReadOnlyList<CellError> errors, Stream to, CancellationToken ct)
    {
        await using var writer = SheetWriter.Open("xlsx", to);
        var bySheet = errors.ToLookup(e => e.Sheet, StringComparer.Ordinal);
        foreach (var sheet in sheets)
        {
            await writer.BeginAsync(sheet.Name, ct);
            await WriteAsync(sheet, bySheet[sheet.Name], writer, ct);
        }
        await writer.EndAsync(ct);
    }

    private static async Task WriteAsync(SheetData sheet, IEnumerable<CellError> errors, SheetWriter writer, CancellationToken ct)
    {
        var byRow = errors.Select(e => (Place: CellAddress.Parse(e.Address) ?? (0, 1), Error: e)).ToLookup(e => e.Place.Row, e => (e.Place.Column, e.Error));
        var reasons = sheet.Rows.Max(r => r.Cells.Count);
        var next = 1;
        foreach (var row in sheet.Rows)
        {
            // An error may be in a row that is empty, such as the first.
            for (; next < row.Number; next++)
            {
                await writer.WriteAsync(Row(new SheetRow(next, []), byRow[next], reasons, sheet.Uses1904), ct);
            }
            await writer.WriteAsync(Row(row, byRow[row.Number], reasons, sheet.Uses1904), ct);
            next = row.Number + 1;
        }
    }

    private static List<WrittenCell> Row(SheetRow row, IEnumerable<(int Column, CellError Error)> errors, int reasons, bool uses1904)
    {
        var wrong = errors.ToList();
        List<WrittenCell> cells = [];
        var width = wrong.Count > 0 ? reasons : row.Cells.Count;
        for (var column = 0; column < width; column++)
        {
            cells.Add(new WrittenCell(Value(row[column], uses1904), wrong.Any(w => w.Column == column) ? CellLook.Marked : CellLook.Plain));
        }
        if (wrong.Count > 0)
        {
            cells.Add(new WrittenCell("错误：" + string.Join("；", wrong.Select(w => $"{w.Error.Address} {w.Error.Message}")), CellLook.Marked));
        }
        return cells;
    }

    /// <summary>The same to a reader and to the next import; what repeats a merged cell stays out of it.</summary>
    private static object? Value(Cell cell, bool uses1904) => cell.Kind switch
    {
        CellKind.Empty => null,
        CellKind.Date => CellValues.AsDay(cell, uses1904).Value is { } day ? day : cell.Text,
        CellKind.Number when cell is { Zeros: 0, IsMerged: false } => CellValues.AsNumber(cell).Value is { } number ? number : cell.Text,
        CellKind.Wrong => cell.Text,
        _ => CellValues.Shown(cell, uses1904),
    };
}
