using System.Globalization;
using System.Xml;

namespace Weft.Hub.Platform.Sheets;

/// <summary>What the formats that cells refer to say of a number: that it is a day, or how many digits are shown.</summary>
internal sealed class CellFormats
{
    private readonly List<(bool IsDate, byte Zeros)> styles = [];

    /// <summary>Reads the part and closes it.</summary>
    public CellFormats(XmlReader? part)
    {
        if (part is null)
        {
            return;
        }
        using (part)
        {
            Dictionary<int, string> codes = [];
            var inCellFormats = false;
            while (part.Read())
            {
                switch (part.NodeType, part.LocalName)
                {
                    case (XmlNodeType.Element, "numFmt") when int.TryParse(part.GetAttribute("numFmtId"), CultureInfo.InvariantCulture, out var id):
                        codes[id] = part.GetAttribute("formatCode") ?? "";
                        break;
                    case (XmlNodeType.Element, "cellXfs"):
                        inCellFormats = !part.IsEmptyElement;
                        break;
                    case (XmlNodeType.EndElement, "cellXfs"):
                        inCellFormats = false;
                        break;
                    case (XmlNodeType.Element, "xf") when inCellFormats && styles.Count < 65_536:
                        _ = int.TryParse(part.GetAttribute("numFmtId"), CultureInfo.InvariantCulture, out var format);
                        styles.Add(codes.TryGetValue(format, out var code) ? (IsDate(code), Zeros(code)) : (IsBuiltInDate(format), (byte)0));
                        break;
                }
            }
        }
    }

    public (bool IsDate, byte Zeros) Of(string? style) =>
        int.TryParse(style, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < styles.Count ? styles[at] : (false, (byte)0);

    /// <summary>The formats that every program knows; 27 to 36 and 50 to 58 are days in Chinese, Japanese and Korean ones (18.8.30).</summary>
    private static bool IsBuiltInDate(int id) => id is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58);

    /// <summary>Day, month, year, hour or second outside of quotes, escapes and brackets; the first section is the one for positive numbers.</summary>
    private static bool IsDate(string code)
    {
        for (var i = 0; i < code.Length; i++)
        {
            switch (code[i])
            {
                case '"':
                    i = code.IndexOf('"', i + 1) is >= 0 and var quote ? quote : code.Length;
                    break;
                case '\\' or '_' or '*':
                    i++;
                    break;
                case '[':
                    var end = code.IndexOf(']', i);
                    // [h] counts hours; [Red], [$-804] and [>5] do not make a day.
                    if (end == i + 2 && code[i + 1] is 'h' or 'H' or 'm' or 'M' or 's' or 'S')
                    {
                        return true;
                    }
                    i = end >= 0 ? end : code.Length;
                    break;
                case ';':
                    return false;
                case 'd' or 'D' or 'm' or 'M' or 'y' or 'Y' or 'h' or 'H' or 's' or 'S' or '年' or '月' or '日':
                    return true;
            }
        }
        return false;
    }

    /// <summary><c>00000</c>: numbers are shown with as many digits, zeros in front.</summary>
    private static byte Zeros(string code) => code.Length is > 1 and <= 30 && code.All(c => c == '0') ? (byte)code.Length : (byte)0;
}
