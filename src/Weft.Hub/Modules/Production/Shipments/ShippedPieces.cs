using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production.Shipments;

/// <summary>What of an order has gone to its customer.</summary>
internal static class ShippedPieces
{
    /// <summary>Pieces by colour and size in booked shipments; neither reversed documents nor their counter-documents count (D7).</summary>
    public static async Task<Dictionary<(string Color, string Size), int>> OfOrderAsync(HubDbContext db, long orderId, CancellationToken ct)
    {
        var sums = await db.Set<Outstock>().AsNoTracking()
            .Where(o => o.OrderId == orderId && o.Type == OutstockType.Shipment && !o.Reversed && o.ReversalOfId == null)
            .SelectMany(o => o.Items).GroupBy(i => new { i.Color, i.Size })
            .Select(g => new { g.Key.Color, g.Key.Size, Quantity = g.Sum(i => i.Quantity) }).ToListAsync(ct);
        return sums.ToDictionary(s => (s.Color, s.Size), s => s.Quantity);
    }
}
