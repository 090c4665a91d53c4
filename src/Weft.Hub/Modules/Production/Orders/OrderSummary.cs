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
        var sums = await orders.GroupBy(_ => 1).Select(g => new
        {
            All = g.LongCount(),
            AllPieces = g.Sum(o => (long)o.OrderQuantity),
            Late = g.Sum(o => (o.Status == OrderStatus.Pending || o.Status == OrderStatus.Production) && (o.PlannedEndDate ?? o.ExpectedShipDate) < today ? 1L : 0L),
            LatePieces = g.Sum(o => (o.Status == OrderStatus.Pending || o.Status == OrderStatus.Production) && (o.PlannedEndDate ?? o.ExpectedShipDate) < today ? o.OrderQuantity : 0L),
            Today = g.Sum(o => o.CreateTime >= start ? 1L : 0L),
            TodayPieces = g.Sum(o => o.CreateTime >= start ? o.OrderQuantity : 0L),
            Api = g.Sum(o => o.SourceType == OrderSourceType.OpenApi ? 1L : 0L),
            ApiPieces = g.Sum(o => o.SourceType == OrderSourceType.OpenApi ? o.OrderQuantity : 0L),
        }).FirstOrDefaultAsync(ct);
        return sums is null
            ? new OrderSummaryAnswer(new(0, 0), new(0, 0), new(0, 0), new(0, 0))
            : new OrderSummaryAnswer(new(sums.All, sums.AllPieces), new(sums.Late, sums.LatePieces), new(sums.Today, sums.TodayPieces), new(sums.Api, sums.ApiPieces));
    }
}
