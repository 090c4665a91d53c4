using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Orders;

/// <summary>Orders, and pieces of them.</summary>
internal sealed record OrderCount(long Orders, long Pieces);

/// <summary>The cards above the order list: all, late, placed today, and from customers' systems.</summary>
internal sealed record OrderSummaryAnswer(OrderCount All, OrderCount Overdue, OrderCount Today, OrderCount FromApi);

/// <summary>GET /api/production/orders/summary: counted over everything that the list's filters match (console-pages 5, C5).</summary>
internal static class OrderSummary
{
    public static async Task<Answer<OrderSummaryAnswer>> HandleAsync(Fields fields, HttpContext context, HubDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var user = context.User();
        var time = TenantTime.For(user.TimeZone);
        var today = time.Day(clock.UtcNow());
        var orders = ListOrders.Matching(fields, user, time, today, db);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var start = time.StartOf(today);
        // Each by an index of its own: a sum over everything that asks for every column would read every row.
        var all = await orders.GroupBy(_ => 1).Select(g => new
        {
            Orders = g.LongCount(),
            Pieces = g.Sum(o => (long)o.OrderQuantity),
            Api = g.Sum(o => o.SourceType == OrderSourceType.OpenApi ? 1L : 0L),
            ApiPieces = g.Sum(o => o.SourceType == OrderSourceType.OpenApi ? o.OrderQuantity : 0L),
        }).FirstOrDefaultAsync(ct);
        return new OrderSummaryAnswer(
            new(all?.Orders ?? 0, all?.Pieces ?? 0), await CountAsync(orders.Overdue(today), ct), await CountAsync(orders.Where(o => o.CreateTime >= start), ct),
            new(all?.Api ?? 0, all?.ApiPieces ?? 0));
    }

    private static async Task<OrderCount> CountAsync(IQueryable<ProductionOrder> orders, CancellationToken ct) =>
        await orders.GroupBy(_ => 1).Select(g => new OrderCount(g.LongCount(), g.Sum(o => (long)o.OrderQuantity))).FirstOrDefaultAsync(ct) ?? new(0, 0);
}
