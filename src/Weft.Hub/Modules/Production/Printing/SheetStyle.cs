namespace Weft.Hub.Modules.Production.Printing;

/// <summary>The style sheet of what is printed on A4.</summary>
internal static class SheetStyle
{
    private const string Common = """
        @page{size:A4 portrait;margin:12mm}
        body{font-size:9.5pt;line-height:1.35}
        header{display:flex;gap:6mm;align-items:flex-start;border-bottom:.5mm solid #000;padding-bottom:3mm;margin-bottom:3mm}
        header div{flex:1;min-width:0}
        h1{font-size:20pt;line-height:1.2}
        h2{font-size:11pt;margin:4mm 0 1mm;break-after:avoid}
        header p{font-size:12pt;overflow-wrap:anywhere}
        svg.qr{width:30mm;height:30mm}
        table{width:100%;border-collapse:collapse}
        thead{display:table-header-group}
        tr{break-inside:avoid}
        th,td{border:.2mm solid #000;padding:.8mm 1.2mm;text-align:left;overflow-wrap:anywhere;vertical-align:top}
        th{font-weight:bold;background:#eee;-webkit-print-color-adjust:exact;print-color-adjust:exact}
        .n{text-align:right}
        .facts{table-layout:fixed}
        .facts th{width:20mm;white-space:nowrap}
        .note{min-height:6mm;border:.2mm solid #000;padding:1mm 1.5mm;white-space:pre-wrap;overflow-wrap:anywhere}
        footer{margin-top:4mm;font-size:8pt;display:flex;justify-content:space-between}
        @media screen{body{max-width:190mm;margin:8mm auto}}
        """;

    /// <summary>With what only one kind of page needs.</summary>
    public static PageStyle With(string own) => new(Common + "\n" + own);
}
