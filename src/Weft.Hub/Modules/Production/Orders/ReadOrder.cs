using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Files;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Orders;

/// <summary>An order with its parts.</summary>
internal sealed record OrderDetail : OrderRow
{
    [SetsRequiredMembers]
    public OrderDetail(OrderRow order) : base(order)
    {
    }

    public IReadOnlyList<OrderLineInput> Lines { get; init; } = [];
    public IReadOnlyList<OrderProcess> Processes { get; init; } = [];

    /// <summary>Newest first.</summary>
    public IReadOnlyList<TimelineRow> Timeline { get; init; } = [];
}

/// <summary>One entry of an object's history.</summary>
public sealed record TimelineRow(string Action, string? From, string? To, string OperatorName, string Source, string? Remark, DateTimeOffset Time);

/// <summary>GET /api/production/orders/{orderNo}.</summary>
internal static class ReadOrder
{
    public static async Task<Answer<OrderDetail>> HandleAsync(string orderNo, HttpContext context, HubDbContext db, FileLinks links, TimeProvider clock, CancellationToken ct)
    {
        var user = context.User();
        var time = TenantTime.For(user.TimeZone);
        var order = !ProductionOrder.IsNumber(orderNo) ? null
            : await db.Set<ProductionOrder>().AsNoTracking().Include(o => o.Lines.OrderBy(l => l.SortOrder)).Where(OrderReach.Of(user).Filter(db))
                .FirstOrDefaultAsync(o => o.OrderNo == orderNo, ct);
        if (order is null)
        {
            return ProductionErrors.OrderNotFound;
        }
        var timeline = await db.Set<TimelineEntry>().AsNoTracking().Where(e => e.EntityType == TimelineEntry.OrderType && e.EntityId == order.Id)
            .OrderByDescending(e => e.Time).ThenByDescending(e => e.Id).ToListAsync(ct);
        var row = await OrderRows.FilledAsync([order], user, time.Day(clock.UtcNow()), db, links, ct);
        return new OrderDetail(row[0])
        {
            Lines = [.. order.Lines.Select(l => new OrderLineInput(l.Color, l.Size, l.Quantity))],
            Processes = order.Processes,
            Timeline = [.. timeline.Select(e => new TimelineRow(e.Action, e.From, e.To, e.OperatorName, e.Source, e.Remark, time.Local(e.Time)))],
        };
    }
}
