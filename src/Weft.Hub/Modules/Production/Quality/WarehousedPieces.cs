using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production.Quality;

/// <summary>Qualified pieces that are in the warehouse, reversed ones left out.</summary>
internal static class WarehousedPieces
{
    /// <summary>An inspection that counts: neither reversed nor a reversal.</summary>
    public static readonly Expression<Func<Warehousing, bool>> Valid = record => !record.Reversed && record.ReversalOfId == null;

    /// <summary>Of one order, by colour and size.</summary>
    public static async Task<Dictionary<(string Color, string Size), int>> OfOrderAsync(HubDbContext db, long orderId, CancellationToken ct)
    {
        var sums = await db.Set<Warehousing>().AsNoTracking().Where(Valid).Where(w => w.OrderId == orderId && w.WarehousedAt != null)
            .GroupBy(w => new { w.Color, w.Size }).Select(g => new { g.Key.Color, g.Key.Size, Pieces = g.Sum(w => w.QualifiedQuantity) }).ToListAsync(ct);
        return sums.ToDictionary(s => (s.Color, s.Size), s => s.Pieces);
    }
}
