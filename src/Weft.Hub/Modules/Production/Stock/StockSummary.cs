using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production.Stock;

/// <summary>The cards of 成品仓库, over everything that the list's filters match.</summary>
internal sealed record StockSummaryAnswer(long Skus, long Stock, long Available, long Defect);

/// <summary>GET /api/warehousing/skus/summary.</summary>
internal static class StockSummary
{
    public static async Task<Answer<StockSummaryAnswer>> HandleAsync(Fields fields, HttpContext context, HubDbContext db, CancellationToken ct)
    {
        var rows = ListSkus.Narrow(db.Set<ProductSku>().AsNoTracking(), fields);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        if (context.User().FactoryId is not null)
        {
            return StockErrors.NotForFactories;
        }
        return await OfAsync(rows, ct);
    }

    public static async Task<StockSummaryAnswer> OfAsync(IQueryable<ProductSku> rows, CancellationToken ct) =>
        await rows.GroupBy(_ => 1).Select(g => new StockSummaryAnswer(
            g.LongCount(), g.Sum(s => (long)s.StockQuantity), g.Sum(s => (long)s.StockQuantity - s.LockedQuantity), g.Sum(s => (long)s.DefectQuantity))).FirstOrDefaultAsync(ct)
        ?? new StockSummaryAnswer(0, 0, 0, 0);
}
