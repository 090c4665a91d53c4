using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Styles;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Files;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Printing;

/// <summary>GET /api/production/orders/{orderNo}/print/sheet: 生产单 on A4 (console-pages 5). The customer's price is on no paper that goes through the workshop.</summary>
internal static class PrintSheet
{
    /// <summary>A picture is part of the page: a larger one stays in the style.</summary>
    private const long MaxCoverBytes = 2 * 1024 * 1024;

    private static readonly PageStyle Style = SheetStyle.With("""
        .urgent{display:inline-block;border:.5mm solid #000;padding:0 2mm;font-weight:bold}
        img{height:30mm;max-width:45mm;object-fit:contain}
        """);

    public static async Task<IResult> HandleAsync(string orderNo, HttpContext context, HubDbContext db, FileStore files, TimeProvider clock, CancellationToken ct)
    {
        var user = context.User();
        var time = TenantTime.For(user.TimeZone);
        var order = !ProductionOrder.IsNumber(orderNo) ? null
            : await db.Set<ProductionOrder>().AsNoTracking().Include(o => o.Lines.OrderBy(l => l.SortOrder)).Where(OrderReach.Of(user).Filter(db))
                .FirstOrDefaultAsync(o => o.OrderNo == orderNo, ct);
        if (order is null)
        {
            return (Answer<Done>)ProductionErrors.OrderNotFound;
        }
        var bom = await db.Set<StyleBom>().AsNoTracking().Where(b => b.StyleId == order.StyleId).OrderBy(b => b.SortOrder).ToListAsync(ct);
        var sizes = await db.Set<StyleSize>().AsNoTracking().Where(s => s.StyleId == order.StyleId).OrderBy(s => s.SortOrder).ToListAsync(ct);
        return new PrintedPage($"生产单 {order.OrderNo}", Style,
        [
            Head(order, await CoverAsync(order, db, files, ct)), Facts(order, time), SheetTables.Lines(order),
            // What an own worker is paid for a step is not an outside factory's to know (production-domain 2).
            SheetTables.Processes(order, withPrices: user.FactoryId is null), SheetTables.Materials(bom, order.OrderQuantity), SheetTables.Measures(sizes),
            Markup.Of($"""<h2>备注</h2><p class="note">{order.Remarks}</p><footer><span>打印人 {user.Name}</span><span>打印时间 {time.Local(clock.UtcNow())}</span></footer>"""),
        ]);
    }

    private static Markup Head(ProductionOrder order, Markup cover) => Markup.Of($"""
        <header><div><h1>生产单 {Markup.When(order.Urgency == Urgency.Urgent, () => Markup.Of($"""<span class="urgent">急</span>"""))}</h1>
        <p>{order.OrderNo}</p><p>{order.StyleNo} {order.StyleName}</p><p>共 {order.OrderQuantity} 件</p></div>{cover}{QrCode.Svg(order.OrderNo)}</header>
        """);

    private static Markup Facts(ProductionOrder order, TenantTime time) => SheetTables.Facts(
        ("外部订单号", order.ExternalOrderNo), ("状态", order.Status.ChineseName()), ("品类", order.ProductCategory),
        ("单别", order.PlateType == PlateType.First ? "首单" : "翻单"), ("加工厂", order.FactoryName), ("客户", order.CustomerName),
        ("公司", order.Company), ("跟单员", order.Merchandiser), ("纸样师", order.PatternMaker), ("计划开始", Day(order.PlannedStartDate)),
        ("订单交期", Day(order.PlannedEndDate)), ("预计出货", Day(order.ExpectedShipDate)), ("下单时间", $"{time.Local(order.CreateTime):yyyy-MM-dd HH:mm}"),
        ("下单人", order.CreatedByName), ("裁剪数量", order.CuttingQuantity > 0 ? $"{order.CuttingQuantity}（{order.CuttingBundleCount} 扎）" : null));

    /// <summary>The newest picture of the style. The address in its cover field may be anywhere, and a printed page fetches nothing.</summary>
    private static async Task<Markup> CoverAsync(ProductionOrder order, HubDbContext db, FileStore files, CancellationToken ct)
    {
        var picture = await StyleCovers.Pictures(db).Where(a => a.StyleId == order.StyleId && a.SizeBytes <= MaxCoverBytes)
            .OrderByDescending(a => a.CreateTime).ThenByDescending(a => a.Id).Select(a => new { a.Hash, a.ContentType }).FirstOrDefaultAsync(ct);
        if (picture is null || files.Open(picture.Hash) is not { } content)
        {
            return Markup.Nothing;
        }
        await using (content)
        {
            using var bytes = new MemoryStream();
            await content.CopyToAsync(bytes, ct);
            return Markup.Of($"""<img alt="款式图片" src="data:{picture.ContentType};base64,{Convert.ToBase64String(bytes.GetBuffer(), 0, (int)bytes.Length)}">""");
        }
    }

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
