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
internal sealed record PeriodCount(long Day, long Week, long Month, long Year, long Total)
{
    public static readonly PeriodCount None = new(0, 0, 0, 0, 0);
}

/// <summary>样衣开发, 大货下单, 裁剪数量, 出入库数量.</summary>
internal sealed record DashboardCards(PeriodCount Styles, PeriodCount Ordered, PeriodCount Cut, PeriodCount Moved);

/// <summary>质检统计概览 of a period.</summary>
internal sealed record QualitySummary(long Stored, long Inspected, long Qualified, long Defects, long Repairs, decimal DefectRate, decimal QualifiedRate);

/// <summary>An order that is late, or will be.</summary>
internal sealed record DueOrder(string OrderNo, string StyleNo, string StyleName, string? FactoryName, int OrderQuantity, int CompletedQuantity, int Progress, DateOnly Due, int Days);

internal sealed record DueAnswer(IReadOnlyList<DueOrder> Overdue, IReadOnlyList<DueOrder> Soon);

internal sealed record DueOrders(IReadOnlyList<DueOrder> Orders);

internal sealed record Activity(string Action, string OrderNo, string OperatorName, string? Remark, DateTimeOffset Time);

internal sealed record ActivityAnswer(IReadOnlyList<Activity> Entries);

/// <summary>The reads of 数据面板 (console-pages 2): each card by itself, so that one that fails leaves the others.</summary>
internal static class ReadDashboard
{
    private const int MaxRows = 50, SoonDays = 7, MaxActivity = 20;

    private static readonly string[] Sorts = ["orderNo", "-orderNo", "styleNo", "-styleNo", "quantity", "-quantity", "due", "-due", "factory", "-factory"];

    /// <summary>GET /api/dashboard/cards: all four at once.</summary>
    public static async Task<Answer<DashboardCards>> CardsAsync(HttpContext context, HubDbContext db, TimeProvider clock, CancellationToken ct) => new DashboardCards(
        (await StylesAsync(context, db, clock, ct)).Value, (await OrderedAsync(context, db, clock, ct)).Value, (await CutAsync(context, db, clock, ct)).Value,
        (await MovedAsync(context, db, clock, ct)).Value);

    /// <summary>GET /api/dashboard/cards/styles: 样衣开发.</summary>
    public static async Task<Answer<PeriodCount>> StylesAsync(HttpContext context, HubDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var (day, week, month, year) = Beginnings(context.User(), clock);
        return await db.Set<Style>().AsNoTracking().GroupBy(_ => 1).Select(g => new PeriodCount(
            g.Sum(s => s.CreateTime >= day ? 1L : 0L), g.Sum(s => s.CreateTime >= week ? 1L : 0L), g.Sum(s => s.CreateTime >= month ? 1L : 0L), g.Sum(s => s.CreateTime >= year ? 1L : 0L), g.LongCount())).FirstOrDefaultAsync(ct) ?? PeriodCount.None;
    }

    /// <summary>GET /api/dashboard/cards/ordered: 大货下单, in pieces.</summary>
    public static async Task<Answer<PeriodCount>> OrderedAsync(HttpContext context, HubDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var (day, week, month, year) = Beginnings(context.User(), clock);
        return await Orders(context, db).GroupBy(_ => 1).Select(g => new PeriodCount(
            g.Sum(o => o.CreateTime >= day ? o.OrderQuantity : 0L), g.Sum(o => o.CreateTime >= week ? o.OrderQuantity : 0L), g.Sum(o => o.CreateTime >= month ? o.OrderQuantity : 0L),
            g.Sum(o => o.CreateTime >= year ? o.OrderQuantity : 0L), g.Sum(o => (long)o.OrderQuantity))).FirstOrDefaultAsync(ct) ?? PeriodCount.None;
    }

    /// <summary>GET /api/dashboard/cards/cut: 裁剪数量.</summary>
    public static async Task<Answer<PeriodCount>> CutAsync(HttpContext context, HubDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var (day, week, month, year) = Beginnings(context.User(), clock);
        var orders = Orders(context, db);
        return await db.Set<CuttingBundle>().AsNoTracking().Where(b => orders.Any(o => o.Id == b.OrderId)).GroupBy(_ => 1).Select(g => new PeriodCount(
            g.Sum(b => b.CreateTime >= day ? b.Quantity : 0L), g.Sum(b => b.CreateTime >= week ? b.Quantity : 0L), g.Sum(b => b.CreateTime >= month ? b.Quantity : 0L),
            g.Sum(b => b.CreateTime >= year ? b.Quantity : 0L), g.Sum(b => (long)b.Quantity))).FirstOrDefaultAsync(ct) ?? PeriodCount.None;
    }

    /// <summary>GET /api/dashboard/cards/moved: 出入库数量. The stock is the tenant's; a factory's account does not see it (production-domain 2).</summary>
    public static async Task<Answer<PeriodCount>> MovedAsync(HttpContext context, HubDbContext db, TimeProvider clock, CancellationToken ct)
    {
        if (context.User().FactoryId is not null)
        {
            return PeriodCount.None;
        }
        var (day, week, month, year) = Beginnings(context.User(), clock);
        return await db.Set<StockMovement>().AsNoTracking()
            .Where(m => m.Type == MovementType.Inbound || m.Type == MovementType.Outbound).GroupBy(_ => 1).Select(g => new PeriodCount(
                g.Sum(m => m.Time >= day ? Math.Abs(m.Delta) : 0L), g.Sum(m => m.Time >= week ? Math.Abs(m.Delta) : 0L), g.Sum(m => m.Time >= month ? Math.Abs(m.Delta) : 0L),
                g.Sum(m => m.Time >= year ? Math.Abs(m.Delta) : 0L), g.Sum(m => (long)Math.Abs(m.Delta)))).FirstOrDefaultAsync(ct) ?? PeriodCount.None;
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

    /// <summary>GET /api/dashboard/due: late orders, and those due within seven days.</summary>
    public static async Task<Answer<DueAnswer>> DueAsync(HttpContext context, HubDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var late = await OverdueAsync(Fields.FromQuery(context.Request.Query), context, db, clock, ct);
        return late.Refusal is { } refusal ? refusal : new DueAnswer(late.Value.Orders, (await SoonAsync(context, db, clock, ct)).Value.Orders);
    }

    /// <summary>GET /api/dashboard/overdue: late orders, longest first unless sorted otherwise; at most 50.</summary>
    public static async Task<Answer<DueOrders>> OverdueAsync(Fields fields, HttpContext context, HubDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var sort = fields.OneOf("sort", false, Sorts);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var today = Today(context, clock);
        var orders = await FirstOpen(Orders(context, db).Overdue(today), sort).ToListAsync(ct);
        return new DueOrders([.. orders.Select(o => Of(o, today, -1))]);
    }

    /// <summary>GET /api/dashboard/soon: not final, and due within seven days; soonest first, at most 50.</summary>
    public static async Task<Answer<DueOrders>> SoonAsync(HttpContext context, HubDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var today = Today(context, clock);
        var last = today.AddDays(SoonDays);
        var orders = await FirstOpen(Orders(context, db).Where(o => o.DueDate >= today && o.DueDate <= last), null).ToListAsync(ct);
        return new DueOrders([.. orders.Select(o => Of(o, today, 1))]);
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

    private static IQueryable<ProductionOrder> Orders(HttpContext context, HubDbContext db) =>
        db.Set<ProductionOrder>().AsNoTracking().Where(OrderReach.Of(context.User()).Filter(db)).Where(o => o.Status != OrderStatus.Cancelled);

    /// <summary>The first of those not final. An index gives the first of each state without reading the rest, but not of two states together.</summary>
    private static IQueryable<ProductionOrder> FirstOpen(IQueryable<ProductionOrder> orders, string? sort) => Sorted(
        Sorted(orders.Where(o => o.Status == OrderStatus.Pending), sort).Take(MaxRows).Concat(Sorted(orders.Where(o => o.Status == OrderStatus.Production), sort).Take(MaxRows)), sort)
        .Take(MaxRows);

    private static DateOnly Today(HttpContext context, TimeProvider clock) => TenantTime.For(context.User().TimeZone).Day(clock.UtcNow());

    private static IQueryable<ProductionOrder> Sorted(IQueryable<ProductionOrder> orders, string? sort) => sort switch
    {
        "orderNo" => orders.OrderBy(o => o.OrderNo),
        "-orderNo" => orders.OrderByDescending(o => o.OrderNo),
        "styleNo" => orders.OrderBy(o => o.StyleNo).ThenBy(o => o.Id),
        "-styleNo" => orders.OrderByDescending(o => o.StyleNo).ThenByDescending(o => o.Id),
        "quantity" => orders.OrderBy(o => o.OrderQuantity).ThenBy(o => o.Id),
        "-quantity" => orders.OrderByDescending(o => o.OrderQuantity).ThenByDescending(o => o.Id),
        "factory" => orders.OrderBy(o => o.FactoryName).ThenBy(o => o.Id),
        "-factory" => orders.OrderByDescending(o => o.FactoryName).ThenByDescending(o => o.Id),
        "-due" => orders.OrderByDescending(o => o.DueDate).ThenByDescending(o => o.Id),
        _ => orders.OrderBy(o => o.DueDate).ThenBy(o => o.Id),
    };

    private static DueOrder Of(ProductionOrder o, DateOnly today, int sign)
    {
        var due = o.DueDate!.Value;
        return new DueOrder(o.OrderNo, o.StyleNo, o.StyleName, o.FactoryName, o.OrderQuantity, o.CompletedQuantity, o.ProductionProgress, due, sign * (due.DayNumber - today.DayNumber));
    }

    /// <summary>The tenant's day, week (from Monday), month and year began at these instants.</summary>
    private static (DateTime Day, DateTime Week, DateTime Month, DateTime Year) Beginnings(SignedInUser user, TimeProvider clock)
    {
        var time = TenantTime.For(user.TimeZone);
        var today = time.Day(clock.UtcNow());
        return (time.StartOf(today), time.StartOf(TenantTime.MondayOf(today)), time.StartOf(new DateOnly(today.Year, today.Month, 1)), time.StartOf(new DateOnly(today.Year, 1, 1)));
    }
}
