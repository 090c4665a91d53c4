using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Shipments;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Printing;

/// <summary>GET /api/warehousing/outstocks/{outstockNo}/print/note: 出库单 on A4, which goes with the goods and therefore shows no price.</summary>
internal static class PrintNote
{
    private static readonly PageStyle Style = SheetStyle.With("""
        .items td:first-child,.items th:first-child{width:9mm;text-align:right}
        .sign{display:flex;gap:8mm;margin-top:12mm}
        .sign span{flex:1;border-bottom:.2mm solid #000;padding-bottom:1mm}
        .void{border:.6mm solid #000;padding:1mm 3mm;font-weight:bold;display:inline-block}
        """);

    public static async Task<IResult> HandleAsync(string outstockNo, HttpContext context, HubDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var user = context.User();
        var time = TenantTime.For(user.TimeZone);
        var outstock = await db.Set<Outstock>().AsNoTracking().Within(OrderReach.Of(user), db).Include(o => o.Items).FirstOrDefaultAsync(o => o.OutstockNo == outstockNo, ct);
        if (outstock is null)
        {
            return (Answer<Done>)ShipmentErrors.NotFound;
        }
        return new PrintedPage($"出库单 {outstock.OutstockNo}", Style,
        [
            Head(outstock), Facts(outstock, time), Items(outstock),
            Markup.When(outstock.Remark is not null, () => Markup.Of($"""<h2>备注</h2><p class="note">{outstock.Remark}</p>""")),
            Markup.Of($"""
                <div class="sign"><span>发货人</span><span>承运人</span><span>收货人</span><span>收货日期</span></div>
                <footer><span>打印人 {user.Name}</span><span>打印时间 {time.Local(clock.UtcNow())}</span></footer>
                """),
        ]);
    }

    private static Markup Head(Outstock outstock) => Markup.Of($"""
        <header><div><h1>出库单 {Void(outstock)}</h1><p>{outstock.OutstockNo}</p><p>{outstock.Type.ChineseName()}　共 {outstock.TotalQuantity} 件</p></div>{QrCode.Svg(outstock.OutstockNo)}</header>
        """);

    /// <summary>A note that counts for nothing any more says so.</summary>
    private static Markup Void(Outstock outstock) =>
        outstock.ReversalOfId is not null ? Markup.Of($"""<span class="void">冲销单</span>""")
        : outstock.Reversed ? Markup.Of($"""<span class="void">已冲销</span>""")
        : Markup.Nothing;

    private static Markup Facts(Outstock outstock, TenantTime time) => SheetTables.Facts(
        ("客户", outstock.CustomerName), ("联系电话", outstock.CustomerPhone), ("出库时间", $"{time.Local(outstock.OutstockTime):yyyy-MM-dd HH:mm}"),
        ("生产订单", outstock.OrderNo), ("仓库", outstock.Warehouse), ("操作人", outstock.OperatorName),
        ("快递公司", outstock.ExpressCompany), ("快递单号", outstock.TrackingNo), ("收货地址", outstock.ShippingAddress));

    private static Markup Items(Outstock outstock) => Markup.Of($"""
        <h2>明细</h2><table class="items"><thead><tr><th>序</th><th>款号</th><th>SKU</th><th>颜色</th><th>尺码</th><th class="n">数量</th></tr></thead>
        <tbody>{outstock.Items.OrderBy(i => i.SortOrder).Select((i, n) => Markup.Of(
            $"""<tr><td>{n + 1}</td><td>{i.StyleNo}</td><td>{i.SkuCode}</td><td>{i.Color}</td><td>{i.Size}</td><td class="n">{i.Quantity}</td></tr>"""))}
        <tr><th></th><th colspan="4">合计</th><th class="n">{outstock.TotalQuantity}</th></tr></tbody></table>
        """);
}
