using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Quality;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Reconciliations;

/// <summary>One period in figures. Costs and profit are null for those who do not see all of the tenant.</summary>
internal sealed record FinanceFigures(
    decimal TotalAmount, long Orders, long OrderQuantity, long StoredQuantity, decimal? MaterialCost, decimal? ProcessCost, decimal? ProfitAmount, decimal? ProfitMargin);

/// <summary>A part of the trend: a day, or in a year a month.</summary>
internal sealed record FinanceStep(DateOnly From, decimal TotalAmount, decimal? ProfitAmount);

/// <summary>What was billed for one factory's orders.</summary>
internal sealed record FinanceFactory(long? FactoryId, string? FactoryName, decimal TotalAmount, decimal? ProfitAmount);

/// <summary>The period that is running and the one before it, with days of the tenant; <c>To</c> is the last day.</summary>
internal sealed record FinanceDashboardAnswer(
    string Range, DateOnly From, DateOnly To, DateOnly PreviousFrom, DateOnly PreviousTo, FinanceFigures Current, FinanceFigures Previous, IReadOnlyList<FinanceStep> Trend,
    IReadOnlyList<FinanceFactory> Factories);

/// <summary>
/// GET /api/finance/dashboard (console-pages 9): range is day, week, month or year, and factoryId narrows it. Money counts on the day of its statement, orders when they
/// are placed, pieces when they are warehoused.
/// </summary>
internal static class FinanceDashboard
{
    private const int MostFactories = 10, DaysBeforeToday = 6;

    public static async Task<Answer<FinanceDashboardAnswer>> HandleAsync(Fields fields, HttpContext context, HubDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var range = fields.OneOf("range", false, "day", "week", "month", "year") ?? "month";
        var factory = fields.Integer("factoryId", min: 1);
        var user = context.User();
        if (ListReconciliations.Refused(user) is { } refusal)
        {
            return refusal;
        }
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var time = TenantTime.For(user.TimeZone);
        var orders = db.Set<ProductionOrder>().AsNoTracking().Where(OrderReach.Of(user).Filter(db));
        orders = factory is { } id ? orders.Where(o => o.FactoryId == id) : orders;
        var (from, next, before) = Period(range, time.Day(clock.UtcNow()));
        var trendFrom = range == "day" ? from.AddDays(-DaysBeforeToday) : from;
        var since = before < trendFrom ? before : trendFrom;
        var billed = db.Set<Reconciliation>().AsNoTracking().Where(r => r.ReconciliationDate >= since && r.ReconciliationDate < next)
            .Join(orders, r => r.OrderId, o => o.Id, (r, o) => new Billed { Day = r.ReconciliationDate, FactoryId = o.FactoryId, FactoryName = o.FactoryName, Amount = r.FinalAmount, Material = r.MaterialCost ?? 0, Process = r.ProcessCost });
        var days = await billed.GroupBy(b => b.Day).Select(g => new Sums(g.Key, g.Sum(b => b.Amount), g.Sum(b => b.Material), g.Sum(b => b.Process))).ToListAsync(ct);
        var costs = user.DataScope == DataScope.All;

        async Task<FinanceFigures> FiguresAsync(DateOnly first, DateOnly end)
        {
            var (start, stop) = (time.StartOf(first), time.StartOf(end));
            var placed = await orders.Where(o => o.CreateTime >= start && o.CreateTime < stop && o.Status != OrderStatus.Cancelled).GroupBy(_ => 1)
                .Select(g => new { Count = g.LongCount(), Pieces = g.Sum(o => (long)o.OrderQuantity) }).FirstOrDefaultAsync(ct);
            var stored = await db.Set<Warehousing>().AsNoTracking().Where(WarehousedPieces.Valid)
                .Where(w => w.WarehousedAt >= start && w.WarehousedAt < stop && orders.Any(o => o.Id == w.OrderId)).SumAsync(w => (long)w.QualifiedQuantity, ct);
            var sum = Sum(days.Where(d => d.Day >= first && d.Day < end));
            return new FinanceFigures(
                Money.Rounded(sum.Amount), placed?.Count ?? 0, placed?.Pieces ?? 0, stored, costs ? Money.Rounded(sum.Material) : null, costs ? Money.Rounded(sum.Process) : null,
                costs ? Money.Rounded(sum.Profit) : null, costs && sum.Amount > 0 ? sum.Profit / sum.Amount : null);
        }

        var factories = await billed.Where(b => b.Day >= from).GroupBy(b => new { b.FactoryId, b.FactoryName })
            .Select(g => new { g.Key.FactoryId, g.Key.FactoryName, Amount = g.Sum(b => b.Amount), Cost = g.Sum(b => b.Material) + g.Sum(b => b.Process) }).ToListAsync(ct);
        return new FinanceDashboardAnswer(range, from, next.AddDays(-1), before, from.AddDays(-1), await FiguresAsync(from, next), await FiguresAsync(before, from),
        [
            .. Steps(trendFrom, next, range == "year").Select(step =>
            {
                var sum = Sum(days.Where(d => d.Day >= step.From && d.Day < step.Next));
                return new FinanceStep(step.From, Money.Rounded(sum.Amount), costs ? Money.Rounded(sum.Profit) : null);
            }),
        ],
        [
            .. factories.OrderByDescending(f => f.Amount).Take(MostFactories)
                .Select(f => new FinanceFactory(f.FactoryId, f.FactoryName, Money.Rounded(f.Amount), costs ? Money.Rounded(f.Amount - f.Cost) : null)),
        ]);
    }

    /// <summary>The first day, the day after the last one, and where the period before began.</summary>
    private static (DateOnly From, DateOnly Next, DateOnly Before) Period(string range, DateOnly today)
    {
        var (monday, first, year) = (TenantTime.MondayOf(today), new DateOnly(today.Year, today.Month, 1), new DateOnly(today.Year, 1, 1));
        return range switch
        {
            "day" => (today, today.AddDays(1), today.AddDays(-1)),
            "week" => (monday, monday.AddDays(7), monday.AddDays(-7)),
            "year" => (year, year.AddYears(1), year.AddYears(-1)),
            _ => (first, first.AddMonths(1), first.AddMonths(-1)),
        };
    }

    private static IEnumerable<(DateOnly From, DateOnly Next)> Steps(DateOnly from, DateOnly end, bool byMonth)
    {
        for (var day = from; day < end;)
        {
            var next = byMonth ? day.AddMonths(1) : day.AddDays(1);
            yield return (day, next);
            day = next;
        }
    }

    private static Sums Sum(IEnumerable<Sums> days) => days.Aggregate(
        new Sums(default, 0, 0, 0), (all, day) => all with { Amount = all.Amount + day.Amount, Material = all.Material + day.Material, Process = all.Process + day.Process });

    private sealed record Sums(DateOnly Day, decimal Amount, decimal Material, decimal Process)
    {
        public decimal Profit => Amount - Material - Process;
    }

    private sealed class Billed
    {
        public DateOnly Day { get; init; }
        public long? FactoryId { get; init; }
        public string? FactoryName { get; init; }
        public decimal Amount { get; init; }
        public decimal Material { get; init; }
        public decimal Process { get; init; }
    }
}
