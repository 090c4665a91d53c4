using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Styles;

/// <summary>What one piece of each style costs in development, summed: 面辅料, 工序单价 without 二次工艺, 二次工艺, and 总开发费 with what else a quotation names.</summary>
internal sealed record StyleSummaryAnswer(long Styles, decimal MaterialCost, decimal ProcessCost, decimal SecondaryCost, decimal OtherCost)
{
    public decimal TotalCost => MaterialCost + ProcessCost + SecondaryCost + OtherCost;
}

/// <summary>GET /api/production/styles/summary: of the styles that were made in the range and that the list's filters match (console-pages 10).</summary>
internal static class StyleSummary
{
    private const string Secondary = "二次工艺";

    public static async Task<Answer<StyleSummaryAnswer>> HandleAsync(Fields fields, HttpContext context, HubDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var time = TenantTime.For(context.User().TimeZone);
        var range = fields.OneOf("range", false, "day", "week", "month") ?? "month";
        var styles = ListStyles.Matching(fields, time, db);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var today = time.Day(clock.UtcNow());
        var from = time.StartOf(range switch
        {
            "day" => today,
            "week" => TenantTime.MondayOf(today),
            _ => new DateOnly(today.Year, today.Month, 1),
        });
        styles = styles.Where(s => s.CreateTime >= from);
        var sums = await styles.GroupBy(_ => 1).Select(g => new { Count = g.LongCount(), Other = g.Sum(s => s.OtherCost ?? 0) }).FirstOrDefaultAsync(ct);
        var material = await db.Set<StyleBom>().AsNoTracking().Where(b => styles.Any(s => s.Id == b.StyleId)).SumAsync(b => b.UsageAmount * (1 + (b.LossRate / 100)) * b.UnitPrice, ct);
        var processes = await db.Set<StyleProcess>().AsNoTracking().Where(p => styles.Any(s => s.Id == p.StyleId)).GroupBy(p => p.ProgressStage == Secondary)
            .Select(g => new { g.Key, Sum = g.Sum(p => p.Price) }).ToListAsync(ct);
        return new StyleSummaryAnswer(
            sums?.Count ?? 0, Money.Rounded(material), Money.Rounded(processes.Where(p => !p.Key).Sum(p => p.Sum)), Money.Rounded(processes.Where(p => p.Key).Sum(p => p.Sum)),
            Money.Rounded(sums?.Other ?? 0));
    }
}
