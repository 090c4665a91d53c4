using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Styles;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Printing;

/// <summary>GET /api/production/styles/{id}/print: 款式单 on A4 (console-pages 10); what it is made of for one piece, and no quotation.</summary>
internal static class PrintStyle
{
    private static readonly PageStyle Style = SheetStyle.With("");

    public static async Task<IResult> HandleAsync(long id, HttpContext context, HubDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var user = context.User();
        var time = TenantTime.For(user.TimeZone);
        var style = await db.Set<Style>().AsNoTracking().AsSplitQuery().Include(s => s.Processes).Include(s => s.Bom).Include(s => s.SizeTable).FirstOrDefaultAsync(s => s.Id == id, ct);
        if (style is null)
        {
            return (Answer<Done>)ProductionErrors.StyleNotFound;
        }
        return new PrintedPage($"款式单 {style.StyleNo}", Style,
        [
            Markup.Of($"""<header><div><h1>款式单</h1><p>{style.StyleNo}</p><p>{style.StyleName}</p></div>{QrCode.Svg(style.StyleNo)}</header>"""),
            SheetTables.Facts(
                ("品类", style.Category), ("季节", style.Season), ("客户", style.Customer), ("颜色", style.Color), ("尺码", style.Size), ("板类", style.PlateType), ("纸样号", style.PatternNo),
                ("设计师", style.Designer), ("纸样师", style.PatternMaker), ("车板师", style.PlateWorker), ("跟单员", style.Merchandiser), ("进度节点", style.ProgressNode.ChineseName()),
                ("交板日期", style.DeliveryDate?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))),
            SheetTables.Processes(style.Processes), SheetTables.Materials([.. style.Bom.OrderBy(b => b.SortOrder)], 1), SheetTables.Measures([.. style.SizeTable.OrderBy(m => m.SortOrder)]),
            Markup.Of($"""<h2>备注</h2><p class="note">{style.Description} {style.Remark}</p><footer><span>打印人 {user.Name}</span><span>打印时间 {time.Local(clock.UtcNow())}</span></footer>"""),
        ]);
    }
}
