using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Styles;

/// <summary>What the list shows of a style's history: its latest order, and who changed it last, when, and why (console-pages 10).</summary>
internal static class StyleKeeping
{
    /// <summary>Three queries for a page; each of them seeks the newest row of each style.</summary>
    public static async Task<IReadOnlyList<StyleRow>> WithKeepingAsync(this IReadOnlyList<StyleRow> rows, SignedInUser user, HubDbContext db, CancellationToken ct)
    {
        var time = TenantTime.For(user.TimeZone);
        var ids = rows.Select(r => r.Id).ToList();
        var styles = db.Set<Style>().AsNoTracking().Where(s => ids.Contains(s.Id));
        var orders = db.Set<ProductionOrder>().AsNoTracking().Where(OrderReach.Of(user).Filter(db));
        var entries = db.Set<TimelineEntry>().AsNoTracking().Where(e => e.EntityType == StyleTimeline.StyleType);
        var latest = await styles.Select(s => new { s.Id, No = orders.Where(o => o.StyleNo == s.StyleNo).OrderByDescending(o => o.CreateTime).ThenByDescending(o => o.Id).Select(o => o.OrderNo).FirstOrDefault() })
            .ToDictionaryAsync(s => s.Id, s => s.No, ct);
        var changed = await styles.SelectMany(s => entries.Where(e => e.EntityId == s.Id).OrderByDescending(e => e.Id).Take(1), (s, e) => new { s.Id, e.OperatorName, e.Time }).ToDictionaryAsync(e => e.Id, ct);
        var reasons = await styles.SelectMany(s => entries.Where(e => e.EntityId == s.Id && e.Remark != null && (e.Action == "MAINTAIN" || e.Action == "PROGRESS")).OrderByDescending(e => e.Id).Take(1), (s, e) => new { s.Id, e.Remark })
            .ToDictionaryAsync(e => e.Id, e => e.Remark, ct);
        return [.. rows.Select(r =>
        {
            var last = changed.GetValueOrDefault(r.Id);
            return r with { LatestOrderNo = latest.GetValueOrDefault(r.Id), MaintainedBy = last?.OperatorName, MaintainedAt = time.Local(last?.Time), MaintainReason = reasons.GetValueOrDefault(r.Id) };
        })];
    }
}
