using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Cutting;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production.Printing;

/// <summary>GET /api/production/orders/{orderNo}/print/bundles: 菲号标签, one to a page of 7 × 4 or 10 × 5 cm (production-domain 5).</summary>
internal static class PrintBundles
{
    /// <summary>As the choice on the page has it, width by height in millimetres.</summary>
    private const string Small = "70x40", Large = "100x50";

    /// <summary>A smaller code than this is not read by cheap phones; a larger one leaves the words no room.</summary>
    private const int SmallestCode = 20;

    private static readonly LabelSize SmallLabel = new(70, 40, Code: 31, MostCode: 34, Font: 8.5m, Big: 15), LargeLabel = new(100, 50, Code: 42, MostCode: 44, Font: 11.5m, Big: 21);

    public static async Task<IResult> HandleAsync(string orderNo, Fields fields, HttpContext context, HubDbContext db, CancellationToken ct)
    {
        var size = fields.OneOf("size", false, Small, Large) == Large ? LargeLabel : SmallLabel;
        var code = (int)(fields.Integer("qr", SmallestCode, size.MostCode) ?? size.Code);
        var wanted = NumberRanges.Read(fields, "bundleNos");
        if (fields.Rejected is { } rejected)
        {
            return (Answer<Done>)rejected;
        }
        var order = !ProductionOrder.IsNumber(orderNo) ? null
            : await db.Set<ProductionOrder>().AsNoTracking().Where(OrderReach.Of(context.User()).Filter(db)).Where(o => o.OrderNo == orderNo)
                .Select(o => new { o.Id, o.OrderNo, o.StyleName }).FirstOrDefaultAsync(ct);
        if (order is null)
        {
            return (Answer<Done>)ProductionErrors.OrderNotFound;
        }
        var bundles = db.Set<CuttingBundle>().AsNoTracking().Where(b => b.OrderId == order.Id);
        bundles = wanted is null ? bundles : bundles.Where(b => wanted.Contains(b.BundleNo));
        var found = await bundles.OrderBy(b => b.BundleNo).Take(PrintErrors.MaxLabels + 1).ToListAsync(ct);
        if (wanted is not null && wanted.Except(found.Select(b => b.BundleNo)).ToList() is { Count: > 0 } missing)
        {
            return (Answer<Done>)PrintErrors.UnknownBundles(missing);
        }
        return found.Count switch
        {
            0 => (Answer<Done>)PrintErrors.NoBundles.With(order.OrderNo),
            > PrintErrors.MaxLabels => (Answer<Done>)PrintErrors.TooMany(await bundles.CountAsync(ct)),
            _ => new PrintedPage($"菲号标签 {order.OrderNo}", Style(size, code), found.Select(b => Label(b, order.OrderNo, order.StyleName))),
        };
    }

    private static Markup Label(CuttingBundle bundle, string orderNo, string styleName) => Markup.Of($"""
        <section class="label">{QrCode.Svg(bundle.QrCode)}<div>
        <p class="order">{orderNo}</p>
        <p class="style"><i>款号</i>{bundle.StyleNo}{Markup.When(styleName != bundle.StyleNo, () => Markup.Of($" {styleName}"))}</p>
        <p class="color"><i>颜色</i>{bundle.Color}</p>
        <p class="big"><span><i>尺码</i><b>{bundle.Size}</b></span><span><i>数量</i><b>{bundle.Quantity}</b></span></p>
        <p class="big"><span><i>扎号</i><b>{bundle.BundleNo}</b></span><span><i>床号</i><b>{bundle.BedNo}</b></span></p>
        </div></section>
        """);

    /// <summary>A label is a hair lower than its page: rounded to the printer's dots it may not spill on the next one.</summary>
    private static PageStyle Style(LabelSize size, int code) => new(FormattableString.Invariant($$"""
        @page{size:{{size.Width}}mm {{size.Height}}mm;margin:0}
        .label{width:{{size.Width}}mm;height:{{size.Height - 0.2m}}mm;padding:2mm;display:flex;align-items:center;gap:1.5mm;overflow:hidden;break-inside:avoid;break-after:page}
        .label:last-child{break-after:auto}
        svg.qr{width:{{code}}mm;height:{{code}}mm}
        .label div{flex:1;min-width:0;font-size:{{size.Font}}pt;line-height:1.25}
        .label p{overflow:hidden;overflow-wrap:anywhere;margin-bottom:.5mm}
        .label i{font-style:normal;font-size:.8em;margin-right:1mm;white-space:nowrap}
        .label .order{font-weight:bold;white-space:nowrap}
        .label .style,.label .color{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2}
        .label .big{display:flex;gap:2mm;align-items:baseline;white-space:nowrap}
        .label .big span{flex:1;min-width:0;overflow:hidden}
        .label .big b{font-size:{{size.Big}}pt;line-height:1.1}
        @media screen{body{background:#ccc}.label{background:#fff;margin:4mm} }
        """));

    /// <summary>A label of the roll: paper and code in millimetres, type in points.</summary>
    private sealed record LabelSize(int Width, int Height, int Code, int MostCode, decimal Font, int Big);
}
