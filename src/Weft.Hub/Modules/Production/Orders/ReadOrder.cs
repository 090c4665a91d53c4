using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Quality;
using Weft.Hub.Modules.Production.Stock;
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

    /// <summary>下单明细 with what became of each colour and size.</summary>
    public IReadOnlyList<OrderSizeRow> SizeFigures { get; init; } = [];
    public IReadOnlyList<OrderProcessRow> Processes { get; init; } = [];

    /// <summary>Newest first.</summary>
    public IReadOnlyList<TimelineRow> Timeline { get; init; } = [];
}

/// <summary>A process of an order with its stage. What it is paid is null for a factory's account, as in <see cref="OrderProcesses"/>.</summary>
internal sealed record OrderProcessRow(string? Code, string Name, string Stage, decimal? UnitPrice, int SortOrder);

/// <summary>One colour and size of an order; what was inspected twice counts once, defects and stored pieces as they are now.</summary>
public sealed record OrderSizeRow(string SkuCode, string Color, string Size, int Quantity, int InspectedQuantity, int DefectQuantity, int StoredQuantity);

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
            SizeFigures = await SizesAsync(order, db, ct),
            Processes = [.. order.Processes.Select(p => new OrderProcessRow(p.Code, p.Name, OrderStages.Of(p), user.FactoryId is null ? p.UnitPrice : null, p.SortOrder))],
            Timeline = [.. timeline.Select(e => new TimelineRow(e.Action, e.From, e.To, e.OperatorName, e.Source, e.Remark, time.Local(e.Time)))],
        };
    }

    private static async Task<IReadOnlyList<OrderSizeRow>> SizesAsync(ProductionOrder order, HubDbContext db, CancellationToken ct)
    {
        var sums = await db.Set<Warehousing>().AsNoTracking().Where(WarehousedPieces.Valid).Where(w => w.OrderId == order.Id).GroupBy(w => new { w.Color, w.Size })
            .Select(g => new
            {
                g.Key.Color, g.Key.Size, Inspected = g.Sum(w => w.RecheckOfId == null ? w.InspectedQuantity : 0), Defects = g.Sum(w => w.RecheckOfId == null ? w.UnqualifiedQuantity : 0),
                Stored = g.Sum(w => w.WarehousedAt != null ? w.QualifiedQuantity : 0),
            }).ToDictionaryAsync(g => (g.Color, g.Size), ct);
        return [.. order.Lines.Select(l =>
        {
            var sum = sums.GetValueOrDefault((l.Color, l.Size));
            return new OrderSizeRow(ProductSku.Code(order.StyleNo, l.Color, l.Size), l.Color, l.Size, l.Quantity, sum?.Inspected ?? 0, sum?.Defects ?? 0, sum?.Stored ?? 0);
        })];
    }
}
