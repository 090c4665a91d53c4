using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production.Orders;

/// <summary>What every list of orders has in common.</summary>
internal static class OrderFilters
{
    public static IQueryable<ProductionOrder> Matching(this IQueryable<ProductionOrder> orders, OrderFilter filter)
    {
        orders = filter.Status is { } status ? orders.Where(o => o.Status == status) : orders;
        orders = filter.OrderNo is { } orderNo ? orders.Where(o => o.OrderNo == orderNo) : orders;
        orders = filter.ExternalOrderNo is { } external ? orders.Where(o => o.ExternalOrderNo == external) : orders;
        orders = filter.StyleNo is { } styleNo ? orders.Where(o => o.StyleNo == styleNo) : orders;
        orders = filter.CreatedFrom is { } createdFrom ? orders.Where(o => o.CreateTime >= createdFrom) : orders;
        orders = filter.CreatedTo is { } createdTo ? orders.Where(o => o.CreateTime < createdTo) : orders;
        orders = filter.UpdatedFrom is { } updatedFrom ? orders.Where(o => o.UpdateTime >= updatedFrom) : orders;
        return filter.UpdatedTo is { } updatedTo ? orders.Where(o => o.UpdateTime < updatedTo) : orders;
    }

    /// <summary>Orders that are late: not final, and their day is before today in the tenant's zone.</summary>
    public static IQueryable<ProductionOrder> Overdue(this IQueryable<ProductionOrder> orders, DateOnly today) =>
        orders.Where(o => (o.Status == OrderStatus.Pending || o.Status == OrderStatus.Production) && o.DueDate < today);

    /// <param name="rows">In their order.</param>
    /// <param name="page">Which page.</param>
    /// <param name="view">What is read of a row.</param>
    /// <param name="ct">Stops it.</param>
    /// <param name="isExact">True for the signed API, whose total is a promise; the console's lists count as far as people page.</param>
    public static async Task<PageOf<TView>> PageAsync<TRow, TView>(
        this IQueryable<TRow> rows, PageRequest page, Expression<Func<TRow, TView>> view, CancellationToken ct, bool isExact = false)
    {
        var records = await rows.Skip(page.Skip).Take(page.Size).Select(view).ToListAsync(ct);
        // A page that is not full is the last one: its end is the total, without counting.
        var total = records.Count < page.Size && (records.Count > 0 || page.Page == 1) ? page.Skip + records.Count
            : isExact ? await rows.LongCountAsync(ct)
            : await rows.CountedAsync(ct);
        return new PageOf<TView>(total, page.Page, page.Size, records);
    }
}
