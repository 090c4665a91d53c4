using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Cutting;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Quality;
using Weft.Hub.Modules.Production.Stock;
using Weft.Hub.Modules.Production.Styles;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Dashboard;

/// <summary>One figure since the beginning of the day, week, month and year, and in all.</summary>
internal sealed record PeriodCount(long Day, long Week, long Month, long Year, long Total);

/// <summary>样衣开发, 大货下单, 裁剪数量, 出入库数量.</summary>
internal sealed record DashboardCards(PeriodCount Styles, PeriodCount Ordered, PeriodCount Cut, PeriodCount Moved);

/// <summary>质检统计概览 of a period.</summary>
internal sealed record QualitySummary(long Stored, long Inspected, long Qualified, long Defects, long Repairs, decimal DefectRate, decimal QualifiedRate);

/// <summary>An order that is late, or will be.</summary>
internal sealed record DueOrder(string OrderNo, string StyleNo, string StyleName, string? FactoryName, int OrderQuantity, int CompletedQuantity, int Progress, DateOnly Due, int Days);

internal sealed record DueAnswer(IReadOnlyList<DueOrder> Overdue, IReadOnlyList<DueOrder> Soon);

internal sealed record Activity(string Action, string OrderNo, string OperatorName, string? Remark, DateTimeOffset Time);

internal sealed record ActivityAnswer(IReadOnlyList<Activity> Entries);

/// <summary>The reads of 数据面板 (console-pages 2): each card by itself, so that one that fails leaves the others.</summary>
internal static class ReadDashboard
{
    private const int MaxRows = 50, SoonDays = 7, MaxActivity = 20;

    /// <summary>GET /api/dashboard/cards.</summary>
    public static async Task<Answer<DashboardCards>> CardsAsync(HttpContext context, HubDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var user = context.User();
        var (day, week, month, year) = Beginnings(user, clock);
        var orders = db.Set<ProductionOrder>().AsNoTracking().Where(OrderReach.Of(user).Filter(db)).Where(o => o.Status != OrderStatus.Cancelled);
        var styles = await db.Set<Style>().AsNoTracking().GroupBy(_ => 1).Select(g => new PeriodCount(
            g.Sum(s => s.CreateTime >= day ? 1L : 0L), g.Sum(s => s.CreateTime >= week ? 1L : 0L), g.Sum(s => s.CreateTime >= month ? 1L : 0L), g.Sum(s => s.CreateTime >= year ? 1L : 0L), g.LongCount())).FirstOrDefaultAsync(ct);
        var ordered = await orders.GroupBy(_ => 1).Select(g => new PeriodCount(
            g.Sum(o => o.CreateTime >= day ? o.OrderQuantity : 0L), g.Sum(o => o.CreateTime >= week ? o.OrderQuantity : 0L), g.Sum(o => o.CreateTime >= month ? o.OrderQuantity : 0L),
            g.Sum(o => o.CreateTime >= year ? o.OrderQuantity : 0L), g.Sum(o => (long)o.OrderQuantity))).FirstOrDefaultAsync(ct);
        var cut = await db.Set<CuttingBundle>().AsNoTracking().Where(b => orders.Any(o => o.Id == b.OrderId)).GroupBy(_ => 1).Select(g => new PeriodCount(
            g.Sum(b => b.CreateTime >= day ? b.Quantity : 0L), g.Sum(b => b.CreateTime >= week ? b.Quantity : 0L), g.Sum(b => b.CreateTime >= month ? b.Quantity : 0L),
            g.Sum(b => b.CreateTime >= year ? b.Quantity : 0L), g.Sum(b => (long)b.Quantity))).FirstOrDefaultAsync(ct);
        // The stock is the tenant's; a factory's account does not see it (production-domain 2).
        var moved = user.FactoryId is not null ? null : await db.Set<StockMovement>().AsNoTracking()
            .Where(m => m.Type == MovementType.Inbound || m.Type == MovementType.Outbound).GroupBy(_ => 1).Select(g => new PeriodCount(
                g.Sum(m => m.Time >= day ? Math.Abs(m.Delta) : 0L), g.Sum(m => m.Time >= week ? Math.Abs(m.Delta) : 0L), g.Sum(m => m.Time >= month ? Math.Abs(m.Delta) : 0L),
                g.Sum(m => m.Time >= year ? Math.Abs(m.Delta) : 0L), g.Sum(m => (long)Math.Abs(m.Delta)))).FirstOrDefaultAsync(ct);
        var none = new PeriodCount(0, 0, 0, 0, 0);
        return new DashboardCards(styles ?? none, ordered ?? none, cut ?? none, moved ?? none);
    }

    /// <summary>GET /api/dashboard/quality: range is day, week or month.</summary>
    public static async Task<Answer<QualitySummary>> QualityAsync(Fields fields, HttpContext context, HubDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var range = fields.OneOf("range", false, "day", "week", "month") ?? "day";
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var user = context.User();
        var (day, week, month, _) = Beginnings(user, clock);
        var since = range switch { "week" => week, "month" => month, _ => day };
        var orders = db.Set<ProductionOrder>().AsNoTracking().Where(OrderReach.Of(user).Filter(db));
        var sums = await db.Set<Warehousing>().AsNoTracking().Where(WarehousedPieces.Valid).Where(w => w.InspectedAt >= since && orders.Any(o => o.Id == w.OrderId)).GroupBy(_ => 1)
            .Select(g => new
            {
                Stored = g.Sum(w => w.WarehousedAt != null ? w.QualifiedQuantity : 0L), Inspected = g.Sum(w => (long)w.InspectedQuantity), Qualified = g.Sum(w => (long)w.QualifiedQuantity),
                Defects = g.Sum(w => (long)w.UnqualifiedQuantity), Repairs = g.Sum(w => w.DefectHandling == DefectHandling.Repair ? w.UnqualifiedQuantity : 0L),
            }).FirstOrDefaultAsync(ct);
        return sums is null or { Inspected: 0 }
            ? new QualitySummary(0, 0, 0, 0, 0, 0, 0)
            : new QualitySummary(sums.Stored, sums.Inspected, sums.Qualified, sums.Defects, sums.Repairs, (decimal)sums.Defects / sums.Inspected, (decimal)sums.Qualified / sums.Inspected);
    }

    /// <summary>GET /api/dashboard/due: late orders (longest first, at most 50), and those due within seven days.</summary>
    public static async Task<Answer<DueAnswer>> DueAsync(HttpContext context, HubDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var user = context.User();
        var today = TenantTime.For(user.TimeZone).Day(clock.UtcNow());
        var last = today.AddDays(SoonDays);
        var open = db.Set<ProductionOrder>().AsNoTracking().Where(OrderReach.Of(user).Filter(db)).Where(o => o.Status == OrderStatus.Pending || o.Status == OrderStatus.Production);
        var late = await ReadAsync(open.Overdue(today), ct);
        var soon = await ReadAsync(open.Where(o => (o.PlannedEndDate ?? o.ExpectedShipDate) >= today && (o.PlannedEndDate ?? o.ExpectedShipDate) <= last), ct);
        DueOrder Of(ProductionOrder o, int sign)
        {
            var due = (o.PlannedEndDate ?? o.ExpectedShipDate)!.Value;
            return new DueOrder(o.OrderNo, o.StyleNo, o.StyleName, o.FactoryName, o.OrderQuantity, o.CompletedQuantity, o.ProductionProgress, due, sign * (due.DayNumber - today.DayNumber));
        }
        return new DueAnswer([.. late.Select(o => Of(o, -1))], [.. soon.Select(o => Of(o, 1))]);
    }

    /// <summary>GET /api/dashboard/activity: what happened last on orders within reach.</summary>
    public static async Task<Answer<ActivityAnswer>> ActivityAsync(HttpContext context, HubDbContext db, CancellationToken ct)
    {
        var user = context.User();
        var time = TenantTime.For(user.TimeZone);
        // The last entries are on the orders that changed last: those are found by an index, and their entries too.
        var orders = await db.Set<ProductionOrder>().AsNoTracking().Where(OrderReach.Of(user).Filter(db)).OrderByDescending(o => o.UpdateTime).ThenByDescending(o => o.Id).Take(MaxActivity)
            .Select(o => new { o.Id, o.OrderNo }).ToDictionaryAsync(o => o.Id, o => o.OrderNo, ct);
        var ids = orders.Keys.ToList();
        var entries = await db.Set<TimelineEntry>().AsNoTracking().Where(e => e.EntityType == TimelineEntry.OrderType && ids.Contains(e.EntityId))
            .OrderByDescending(e => e.Time).ThenByDescending(e => e.Id).Take(MaxActivity).ToListAsync(ct);
        return new ActivityAnswer([.. entries.Select(e => new Activity(e.Action, orders[e.EntityId], e.OperatorName, e.Remark, time.Local(e.Time)))]);
    }

    private static Task<List<ProductionOrder>> ReadAsync(IQueryable<ProductionOrder> orders, CancellationToken ct) =>
        orders.OrderBy(o => o.PlannedEndDate ?? o.ExpectedShipDate).ThenBy(o => o.Id).Take(MaxRows).ToListAsync(ct);

    /// <summary>The tenant's day, week (from Monday), month and year began at these instants.</summary>
    private static (DateTime Day, DateTime Week, DateTime Month, DateTime Year) Beginnings(SignedInUser user, TimeProvider clock)
    {
        var time = TenantTime.For(user.TimeZone);
        var today = time.Day(clock.UtcNow());
        return (time.StartOf(today), time.StartOf(today.AddDays(-(((int)today.DayOfWeek + 6) % 7))), time.StartOf(new DateOnly(today.Year, today.Month, 1)), time.StartOf(new DateOnly(today.Year, 1, 1)));
    }
}
