using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace Weft.Hub.Platform.Sheets;

/// <summary>
/// Reads an .xlsx workbook, which is a zip of XML parts (ECMA-376 part 1, 18): 1. its sheets and their parts; 2. the formats that cells refer to; 3. the texts that they
/// share; 4. the sheets. It runs no formula, follows no link and reads no part that it does not need.
/// </summary>
internal sealed class XlsxReader
{
    private const string Broken = "文件损坏，或不是 .xlsx 工作簿";

    private static readonly XmlReaderSettings Safe = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true, CloseInput = true,
    };

    private readonly SheetLimits limits;
    private readonly Dictionary<string, ZipArchiveEntry> parts;

    private XlsxReader(ZipArchive archive, SheetLimits limits)
    {
        this.limits = limits;
        if (archive.Entries.Count > limits.MaxParts)
        {
            throw new TooMuchException("工作簿的部件过多");
        }
        parts = new Dictionary<string, ZipArchiveEntry>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in archive.Entries)
        {
            parts.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry);
        }
    }

    /// <summary>The sheets that can be seen; hidden ones hold lists and the like.</summary>
    public static SheetFile Read(Stream file, SheetLimits limits)
    {
        try
        {
            using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            return new XlsxReader(archive, limits).Read();
        }
        catch (TooMuchException tooMuch)
        {
            return SheetFile.Refused(tooMuch.Message);
        }
        catch (Exception error) when (error is InvalidDataException or XmlException or FormatException or OverflowException or NotSupportedException or IOException)
        {
            return SheetFile.Refused(Broken);
        }
    }

    private SheetFile Read()
    {
        // 1
        var (places, uses1904) = Workbook();
        if (places.Count == 0)
        {
            return SheetFile.Refused(parts.ContainsKey("xl/workbook.bin") ? "不支持 .xlsb，请另存为 .xlsx" : Broken);
        }
        // 2
        var formats = new CellFormats(parts.ContainsKey("xl/styles.xml") ? Open("xl/styles.xml") : null);
        // 3, 4
        var budget = new CellBudget(limits);
        var texts = SharedTexts(budget);
        List<SheetData> sheets = [];
        foreach (var (name, path) in places)
        {
            using var xml = Open(path);
            sheets.Add(new SheetData(name, new XlsxSheet(xml, texts, formats, budget, limits).Read(), uses1904));
        }
        return new SheetFile(sheets);
    }

    private (List<(string Name, string Path)> Places, bool Uses1904) Workbook()
    {
        List<(string, string)> places = [];
        var uses1904 = false;
        if (!parts.ContainsKey("xl/workbook.xml") || !parts.ContainsKey("xl/_rels/workbook.xml.rels"))
        {
            return (places, false);
        }
        var targets = Targets();
        using var xml = Open("xl/workbook.xml");
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "workbookPr" })
            {
                uses1904 = xml.GetAttribute("date1904") is "1" or "true";
            }
            else if (xml is { NodeType: XmlNodeType.Element, LocalName: "sheet" } && xml.GetAttribute("state") is null or "visible")
            {
                var id = xml.GetAttribute("id", "http://schemas.openxmlformats.org/officeDocument/2006/relationships")
                    ?? xml.GetAttribute("id", "http://purl.oclc.org/ooxml/officeDocument/relationships");
                if (id is not null && targets.TryGetValue(id, out var path) && parts.ContainsKey(path))
                {
                    places.Add((xml.GetAttribute("name") ?? "Sheet", path));
                }
            }
        }
        return (places, uses1904);
    }

    /// <summary>Where the workbook's sheets are; only parts of this file count.</summary>
    private Dictionary<string, string> Targets()
    {
        Dictionary<string, string> targets = new(StringComparer.Ordinal);
        using var xml = Open("xl/_rels/workbook.xml.rels");
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "Relationship" } && xml.GetAttribute("TargetMode") is null or "Internal"
                && xml.GetAttribute("Id") is { } id && xml.GetAttribute("Target") is { } target && xml.GetAttribute("Type")?.EndsWith("/worksheet", StringComparison.Ordinal) == true)
            {
                targets[id] = target.StartsWith('/') ? target[1..] : "xl/" + target;
            }
        }
        return targets;
    }

    private List<string> SharedTexts(CellBudget budget)
    {
        List<string> texts = [];
        if (!parts.ContainsKey("xl/sharedStrings.xml"))
        {
            return texts;
        }
        using var xml = Open("xl/sharedStrings.xml");
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "si" })
            {
                var text = XlsxText.Read(xml, budget);
                budget.TakeCell();
                texts.Add(text);
            }
        }
        return texts;
    }

    private XmlReader Open(string path) => XmlReader.Create(new LimitedStream(parts[path].Open(), limits.MaxPartBytes), Safe);
}

/// <summary>What of the limits is left for a whole file.</summary>
internal sealed class CellBudget(SheetLimits limits)
{
    private int cells = limits.MaxCells;
    private int characters = limits.MaxCharacters;

    public void TakeCell()
    {
        if (--cells < 0)
        {
            throw new TooMuchException($"单元格过多，最多 {limits.MaxCells} 个");
        }
    }

    public void TakeText(int length)
    {
        characters -= length;
        if (characters < 0)
        {
            throw new TooMuchException("文字内容过多");
        }
    }
}

/// <summary>A text in a workbook: in one piece or in runs of different looks.</summary>
internal static class XlsxText
{
    /// <summary>All of the element's texts, but not what explains how they are read out (rPh).</summary>
    public static string Read(XmlReader xml, CellBudget budget)
    {
        if (xml.IsEmptyElement)
        {
            return "";
        }
        var (depth, text) = (xml.Depth, "");
        while (xml.Read() && xml.Depth > depth)
        {
            while (xml is { NodeType: XmlNodeType.Element, LocalName: "rPh" })
            {
                xml.Skip();
            }
            if (xml.Depth <= depth)
            {
                break;
            }
            if (xml is { NodeType: XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace } && xml.Depth > depth + 1)
            {
                budget.TakeText(xml.Value.Length);
                text += xml.Value;
            }
        }
        return Unescaped(text);
    }

    /// <summary><c>_x000D_</c> stands for a character that XML can not hold (22.9.2.19).</summary>
    public static string Unescaped(string text)
    {
        var at = text.IndexOf("_x", StringComparison.Ordinal);
        if (at < 0)
        {
            return text;
        }
        var clear = new System.Text.StringBuilder();
        var done = 0;
        for (; at >= 0; at = text.IndexOf("_x", at + 1, StringComparison.Ordinal))
        {
            if (at >= done && at + 6 < text.Length && text[at + 6] == '_' && ushort.TryParse(text.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                clear.Append(text, done, at - done).Append((char)code);
                done = at + 7;
            }
        }
        return clear.Append(text, done, text.Length - done).ToString();
    }
}
