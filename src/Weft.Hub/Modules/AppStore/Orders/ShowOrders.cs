using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.AppStore.Orders;

/// <summary><c>GET /app-store/order/{orderNo}</c> and <c>POST /app-store/my-orders</c>: the tenant's own.</summary>
internal static class ShowOrders
{
    internal sealed record Request(string? Status, string? AppCode, bool? InvoiceRequired, int? Page, int? Size);

    public static async Task<Answer<OrderAnswer>> GetAsync(string orderNo, HubDbContext db, StoreTenant tenant, CancellationToken ct)
    {
        var order = await db.Set<AppOrder>().AsNoTracking().FirstOrDefaultAsync(o => o.OrderNo == orderNo, ct);
        return order is null ? CommonErrors.NotFound : OrderAnswer.Of(order, (await tenant.GetAsync(ct)).Time);
    }

    public static async Task<Answer<PageOf<OrderAnswer>>> ListAsync(Fields fields, HubDbContext db, StoreTenant tenant, CancellationToken ct)
    {
        var page = PageRequest.Read(fields);
        var status = fields.Choice<AppOrderStatus>("status");
        var (appCode, invoice) = (fields.Text("appCode", 64), fields.Flag("invoiceRequired"));
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var time = (await tenant.GetAsync(ct)).Time;
        var rows = db.Set<AppOrder>().AsNoTracking().Where(o => (status == null || o.Status == status) && (appCode == null || o.AppCode == appCode) && (invoice == null || o.InvoiceRequired == invoice));
        var total = await rows.LongCountAsync(ct);
        var orders = await rows.OrderByDescending(o => o.Id).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        return new PageOf<OrderAnswer>(total, page.Page, page.Size, [.. orders.Select(o => OrderAnswer.Of(o, time))]);
    }
}
