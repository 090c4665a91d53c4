using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Stock;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production;

/// <summary>One movement of a finished good.</summary>
/// <param name="SkuCode">Which.</param>
/// <param name="Delta">Pieces that came (positive) or went.</param>
/// <param name="Balance">The stock after it.</param>
/// <param name="Time">When, UTC.</param>
public sealed record GoodsMovement(string SkuCode, int Delta, int Balance, DateTime Time);

/// <summary>What documents of other modules did to the stock of finished goods.</summary>
public sealed class GoodsMovements(HubDbContext db)
{
    /// <summary>In order of time, at most so many.</summary>
    public async Task<IReadOnlyList<GoodsMovement>> OfDocumentAsync(string refNo, int most, CancellationToken ct) =>
        await db.Set<StockMovement>().AsNoTracking().Where(m => m.RefNo == refNo).OrderBy(m => m.Time).ThenBy(m => m.Id).Take(most)
            .Select(m => new GoodsMovement(m.SkuCode, m.Delta, m.Balance, m.Time)).ToListAsync(ct);
}
