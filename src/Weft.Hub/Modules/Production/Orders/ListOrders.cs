using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Files;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Orders;

/// <summary>GET /api/production/orders: the order list of the console (console-pages 5).</summary>
internal static class ListOrders
{
    /// <summary>As many orders as can be named one by one, in the address of an export as well.</summary>
    public const int MostNamed = 100;

    private const int LongestNumber = 32;

    public static async Task<Answer<PageOf<OrderRow>>> HandleAsync(Fields fields, HttpContext context, HubDbContext db, FileLinks links, TimeProvider clock, CancellationToken ct)
    {
        var user = context.User();
        var time = TenantTime.For(user.TimeZone);
        var today = time.Day(clock.UtcNow());
        var page = PageRequest.Read(fields);
        var orders = Matching(fields, user, time, today, db);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var found = await orders.PageAsync(page, o => o, ct);
        return new PageOf<OrderRow>(found.Total, found.Page, found.Size, await OrderRows.FilledAsync(found.Records, user, today, db, links, ct));
    }

    /// <summary>What the reader's scope and the list's filters leave, in its order; also what an export writes.</summary>
    public static IQueryable<ProductionOrder> Matching(Fields fields, SignedInUser user, TenantTime time, DateOnly today, HubDbContext db) => Sorted(
        Narrow(db.Set<ProductionOrder>().AsNoTracking().Where(OrderReach.Of(user).Filter(db)), fields, time, today),
        fields.OneOf("sort", false, "createTime", "-createTime", "expectedShipDate", "-expectedShipDate", "plannedEndDate", "-plannedEndDate"));

    private static IQueryable<ProductionOrder> Narrow(IQueryable<ProductionOrder> orders, Fields fields, TenantTime time, DateOnly today)
    {
        var status = fields.OneOf("status", false, "pending", "production", "completed", "cancelled", "scrapped", "overdue");
        orders = orders.Matching(new OrderFilter
        {
            Status = OrderStatusWords.Parse(status),
            OrderNo = fields.Text("orderNo", 32),
            ExternalOrderNo = fields.Text("externalOrderNo", 64),
            StyleNo = fields.Text("styleNo", 64),
            CreatedFrom = ProductionFields.Moment(fields, "createdFrom", time, isEnd: false),
            CreatedTo = ProductionFields.Moment(fields, "createdTo", time, isEnd: true),
        });
        orders = status == "overdue" ? orders.Overdue(today) : orders;
        orders = fields.Integer("factoryId", min: 1) is { } factory ? orders.Where(o => o.FactoryId == factory) : orders;
        orders = fields.Integer("sourceAppId", min: 1) is { } app ? orders.Where(o => o.SourceAppId == app) : orders;
        orders = Named(fields) is { } named ? orders.Where(o => named.Contains(o.OrderNo)) : orders;
        orders = fields.OneOf("source", false, "CONSOLE", "OPENAPI") switch
        {
            "CONSOLE" => orders.Where(o => o.SourceType == OrderSourceType.Console),
            "OPENAPI" => orders.Where(o => o.SourceType == OrderSourceType.OpenApi),
            _ => orders,
        };
        orders = fields.Text("merchandiser", 64) is { } merchandiser ? orders.Where(o => o.Merchandiser == merchandiser) : orders;
        if (fields.Text("keyword", 64) is { } keyword)
        {
            // What people type is text, not a pattern: Contains escapes it.
            orders = orders.Where(o => o.OrderNo.Contains(keyword) || o.StyleNo.Contains(keyword)
                || (o.ExternalOrderNo != null && o.ExternalOrderNo.Contains(keyword)) || (o.FactoryName != null && o.FactoryName.Contains(keyword)));
        }
        return orders;
    }

    /// <summary>What a person has ticked.</summary>
    private static string[]? Named(Fields fields)
    {
        var numbers = fields.Text("orderNos", MostNamed * (LongestNumber + 1))?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (numbers?.Length > MostNamed)
        {
            fields.Fail("orderNos", $"最多 {MostNamed} 个订单号，实际 {numbers.Length} 个");
        }
        return numbers;
    }

    private static IQueryable<ProductionOrder> Sorted(IQueryable<ProductionOrder> orders, string? sort) => sort switch
    {
        "createTime" => orders.OrderBy(o => o.CreateTime).ThenBy(o => o.Id),
        "expectedShipDate" => orders.OrderBy(o => o.ExpectedShipDate).ThenBy(o => o.Id),
        "-expectedShipDate" => orders.OrderByDescending(o => o.ExpectedShipDate).ThenByDescending(o => o.Id),
        "plannedEndDate" => orders.OrderBy(o => o.PlannedEndDate).ThenBy(o => o.Id),
        "-plannedEndDate" => orders.OrderByDescending(o => o.PlannedEndDate).ThenByDescending(o => o.Id),
        _ => orders.OrderByDescending(o => o.CreateTime).ThenByDescending(o => o.Id),
    };
}
