using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Styles;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production.Reconciliations;

/// <summary>What a customer pays for a piece of an order (production-domain 9).</summary>
internal static class OrderPrice
{
    /// <summary>The order's customer price, else the style's quotation, else the style's price; null when none is known.</summary>
    public static async Task<decimal?> FindAsync(HubDbContext db, ProductionOrder order, CancellationToken ct) =>
        order.OrderUnitPrice ?? (await QuoteAsync(db, order, ct)).Price;

    /// <summary>What the order's style says of price and material.</summary>
    public static async Task<StyleQuote> QuoteAsync(HubDbContext db, ProductionOrder order, CancellationToken ct) =>
        order.StyleId is { } style ? await db.QuoteAsync(style, ct) : StyleQuote.None;
}
