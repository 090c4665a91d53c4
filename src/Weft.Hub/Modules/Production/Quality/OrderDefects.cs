using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production.Quality;

/// <summary>次品数 of an order, as the settlement counts it, and 返修数: those of them that go to repair.</summary>
internal sealed record OrderDefects(int Defects, int Repairs)
{
    public static readonly OrderDefects None = new(0, 0);

    /// <summary>Of a page of orders, in one query; an order without defects is not in the answer.</summary>
    public static async Task<IReadOnlyDictionary<long, OrderDefects>> ReadAsync(IReadOnlyList<long> orderIds, HubDbContext db, CancellationToken ct) =>
        await db.Set<Warehousing>().Where(WarehousedPieces.Valid).Where(w => orderIds.Contains(w.OrderId) && w.RecheckOfId == null && w.UnqualifiedQuantity > 0)
            .GroupBy(w => w.OrderId)
            .Select(g => new { g.Key, Defects = g.Sum(w => w.UnqualifiedQuantity), Repairs = g.Sum(w => w.DefectHandling == DefectHandling.Repair ? w.UnqualifiedQuantity : 0) })
            .ToDictionaryAsync(s => s.Key, s => new OrderDefects(s.Defects, s.Repairs), ct);
}
