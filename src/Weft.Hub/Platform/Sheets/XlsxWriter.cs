using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Weft.Hub.Platform.Sheets;

/// <summary>
/// Writes an .xlsx workbook in one pass (ECMA-376 part 1, 18): each sheet while its rows come, then the parts that name the sheets. Texts stand in their cells, so that
/// nothing has to be remembered; a sheet that is full goes on in the next.
/// </summary>
internal sealed class XlsxWriter : SheetWriter
{
    private const int MaxSheetRows = 1_000_000; // programs take 1,048,576
    private const int MaxCellChars = 32_767;
    private const int FlushChars = 16 * 1024;

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Head = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""";

    // Formats of cells: 0 plain, 1 header, 2 marked, 3 day, 4 moment.
    private const string Styles = Head + $"""
        <styleSheet xmlns="{Main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="165" formatCode="yyyy\-mm\-dd\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFC7CE"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf/><xf fontId="1" applyFont="1"/><xf fillId="2" applyFill="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/></cellXfs></styleSheet>
        """;

    private readonly StagedStream stage;
    private readonly ZipArchive archive;
    private readonly StringBuilder buffer = new();
    private readonly List<string> sheets = [];
    private Stream? sheet;
    private int row;
    private string name = "";
    private IReadOnlyList<WrittenCell> header = [];

    public XlsxWriter(Stream to)
    {
        stage = new StagedStream(to);
        archive = new ZipArchive(stage, ZipArchiveMode.Create, leaveOpen: true);
    }

    public override string ContentType => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public override async Task BeginAsync(string sheet, CancellationToken ct)
    {
        (name, header) = (sheet, []);
        await OpenSheetAsync(sheet, ct);
    }

    public override async Task WriteAsync(IReadOnlyList<WrittenCell> cells, CancellationToken ct)
    {
        if (row == 0 && cells.Count > 0 && cells[0].Look == CellLook.Header)
        {
            header = cells;
        }
        if (row >= MaxSheetRows)
        {
            await OpenSheetAsync($"{name} ({sheets.Count + 1})", ct);
            if (header.Count > 0)
            {
                Append(header);
            }
        }
        Append(cells);
        if (buffer.Length >= FlushChars)
        {
            await FlushAsync(ct);
        }
    }

    public override async Task EndAsync(CancellationToken ct)
    {
        await CloseSheetAsync(ct);
        await PartAsync("xl/styles.xml", Styles, ct);
        await PartAsync("xl/workbook.xml", $"""{Head}<workbook xmlns="{Main}" xmlns:r="{Office}"><sheets>{Each(n =>
            $"""<sheet name="{Escaped(sheets[n - 1])}" sheetId="{n}" r:id="rId{n}"/>""")}</sheets></workbook>""", ct);
        await PartAsync("xl/_rels/workbook.xml.rels", $"""{Head}<Relationships xmlns="{Package}/relationships">{Each(n =>
            $"""<Relationship Id="rId{n}" Type="{Office}/worksheet" Target="worksheets/sheet{n}.xml"/>""")}<Relationship Id="rIdS" Type="{Office}/styles" Target="styles.xml"/></Relationships>""", ct);
        await PartAsync("_rels/.rels",
            $"""{Head}<Relationships xmlns="{Package}/relationships"><Relationship Id="rId1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/></Relationships>""", ct);
        const string Types = "application/vnd.openxmlformats-officedocument.spreadsheetml";
        await PartAsync("[Content_Types].xml", $"""{Head}<Types xmlns="{Package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{Types}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{Types}.styles+xml"/>{Each(n =>
            $"""<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{Types}.worksheet+xml"/>""")}</Types>""", ct);
        archive.Dispose();
        await stage.DrainAsync(ct);
    }

    public override async ValueTask DisposeAsync()
    {
        archive.Dispose();
        await stage.DisposeAsync();
    }

    private string Each(Func<int, string> part) => string.Concat(Enumerable.Range(1, sheets.Count).Select(part));

    private async Task OpenSheetAsync(string wanted, CancellationToken ct)
    {
        await CloseSheetAsync(ct);
        sheets.Add(SheetName(wanted));
        sheet = archive.CreateEntry($"xl/worksheets/sheet{sheets.Count}.xml", CompressionLevel.Fastest).Open();
        row = 0;
        // The first row stays when the others are scrolled.
        buffer.Append(Head).Append($"""<worksheet xmlns="{Main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultColWidth="16"/><sheetData>""");
    }

    private async Task CloseSheetAsync(CancellationToken ct)
    {
        if (sheet is null)
        {
            return;
        }
        buffer.Append("</sheetData></worksheet>");
        await FlushAsync(ct);
        await sheet.DisposeAsync();
        await stage.DrainAsync(ct);
        sheet = null;
    }

    private async Task FlushAsync(CancellationToken ct)
    {
        await sheet!.WriteAsync(Encoding.UTF8.GetBytes(buffer.ToString()), ct);
        buffer.Clear();
        await stage.DrainAsync(ct);
    }

    private async Task PartAsync(string path, string content, CancellationToken ct)
    {
        await using (var part = archive.CreateEntry(path, CompressionLevel.Fastest).Open())
        {
            await part.WriteAsync(Encoding.UTF8.GetBytes(content), ct);
        }
        await stage.DrainAsync(ct);
    }

    private void Append(IReadOnlyList<WrittenCell> cells)
    {
        row++;
        buffer.Append(CultureInfo.InvariantCulture, $"""<row r="{row}">""");
        for (var column = 0; column < cells.Count; column++)
        {
            Append(cells[column], column);
        }
        buffer.Append("</row>");
    }

    private void Append(WrittenCell cell, int column)
    {
        var look = (int)cell.Look;
        switch (cell.Value)
        {
            case null when look == 0:
                return;
            case null:
                Open(column, look).Append("/>");
                break;
            case string text:
                Open(column, look).Append(""" t="inlineStr"><is><t xml:space="preserve">""").Append(Escaped(text)).Append("</t></is></c>");
                break;
            case bool flag:
                Append(new WrittenCell(flag ? "是" : "否", cell.Look), column);
                break;
            case DateOnly day:
                Open(column, look == 0 ? 3 : look).Append(CultureInfo.InvariantCulture, $"><v>{Serial(day.ToDateTime(TimeOnly.MinValue))}</v></c>");
                break;
            case DateTimeOffset moment:
                Open(column, look == 0 ? 4 : look).Append(CultureInfo.InvariantCulture, $"><v>{Serial(moment.DateTime)}</v></c>");
                break;
            case IFormattable number:
                Open(column, look).Append("><v>").Append(number.ToString(number is decimal ? "0.####" : null, CultureInfo.InvariantCulture)).Append("</v></c>");
                break;
            default:
                throw new ArgumentException($"A {cell.Value.GetType().Name} is no cell.", nameof(cell));
        }
    }

    private StringBuilder Open(int column, int style) =>
        buffer.Append("<c r=\"").Append(CellAddress.Of(column, row)).Append('"').Append(style == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" s=\"{style}\""));

    private static string Serial(DateTime moment) => moment.ToOADate().ToString("0.##########", CultureInfo.InvariantCulture);

    /// <summary>At most 31 characters, and none that an address needs.</summary>
    private static string SheetName(string wanted)
    {
        var clean = new string([.. wanted.Select(c => "[]:*?/\\'".Contains(c, StringComparison.Ordinal) || char.IsControl(c) ? '_' : c)]);
        return clean.Length == 0 ? "Sheet" : clean.Length > 31 ? clean[..31] : clean;
    }

    /// <summary>What XML can not hold is written as the format's own escape; so is text that looks like one.</summary>
    private static string Escaped(string text)
    {
        text = text.Length > MaxCellChars ? text[..MaxCellChars] : text;
        StringBuilder? changed = null;
        for (var i = 0; i < text.Length; i++)
        {
            var replacement = text[i] switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '_' when i + 6 < text.Length && text[i + 1] == 'x' && text[i + 6] == '_' => "_x005F_",
                '\n' or '\t' => null,
                < ' ' or '\uFFFE' or '\uFFFF' => string.Create(CultureInfo.InvariantCulture, $"_x{(int)text[i]:X4}_"),
                _ when char.IsSurrogate(text[i]) && !IsPaired(text, i) => "\uFFFD",
                _ => null,
            };
            if (replacement is not null)
            {
                changed ??= new StringBuilder(text, 0, i, text.Length + 16);
                changed.Append(replacement);
            }
            else
            {
                changed?.Append(text[i]);
            }
        }
        return changed?.ToString() ?? text;
    }

    private static bool IsPaired(string text, int at) =>
        char.IsHighSurrogate(text[at]) ? at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) : at > 0 && char.IsHighSurrogate(text[at - 1]);
}
