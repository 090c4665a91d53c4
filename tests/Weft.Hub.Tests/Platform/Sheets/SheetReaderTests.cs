using System.IO.Compression;
using System.Text;
using Weft.Hub.Platform.Sheets;
using Xunit;

namespace Weft.Hub.Tests.Platform.Sheets;

/// <summary>Files that were made to do harm, and the finer points of the format.</summary>
public sealed class SheetReaderTests
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    [Fact]
    public void A_zip_bomb_is_refused_and_not_unpacked()
    {
        var before = GC.GetTotalAllocatedBytes();
        var bomb = Workbook(sheet =>
        {
            sheet.Write("<worksheet><sheetData>"u8);
            var block = new byte[1 << 20];
            Array.Fill(block, (byte)' ');
            for (var i = 0; i < 300; i++)
            {
                sheet.Write(block);
            }
        });
        Assert.True(bomb.Length < 2 << 20);
        Assert.Equal("文件解压后过大", Read(bomb).Problem);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 200L << 20);
    }

    [Theory]
    [InlineData(100_001, 1, "行数过多")]
    [InlineData(1, 300, "列数过多")]
    public void A_sheet_beyond_the_limits_is_refused(int rows, int columns, string problem)
    {
        var file = Workbook(sheet =>
        {
            using var writer = new StreamWriter(sheet);
            writer.Write("<worksheet><sheetData>");
            var row = "<row>" + string.Concat(Enumerable.Repeat("<c><v>1</v></c>", columns)) + "</row>";
            for (var i = 0; i < rows; i++)
            {
                writer.Write(row);
            }
            writer.Write("</sheetData></worksheet>");
        });
        Assert.StartsWith(problem, Read(file).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY a 'aaaa'>]><worksheet><sheetData><row><c t='inlineStr'><is><t>&a;</t></is></c></row></sheetData></worksheet>")]
    [InlineData("<worksheet><sheetData><row><c>")]
    [InlineData("not xml")]
    [InlineData("")]
    public void What_is_no_sheet_is_refused(string xml) => Assert.NotNull(Read(Workbook(sheet => sheet.Write(Encoding.UTF8.GetBytes(xml)))).Problem);

    [Theory]
    [InlineData("PK\u0003\u0004 and no more")]
    [InlineData("a\0b")]
    [InlineData("")]
    public void What_is_no_spreadsheet_is_refused(string content) => Assert.NotNull(Read(Encoding.Latin1.GetBytes(content)).Problem);

    [Fact]
    public void The_old_format_is_told_from_a_broken_file() =>
        Assert.Contains(".xls", Read([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0, 0, 0]).Problem, StringComparison.Ordinal);

    [Fact]
    public void Runs_readings_and_escapes_make_one_text()
    {
        var cells = Row("""
            <c t="inlineStr"><is><r><t>红</t></r><rPh sb="0" eb="1"><t>hong</t></rPh><rPh><t>x</t></rPh><r><rPr><b/></rPr><t xml:space="preserve"> 色</t></r></is></c>
            <c r="C1" t="str"><v>a_x000D_b_x005F_x0041_</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c><f>A1</f></c><c/><c t="s"><v>9</v></c>
            """);
        Assert.Equal([(CellKind.Text, "红 色"), (CellKind.Empty, ""), (CellKind.Text, "a\rb_x0041_"), (CellKind.Flag, "TRUE"), (CellKind.Wrong, "单元格是错误值 #N/A")],
            cells.Take(5).Select(c => (c.Kind, c.Text)));
        Assert.Equal(CellKind.Wrong, cells[5].Kind);
        Assert.Equal(6, cells.Count);
    }

    // Text of the file, as text and as a number; null where it is refused.
    [Theory]
    [InlineData("12", "12", "12")]
    [InlineData("1.1000000000000001", "1.1", "1.1")]
    [InlineData("0.30000000000000004", "0.3", "0.3")]
    [InlineData("1E3", "1000", "1000")]
    [InlineData("-0.05", "-0.05", "-0.05")]
    [InlineData("999999999999999", "999999999999999", "999999999999999")]
    [InlineData("1000000000000000", null, null)]
    [InlineData("6.9012345678901235E+18", null, null)]
    [InlineData("NaN", null, null)]
    public void Numbers_are_exact_or_refused(string file, string? text, string? number)
    {
        var cell = new Cell(CellKind.Number, file);
        Assert.Equal(text, CellValues.AsText(cell).Value);
        Assert.Equal(text is null, CellValues.AsText(cell).Problem is not null);
        Assert.Equal(number, CellValues.AsNumber(cell).Value?.ToString("0.####################", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("1", false, "1900-01-01")]
    [InlineData("59", false, "1900-02-28")]
    [InlineData("60", false, null)]
    [InlineData("61", false, "1900-03-01")]
    [InlineData("46082.75", false, "2026-03-01")]
    [InlineData("0", true, "1904-01-01")]
    [InlineData("44620", true, "2026-03-01")]
    [InlineData("0", false, null)]
    [InlineData("-1", false, null)]
    [InlineData("1E300", true, null)]
    public void Days_are_counted_from_either_epoch(string serial, bool uses1904, string? day) =>
        Assert.Equal(day, CellValues.AsDay(new Cell(CellKind.Date, serial), uses1904).Value?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public async Task What_is_written_is_read_again()
    {
        string[] texts = ["=1+1", "00123", " 前后 ", "_x0041_", "行1\n行2", "<&>\"'", "\u0001", "😀", "6901234567890123456", "\t"];
        using var file = new MemoryStream();
        await using (var writer = SheetWriter.Open("xlsx", file))
        {
            await writer.BeginAsync("表/一", CancellationToken.None);
            await writer.WriteAsync([.. texts.Select(t => new WrittenCell(t))], CancellationToken.None);
            await writer.WriteAsync([new(12.5m), new(new DateOnly(2026, 3, 1)), new(null), new(7, CellLook.Marked), new(true)], CancellationToken.None);
            await writer.EndAsync(CancellationToken.None);
        }
        file.Position = 0;
        var sheet = SheetReader.Read(file, "a.xlsx").Sheets.Single();
        Assert.Equal("表_一", sheet.Name);
        Assert.Equal(texts, sheet.Rows[0].Cells.Select(c => c.Text));
        Assert.Equal([CellKind.Number, CellKind.Date, CellKind.Empty, CellKind.Number, CellKind.Text], sheet.Rows[1].Cells.Select(c => c.Kind));
        Assert.Equal(new DateOnly(2026, 3, 1), CellValues.AsDay(sheet.Rows[1][1], false).Value);
    }

    private static IReadOnlyList<Cell> Row(string cells) =>
        Read(Workbook(sheet => sheet.Write(Encoding.UTF8.GetBytes($"<worksheet xmlns='{Main}'><sheetData><row>{cells}</row></sheetData></worksheet>")))).Sheets.Single().Rows.Single().Cells;

    private static SheetFile Read(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return SheetReader.Read(stream, "a.xlsx");
    }

    private static byte[] Workbook(Action<Stream> sheet)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Part("xl/workbook.xml", $"<workbook xmlns='{Main}' xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><sheets><sheet name='S' r:id='r1'/></sheets></workbook>");
            Part("xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id='r1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet' Target='worksheets/sheet1.xml'/></Relationships>");
            using var part = zip.CreateEntry("xl/worksheets/sheet1.xml").Open();
            sheet(part);

            void Part(string path, string content)
            {
                using var stream = zip.CreateEntry(path).Open();
                stream.Write(Encoding.UTF8.GetBytes(content));
            }
        }
        return file.ToArray();
    }
}
