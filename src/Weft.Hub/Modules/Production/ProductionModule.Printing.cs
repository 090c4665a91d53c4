using Weft.Hub.Modules.Production.Printing;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Production;

/// <summary>Pages to print: 生产单, 款式单, 菲号标签, 出库单, 箱唛.</summary>
internal sealed partial class ProductionModule
{
    private static void MapPrinting(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").WithTags("打印");
        pages.MapGet(Orders + "/{orderNo}/print/sheet", PrintSheet.HandleAsync).ForPermission(ProductionPermissions.Orders)
            .WithSummary("打印生产单（A4 网页）：颜色尺码、工序、BOM、尺寸表、二维码")
            .Produces<string>(200, "text/html").Produces<Envelope<FieldErrors>>(400, "application/json");
        pages.MapGet(Orders + "/{orderNo}/print/bundles", PrintBundles.HandleAsync).ForPermission(ProductionPermissions.Cutting)
            .WithSummary("打印菲号标签（每页一张）：size=70x40 或 100x50，qr 为二维码边长（毫米），bundleNos 如 1,3,5-20，不填为全部；最多 2000 张")
            .Produces<string>(200, "text/html").Produces<Envelope<FieldErrors>>(400, "application/json");
        pages.MapGet(Styles + "/{id:long}/print", PrintStyle.HandleAsync).ForPermission(ProductionPermissions.Styles)
            .WithSummary("打印款式单（A4 网页，不含报价）").Produces<string>(200, "text/html");
        pages.MapGet(Outstocks + "/{outstockNo}/print/note", PrintNote.HandleAsync).ForPermission(ProductionPermissions.FinishedGoods)
            .WithSummary("打印出库单（A4 网页，不含价格）").Produces<string>(200, "text/html");
        pages.MapGet(Outstocks + "/{outstockNo}/print/cartons", PrintCartons.HandleAsync).ForPermission(ProductionPermissions.FinishedGoods)
            .WithSummary("打印箱唛（10 × 15 cm，每页一张）：cartons 为箱数，最多 2000")
            .Produces<string>(200, "text/html").Produces<Envelope<FieldErrors>>(400, "application/json");
    }
}
