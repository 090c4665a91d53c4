using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Cutting;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Styles;

/// <summary>The orders that now have the style, and how many are left for the next call.</summary>
internal sealed record LinkedOrders(IReadOnlyList<string> OrderNos, int Left);

/// <summary>
/// POST /api/production/styles/{id}/link-orders (关联待关联订单, console-pages 10): orders of this number that came before the style get it, with its name, category and,
/// before production, its processes. At most 500 in one call; repeating goes on with the rest.
/// </summary>
internal static class LinkOrders
{
    private const int Most = 500;

    public static async Task<Answer<LinkedOrders>> HandleAsync(long id, HttpContext context, HubDbContext db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var reach = OrderReach.Of(context.User());
        return await db.CommitAsync<LinkedOrders>(async () =>
        {
            var style = await db.Set<Style>().AsNoTracking().Include(s => s.Processes).FirstOrDefaultAsync(s => s.Id == id, ct);
            if (style is null)
            {
                return ProductionErrors.StyleNotFound;
            }
            var waiting = Waiting(db, reach, style.StyleNo);
            var orders = await waiting.OrderBy(o => o.Id).Take(Most).ToListAsync(ct);
            if (orders.Count == 0)
            {
                return StyleErrors.NothingToLink.With(style.StyleNo);
            }
            OrderProcess[] processes = [.. style.Processes.OrderBy(p => p.SortOrder).Select(p => new OrderProcess(p.ProcessCode, p.ProcessName, p.ProgressStage, p.Price, p.SortOrder))];
            var link = new StyleLink(style.Id, style.StyleNo, style.StyleName, style.Category, style.Customer, style.IsEnabled, WasOrdered: true, processes);
            var ids = orders.Select(o => o.Id).ToList();
            var tasks = await db.Set<CuttingTask>().Where(t => ids.Contains(t.OrderId)).ToListAsync(ct);
            foreach (var order in orders)
            {
                order.Link(link);
                db.Note(order, "LINK_STYLE", actor, clock.UtcNow(), style.StyleNo);
            }
            foreach (var task in tasks)
            {
                task.Name(style.StyleName);
            }
            db.NoteStyle(style.Id, "LINK_ORDERS", actor, clock.UtcNow(), remark: $"{orders.Count} 个订单");
            return new LinkedOrders([.. orders.Select(o => o.OrderNo)], await waiting.CountAsync(ct) - orders.Count);
        }, ct);
    }

    /// <summary>待关联: of that number, without a style, and not at an end.</summary>
    public static IQueryable<ProductionOrder> Waiting(HubDbContext db, OrderReach reach, string styleNo) => db.Set<ProductionOrder>().Where(reach.Filter(db))
        .Where(o => o.StyleNo == styleNo && o.StyleId == null && (o.Status == OrderStatus.Pending || o.Status == OrderStatus.Production));
}
