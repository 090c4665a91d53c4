using System.Globalization;
using System.Xml;

namespace Weft.Hub.Platform.Sheets;

/// <summary>One sheet's part, read row by row; merged ranges, which the part names at its end, are filled afterwards.</summary>
internal sealed class XlsxSheet(XmlReader xml, List<string> texts, CellFormats formats, CellBudget budget, SheetLimits limits)
{
    private readonly List<SheetRow> rows = [];
    private readonly List<((int Column, int Row) From, (int Column, int Row) To)> merged = [];

    public IReadOnlyList<SheetRow> Read()
    {
        var next = 1;
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "row" })
            {
                next = ReadRow(next) + 1;
            }
            else if (xml is { NodeType: XmlNodeType.Element, LocalName: "mergeCell" } && merged.Count < 100_000 && Range(xml.GetAttribute("ref")) is { } range)
            {
                merged.Add(range);
            }
        }
        return Filled();
    }

    /// <summary>The row's number; it and the cells' addresses may be left out, and follow from what came before then.</summary>
    private int ReadRow(int number)
    {
        if (int.TryParse(xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given > 0)
        {
            number = given;
        }
        var hidden = xml.GetAttribute("hidden") is "1" or "true";
        List<Cell> cells = [];
        if (!xml.IsEmptyElement)
        {
            var depth = xml.Depth;
            while (xml.Read() && xml.Depth > depth)
            {
                if (xml is { NodeType: XmlNodeType.Element, LocalName: "c" })
                {
                    ReadCell(cells);
                }
            }
        }
        while (cells.Count > 0 && cells[^1].IsEmpty)
        {
            cells.RemoveAt(cells.Count - 1);
        }
        if (cells.Count > 0)
        {
            if (rows.Count >= limits.MaxRows)
            {
                throw new TooMuchException($"行数过多，最多 {limits.MaxRows} 行，请拆分文件");
            }
            rows.Add(new SheetRow(number, cells, hidden));
        }
        return number;
    }

    private void ReadCell(List<Cell> cells)
    {
        var column = CellAddress.Parse(xml.GetAttribute("r"))?.Column ?? cells.Count;
        var (type, style) = (xml.GetAttribute("t"), xml.GetAttribute("s"));
        var cell = Content(type, style);
        if (cell.IsEmpty)
        {
            return;
        }
        if (column >= limits.MaxColumns)
        {
            throw new TooMuchException($"列数过多，最多 {limits.MaxColumns} 列");
        }
        budget.TakeCell();
        while (cells.Count < column)
        {
            cells.Add(Cell.Empty);
        }
        if (cells.Count == column)
        {
            cells.Add(cell);
        }
    }

    private Cell Content(string? type, string? style)
    {
        if (xml.IsEmptyElement)
        {
            return Cell.Empty;
        }
        var depth = xml.Depth;
        var (value, inline, isFormula) = ((string?)null, (string?)null, false);
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }
            switch (xml.LocalName)
            {
                case "v":
                    value = XlsxValue();
                    break;
                case "is":
                    inline = XlsxText.Read(xml, budget);
                    break;
                case "f":
                    isFormula = true;
                    break;
            }
        }
        return type switch
        {
            "inlineStr" => Text(inline),
            "s" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < texts.Count ? Text(texts[at]) : Cell.Empty,
            "str" => Text(value is null ? null : XlsxText.Unescaped(value)),
            "b" => value is null ? Cell.Empty : new Cell(CellKind.Flag, value == "1" ? "TRUE" : "FALSE"),
            "e" => new Cell(CellKind.Wrong, $"单元格是错误值 {value}"),
            _ when string.IsNullOrEmpty(value) => isFormula ? new Cell(CellKind.Wrong, "公式没有计算结果；请在表格软件中打开并保存，或改为填写值") : Cell.Empty,
            "d" => Text(value.Length >= 10 ? value[..10] : value),
            _ => Number(value, style),
        };
    }

    private string XlsxValue()
    {
        if (xml.IsEmptyElement)
        {
            return "";
        }
        var (depth, value) = (xml.Depth, "");
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
            {
                budget.TakeText(xml.Value.Length);
                value += xml.Value;
            }
        }
        return value;
    }

    private static Cell Text(string? text) => string.IsNullOrEmpty(text) ? Cell.Empty : new Cell(CellKind.Text, text);

    private Cell Number(string value, string? style)
    {
        var (isDate, zeros) = formats.Of(style);
        return new Cell(isDate ? CellKind.Date : CellKind.Number, value.Trim(), zeros);
    }

    /// <summary>Only rows that have something get a merged value: a range over a thousand empty rows makes none.</summary>
    private List<SheetRow> Filled()
    {
        if (merged.Count == 0)
        {
            return rows;
        }
        var byNumber = new Dictionary<int, int>(rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            byNumber.TryAdd(rows[i].Number, i);
        }
        foreach (var (from, to) in merged)
        {
            if (!byNumber.TryGetValue(from.Row, out var first) || rows[first][from.Column] is not { IsEmpty: false } value)
            {
                continue;
            }
            for (var i = first; i < rows.Count && rows[i].Number <= to.Row; i++)
            {
                rows[i] = With(rows[i], from.Column, Math.Min(to.Column, limits.MaxColumns - 1), value);
            }
        }
        return rows;
    }

    private SheetRow With(SheetRow row, int from, int to, Cell value)
    {
        List<Cell> cells = [.. row.Cells];
        for (var column = from; column <= to; column++)
        {
            budget.TakeCell();
            while (cells.Count <= column)
            {
                cells.Add(Cell.Empty);
            }
            cells[column] = cells[column].IsEmpty ? value with { IsMerged = true } : cells[column];
        }
        return row with { Cells = cells };
    }

    private static ((int, int), (int, int))? Range(string? reference)
    {
        var colon = reference?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        return colon > 0 && CellAddress.Parse(reference.AsSpan(0, colon)) is { } from && CellAddress.Parse(reference.AsSpan(colon + 1)) is { } to ? (from, to) : null;
    }
}
