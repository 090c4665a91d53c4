using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Styles;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Files;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Orders;

/// <summary>
/// GET /api/production/orders/{orderNo}/attachments: the files of the order's style, for everybody who works on the order; quotations are for those who see prices.
/// </summary>
internal static class ReadOrderFiles
{
    private const string Quotation = "报价";

    public static async Task<Answer<AttachmentRow[]>> HandleAsync(string orderNo, HttpContext context, HubDbContext db, FileLinks links, CancellationToken ct)
    {
        var user = context.User();
        var order = !ProductionOrder.IsNumber(orderNo) ? null
            : await db.Set<ProductionOrder>().AsNoTracking().Where(OrderReach.Of(user).Filter(db)).Select(o => new { o.OrderNo, o.StyleId }).FirstOrDefaultAsync(o => o.OrderNo == orderNo, ct);
        if (order is null)
        {
            return ProductionErrors.OrderNotFound;
        }
        var files = order.StyleId is { } style ? await Attachments.RowsAsync(style, db, links, TenantTime.For(user.TimeZone), ct) : [];
        return files.Where(f => f.Kind != Quotation || user.FactoryId is null).ToArray();
    }
}
