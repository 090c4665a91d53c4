using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Cutting;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Dashboard;

/// <summary>Day by day; the lists are as long as the days.</summary>
internal sealed record TrendAnswer(IReadOnlyList<DateOnly> Days, IReadOnlyList<long> Ordered, IReadOnlyList<long> Cut, IReadOnlyList<long> Scans, IReadOnlyList<long> Scanned);

internal sealed record OrderTrend(IReadOnlyList<DateOnly> Days, IReadOnlyList<long> Ordered, IReadOnlyList<long> Cut);

internal sealed record ScanTrend(IReadOnlyList<DateOnly> Days, IReadOnlyList<long> Scans, IReadOnlyList<long> Scanned);

/// <summary>GET /api/dashboard/trends, /trends/orders and /trends/scans: the last 30 days of the tenant's calendar.</summary>
internal static class ReadTrends
{
    private const int Length = 30;

    public static async Task<Answer<TrendAnswer>> HandleAsync(HttpContext context, HubDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var (ordered, scanned) = ((await OrdersAsync(context, db, clock, ct)).Value, (await ScansAsync(context, db, clock, ct)).Value);
        return new TrendAnswer(ordered.Days, ordered.Ordered, ordered.Cut, scanned.Scans, scanned.Scanned);
    }

    public static async Task<Answer<OrderTrend>> OrdersAsync(HttpContext context, HubDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var span = new Span(context.User(), clock);
        var orders = db.Set<ProductionOrder>().AsNoTracking().Where(OrderReach.Of(context.User()).Filter(db));
        var ordered = await ByHalfHourAsync(orders.Where(o => o.CreateTime >= span.Since && o.Status != OrderStatus.Cancelled).Select(o => new Counted { At = o.CreateTime, Pieces = o.OrderQuantity }), ct);
        var cut = await ByHalfHourAsync(db.Set<CuttingBundle>().AsNoTracking().Where(b => b.CreateTime >= span.Since && orders.Any(o => o.Id == b.OrderId)).Select(b => new Counted { At = b.CreateTime, Pieces = b.Quantity }), ct);
        return new OrderTrend(span.Days, span.Sums(ordered, f => f.Pieces), span.Sums(cut, f => f.Pieces));
    }

    public static async Task<Answer<ScanTrend>> ScansAsync(HttpContext context, HubDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var span = new Span(context.User(), clock);
        var orders = db.Set<ProductionOrder>().AsNoTracking().Where(OrderReach.Of(context.User()).Filter(db));
        var scanned = await ByHalfHourAsync(db.Set<ProcessScan>().AsNoTracking().Where(s => s.ScanTime >= span.Since && orders.Any(o => o.Id == s.OrderId)).Select(s => new Counted { At = s.ScanTime, Pieces = s.Quantity }), ct);
        return new ScanTrend(span.Days, span.Sums(scanned, f => f.Count), span.Sums(scanned, f => f.Pieces));
    }

    /// <summary>Databases know no zones in common: they add up half hours of UTC, and every zone's day begins at one.</summary>
    private static async Task<List<(DateTime At, long Pieces, long Count)>> ByHalfHourAsync(IQueryable<Counted> rows, CancellationToken ct) =>
        [.. (await rows.GroupBy(r => new { r.At.Year, r.At.Month, r.At.Day, r.At.Hour, Half = r.At.Minute / 30 })
            .Select(g => new { g.Key, Pieces = g.Sum(r => (long)r.Pieces), Count = g.LongCount() }).ToListAsync(ct))
            .Select(g => (new DateTime(g.Key.Year, g.Key.Month, g.Key.Day, g.Key.Hour, g.Key.Half * 30, 0, DateTimeKind.Utc), g.Pieces, g.Count))];

    /// <summary>The days that are shown.</summary>
    private sealed class Span
    {
        private readonly TenantTime time;

        public Span(SignedInUser user, TimeProvider clock)
        {
            time = TenantTime.For(user.TimeZone);
            var today = time.Day(clock.UtcNow());
            Days = [.. Enumerable.Range(0, Length).Select(i => today.AddDays(i + 1 - Length))];
            Since = time.StartOf(Days[0]);
        }

        public IReadOnlyList<DateOnly> Days { get; }

        public DateTime Since { get; }

        public long[] Sums(List<(DateTime At, long Pieces, long Count)> found, Func<(DateTime At, long Pieces, long Count), long> of)
        {
            var sums = found.GroupBy(f => time.Day(f.At)).ToDictionary(g => g.Key, g => g.Sum(of));
            return [.. Days.Select(day => sums.GetValueOrDefault(day))];
        }
    }

    private sealed class Counted
    {
        public DateTime At { get; init; }
        public int Pieces { get; init; }
    }
}
