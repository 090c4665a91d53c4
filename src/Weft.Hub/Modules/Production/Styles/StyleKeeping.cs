using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Styles;

/// <summary>What the list shows of a style's history: its latest order, and who changed it last, when, and why (console-pages 10).</summary>
internal static class StyleKeeping
{
    /// <summary>Two queries for a page: the first seeks the newest rows of each style by their indexes, the second reads them.</summary>
    public static async Task<IReadOnlyList<StyleRow>> WithKeepingAsync(this IReadOnlyList<StyleRow> rows, SignedInUser user, HubDbContext db, CancellationToken ct)
    {
        var time = TenantTime.For(user.TimeZone);
        var ids = rows.Select(r => r.Id).ToList();
        var orders = db.Set<ProductionOrder>().AsNoTracking().Where(OrderReach.Of(user).Filter(db));
        var entries = db.Set<TimelineEntry>().AsNoTracking().Where(e => e.EntityType == StyleTimeline.StyleType);
        var newest = await db.Set<Style>().AsNoTracking().Where(s => ids.Contains(s.Id)).Select(s => new
        {
            s.Id,
            OrderNo = orders.Where(o => o.StyleNo == s.StyleNo).OrderByDescending(o => o.CreateTime).ThenByDescending(o => o.Id).Select(o => o.OrderNo).FirstOrDefault(),
            Changed = entries.Where(e => e.EntityId == s.Id).Max(e => (long?)e.Id),
            Explained = entries.Where(e => e.EntityId == s.Id && e.Remark != null && (e.Action == "MAINTAIN" || e.Action == "PROGRESS")).Max(e => (long?)e.Id),
        }).ToDictionaryAsync(s => s.Id, ct);
        var wanted = newest.Values.SelectMany(n => new[] { n.Changed, n.Explained }).Where(id => id is not null).Select(id => id!.Value).Distinct().ToList();
        var found = await entries.Where(e => wanted.Contains(e.Id)).Select(e => new { e.Id, e.OperatorName, e.Time, e.Remark }).ToDictionaryAsync(e => e.Id, ct);
        return [.. rows.Select(r =>
        {
            var of = newest[r.Id];
            var (last, why) = (of.Changed is { } changed ? found[changed] : null, of.Explained is { } explained ? found[explained] : null);
            return r with { LatestOrderNo = of.OrderNo, MaintainedBy = last?.OperatorName, MaintainedAt = time.Local(last?.Time), MaintainReason = why?.Remark };
        })];
    }
}
