using System.Globalization;
using System.Text;

namespace Weft.Hub.Platform.Sheets;

/// <summary>What a cell holds.</summary>
public enum CellKind : byte
{
    Empty,
    Text,

    /// <summary><see cref="Cell.Text"/> is the number's decimal text as the file has it.</summary>
    Number,

    /// <summary>As <see cref="Number"/>, with a format that shows a day or a time.</summary>
    Date,
    Flag,

    /// <summary><see cref="Cell.Text"/> says what is wrong: a formula's error, or one without a result.</summary>
    Wrong,
}

/// <summary>One cell. Numbers keep their text, so that nothing is rounded before someone says what they mean.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Text">Its text.</param>
/// <param name="Zeros">For a number: the least digits that its format shows (<c>00000</c>), so that leading zeros are kept.</param>
/// <param name="IsMerged">It repeats the first cell of a merged range.</param>
public readonly record struct Cell(CellKind Kind, string Text, byte Zeros = 0, bool IsMerged = false)
{
    public static readonly Cell Empty = new(CellKind.Empty, "");

    public bool IsEmpty => Kind == CellKind.Empty;
}

/// <summary>A row that has something in it.</summary>
/// <param name="Number">From 1, as the program shows it.</param>
/// <param name="Cells">By column from A; may be shorter than others.</param>
/// <param name="IsHidden">Hidden by hand or by a filter; read like every other.</param>
public sealed record SheetRow(int Number, IReadOnlyList<Cell> Cells, bool IsHidden = false)
{
    public Cell this[int column] => column < Cells.Count ? Cells[column] : Cell.Empty;
}

/// <summary>A sheet that can be seen, without its empty rows. A merged range has its value in every one of its cells.</summary>
/// <param name="Name">Its name; the file's for CSV.</param>
/// <param name="Rows">In order.</param>
/// <param name="Uses1904">Whether its days are counted from 1904 (old Macs).</param>
public sealed record SheetData(string Name, IReadOnlyList<SheetRow> Rows, bool Uses1904 = false);

/// <summary>The content of a spreadsheet file, or why it is none.</summary>
public sealed record SheetFile(IReadOnlyList<SheetData> Sheets, string? Problem = null)
{
    public static SheetFile Refused(string problem) => new([], problem);
}

/// <summary>How far a file may go. Whoever sends more is told so, and nothing of it is kept.</summary>
public sealed record SheetLimits
{
    public int MaxRows { get; init; } = 100_000;
    public int MaxColumns { get; init; } = 256;

    /// <summary>All sheets together.</summary>
    public int MaxCells { get; init; } = 2_000_000;

    /// <summary>Characters of all texts together.</summary>
    public int MaxCharacters { get; init; } = 32 * 1024 * 1024;

    /// <summary>One part of a workbook, unpacked: a hundred thousand rows are a fifth of it.</summary>
    public long MaxPartBytes { get; init; } = 256L * 1024 * 1024;
    public int MaxParts { get; init; } = 1000;

    public static readonly SheetLimits Default = new();
}

/// <summary>Addresses as people read them.</summary>
public static class CellAddress
{
    /// <summary>B7 for column 1, row 7.</summary>
    public static string Of(int column, int row) => ColumnName(column) + row.ToString(CultureInfo.InvariantCulture);

    public static string ColumnName(int column)
    {
        var name = new StringBuilder();
        for (var n = column + 1; n > 0; n = (n - 1) / 26)
        {
            name.Insert(0, (char)('A' + ((n - 1) % 26)));
        }
        return name.ToString();
    }

    /// <summary>Column (from 0) and row (from 1) of an address; null when it is none.</summary>
    public static (int Column, int Row)? Parse(ReadOnlySpan<char> address)
    {
        var (column, at) = (0, 0);
        for (; at < address.Length && at < 4 && char.IsAsciiLetterUpper(address[at]); at++)
        {
            column = (column * 26) + (address[at] - 'A' + 1);
        }
        return at > 0 && int.TryParse(address[at..], NumberStyles.None, CultureInfo.InvariantCulture, out var row) && row > 0 ? (column - 1, row) : null;
    }
}
