using System.Globalization;
using System.Text;
using QRCoder;

namespace Weft.Hub.Modules.Production.Printing;

/// <summary>A text as a QR code, drawn inside the page.</summary>
internal static class QrCode
{
    /// <summary>
    /// Correction level M: a label may lose an eighth of its code to dirt. What is not ASCII says that it is UTF-8 (ECI 26); otherwise the reader has to guess, and
    /// some take 红 for Japanese.
    /// </summary>
    public static Markup Svg(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(
            text, QRCodeGenerator.ECCLevel.M, forceUtf8: true, eciMode: Ascii.IsValid(text) ? QRCodeGenerator.EciMode.Default : QRCodeGenerator.EciMode.Utf8);
        // The quiet zone of four modules is part of the matrix.
        var modules = code.ModuleMatrix;
        return Markup.Of(
            $"""<svg class="qr" role="img" viewBox="0 0 {modules.Count} {modules.Count}" shape-rendering="crispEdges"><title>{text}</title><path fill="#000" d="{Runs(modules)}"/></svg>""");
    }

    /// <summary>One rectangle for each run of dark modules of a row.</summary>
    private static string Runs(IReadOnlyList<System.Collections.BitArray> modules)
    {
        var path = new StringBuilder();
        for (var y = 0; y < modules.Count; y++)
        {
            for (var x = 0; x < modules.Count; x++)
            {
                var start = x;
                while (x < modules.Count && modules[y][x])
                {
                    x++;
                }
                if (x > start)
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{start} {y}h{x - start}v1h-{x - start}z");
                }
            }
        }
        return path.ToString();
    }
}
