using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Shipments;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production.Printing;

/// <summary>GET /api/warehousing/outstocks/{outstockNo}/print/cartons: 箱唛, one to a page of 10 × 15 cm, carton i of N.</summary>
internal static class PrintCartons
{
    /// <summary>More rows of contents than this do not fit; the rest is summed.</summary>
    private const int MaxRows = 12;

    private static readonly PageStyle Style = new("""
        @page{size:100mm 150mm;margin:0}
        .label{width:100mm;height:149.8mm;padding:4mm;overflow:hidden;break-inside:avoid;break-after:page;font-size:10pt;line-height:1.3}
        .label:last-child{break-after:auto}
        .label header{display:flex;gap:3mm;align-items:flex-start;border-bottom:.5mm solid #000;padding-bottom:2mm;margin-bottom:2mm}
        svg.qr{width:34mm;height:34mm}
        .label header div{flex:1;min-width:0}
        .label .carton{font-size:26pt;font-weight:bold;line-height:1.1}
        .label .to{font-size:13pt;font-weight:bold}
        .label p{overflow:hidden;overflow-wrap:anywhere;margin-bottom:.8mm;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3}
        .label i{font-style:normal;font-size:.8em;margin-right:1.5mm}
        table{width:100%;border-collapse:collapse;margin-top:1.5mm;font-size:9pt;table-layout:fixed}
        th,td{border:.2mm solid #000;padding:.4mm 1mm;text-align:left;overflow:hidden;white-space:nowrap;text-overflow:ellipsis}
        td.n,th.n{text-align:right;width:18mm}
        @media screen{body{background:#ccc}.label{background:#fff;margin:4mm}}
        """);

    public static async Task<IResult> HandleAsync(string outstockNo, Fields fields, HttpContext context, HubDbContext db, CancellationToken ct)
    {
        var outstock = await db.Set<Outstock>().AsNoTracking().Within(OrderReach.Of(context.User()), db).Include(o => o.Items)
            .FirstOrDefaultAsync(o => o.OutstockNo == outstockNo, ct);
        var cartons = (int?)fields.Integer("cartons", 1, PrintErrors.MaxLabels, required: true);
        if (outstock is not null && fields.Rejected is { } rejected)
        {
            return (Answer<Done>)rejected;
        }
        return outstock switch
        {
            null => (Answer<Done>)ShipmentErrors.NotFound,
            { ReversalOfId: not null } => (Answer<Done>)ShipmentErrors.IsReversal.With(outstock.OutstockNo, "打印箱唛"),
            { Reversed: true } => (Answer<Done>)ShipmentErrors.AlreadyReversed.With(outstock.OutstockNo, "打印箱唛"),
            _ => new PrintedPage($"箱唛 {outstock.OutstockNo}", Style, Labels(outstock, cartons!.Value)),
        };
    }

    private static IEnumerable<Markup> Labels(Outstock outstock, int cartons)
    {
        // Only the number of the carton differs.
        var (code, rest) = (QrCode.Svg(outstock.OutstockNo), Rest(outstock));
        return Enumerable.Range(1, cartons).Select(carton => Markup.Of($"""
            <section class="label"><header>{code}<div>
            <p><i>箱号</i></p><p class="carton">{carton} / {cartons}</p>
            <p><i>出库单</i>{outstock.OutstockNo}</p>
            <p><i>订单</i>{outstock.OrderNo ?? "—"}</p>
            </div></header>{rest}</section>
            """));
    }

    private static Markup Rest(Outstock outstock)
    {
        var items = outstock.Items.OrderBy(i => i.SortOrder).ToList();
        var (shown, left) = (items.Take(items.Count > MaxRows ? MaxRows - 1 : MaxRows).ToList(), items.Skip(items.Count > MaxRows ? MaxRows - 1 : MaxRows).ToList());
        return Markup.Of($"""
            <p class="to"><i>收货人</i>{outstock.CustomerName ?? "—"}</p>
            {Line("电话", outstock.CustomerPhone)}{Line("地址", outstock.ShippingAddress)}
            <p><i>款号</i>{outstock.StyleNo} {outstock.StyleName}</p>
            {Line("物流", string.Join(" ", new[] { outstock.ExpressCompany, outstock.TrackingNo }.Where(t => t is not null)))}
            <table><thead><tr><th>整单内容</th><th>颜色</th><th>尺码</th><th class="n">数量</th></tr></thead><tbody>
            {shown.Select(i => Markup.Of($"""<tr><td>{i.StyleNo}</td><td>{i.Color}</td><td>{i.Size}</td><td class="n">{i.Quantity}</td></tr>"""))}
            {Markup.When(left.Count > 0, () => Markup.Of($"""<tr><td colspan="3">其余 {left.Count} 项</td><td class="n">{left.Sum(i => i.Quantity)}</td></tr>"""))}
            <tr><th colspan="3">合计（件）</th><th class="n">{outstock.TotalQuantity}</th></tr></tbody></table>
            """);
    }

    private static Markup Line(string name, string? value) => string.IsNullOrEmpty(value) ? Markup.Nothing : Markup.Of($"<p><i>{name}</i>{value}</p>");
}
