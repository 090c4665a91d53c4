namespace Weft.Hub.Platform.Files;

/// <summary>What a file is, told by its first bytes and never by what its sender says.</summary>
/// <param name="ContentType">With which it is given out.</param>
/// <param name="Extensions">Endings of a name that fit it.</param>
public sealed record FileKind(string ContentType, params IReadOnlyList<string> Extensions)
{
    public static readonly FileKind Png = new("image/png", ".png");
    public static readonly FileKind Jpeg = new("image/jpeg", ".jpg", ".jpeg");
    public static readonly FileKind Gif = new("image/gif", ".gif");
    public static readonly FileKind WebP = new("image/webp", ".webp");
    public static readonly FileKind Bmp = new("image/bmp", ".bmp");
    public static readonly FileKind Pdf = new("application/pdf", ".pdf");

    /// <summary>Also the newer Office formats, which are zip archives.</summary>
    public static readonly FileKind Zip = new("application/zip", ".zip", ".xlsx", ".docx", ".pptx");

    /// <summary>The older Office formats.</summary>
    public static readonly FileKind Ole = new("application/octet-stream", ".xls", ".doc", ".ppt");
    public static readonly FileKind Rar = new("application/vnd.rar", ".rar");
    public static readonly FileKind Dwg = new("application/octet-stream", ".dwg");

    /// <summary>Pattern exchange of CAD systems: text that begins with a section.</summary>
    public static readonly FileKind Dxf = new("application/octet-stream", ".dxf", ".aama", ".astm");

    /// <summary>So many bytes are enough to tell.</summary>
    public const int HeadBytes = 64;

    /// <summary>The kind, or null when it is none that is taken. Pages and scripts are none: they could run where they are opened.</summary>
    public static FileKind? Of(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]) ? Png
        : head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? Jpeg
        : head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8) ? Gif
        : head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8) ? WebP
        : head.Length >= 14 && head.StartsWith("BM"u8) && head[6..10].SequenceEqual((ReadOnlySpan<byte>)[0, 0, 0, 0]) ? Bmp
        : head.StartsWith("%PDF-"u8) ? Pdf
        : head.StartsWith("PK\u0003\u0004"u8) ? Zip
        : head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) ? Ole
        : head.StartsWith("Rar!\u001A\u0007"u8) ? Rar
        : head.StartsWith("AC10"u8) ? Dwg
        : IsDxf(head) ? Dxf
        : null;

    /// <summary>Whether a name may end so for content of this kind.</summary>
    public bool Fits(string fileName) => Extensions.Contains(Path.GetExtension(fileName), StringComparer.OrdinalIgnoreCase);

    /// <summary>Group code 0 (or a comment, 999) on a line of its own, then a section.</summary>
    private static bool IsDxf(ReadOnlySpan<byte> head)
    {
        var text = System.Text.Encoding.ASCII.GetString(head).TrimStart();
        return (text.StartsWith("0\n", StringComparison.Ordinal) || text.StartsWith("0\r\n", StringComparison.Ordinal)) && text[1..].TrimStart().StartsWith("SECTION", StringComparison.Ordinal);
    }
}
