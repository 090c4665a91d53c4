using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production.Styles;

/// <summary>
/// What a piece of the style costs and is offered for (报价单, production-domain 3). Computed from what the style is made of now; only other cost and margin are entered.
/// </summary>
/// <param name="MaterialCost">Σ usage × (1 + loss) × price.</param>
/// <param name="ProcessCost">Σ price of the processes.</param>
/// <param name="OtherCost">Entered.</param>
/// <param name="TotalCost">The three together.</param>
/// <param name="TargetMargin">Percent of the price that shall remain; the same measure as a statement's profit margin (production-domain 9).</param>
/// <param name="TotalPrice">Total cost ÷ (1 − margin).</param>
public sealed record StyleQuotation(decimal MaterialCost, decimal ProcessCost, decimal OtherCost, decimal TotalCost, decimal TargetMargin, decimal TotalPrice)
{
    /// <summary>Null while none was made. Needs the style's materials and processes.</summary>
    internal static StyleQuotation? Of(Style style) => style is { OtherCost: { } other, TargetMargin: { } margin }
        ? Of(Materials(style), style.Processes.Sum(p => p.Price), other, margin)
        : null;

    /// <summary>Of one piece; needs the style's materials.</summary>
    internal static decimal Materials(Style style) => style.Bom.Sum(b => b.UsageAmount * (1 + (b.LossRate / 100)) * b.UnitPrice);

    private static StyleQuotation Of(decimal materials, decimal processes, decimal other, decimal margin)
    {
        var total = materials + processes + other;
        return new StyleQuotation(Cents(materials), Cents(processes), Cents(other), Cents(total), margin, Cents(total / (1 - (margin / 100))));
    }

    private static decimal Cents(decimal amount) => Math.Round(amount, 2, MidpointRounding.AwayFromZero);
}

/// <summary>What a piece of a style is sold for and costs in material, as far as the style says so.</summary>
/// <param name="Price">The quotation's total price, else the style's own price, else null.</param>
/// <param name="MaterialCost">Σ usage × (1 + loss) × price; null while the style has no materials.</param>
internal sealed record StyleQuote(decimal? Price, decimal? MaterialCost)
{
    internal static readonly StyleQuote None = new(null, null);
}

/// <summary>Read by what has to price goods, such as a statement (production-domain 9).</summary>
internal static class StyleQuotes
{
    /// <summary>The price of <see cref="QuoteAsync"/>.</summary>
    internal static async Task<decimal?> QuotedPriceAsync(this HubDbContext db, long styleId, CancellationToken ct) => (await db.QuoteAsync(styleId, ct)).Price;

    /// <summary>Reads only; a deleted style still has its price.</summary>
    internal static async Task<StyleQuote> QuoteAsync(this HubDbContext db, long styleId, CancellationToken ct)
    {
        var style = await db.Set<Style>().IgnoreQueryFilters([HubDbContext.DeletedFilter]).AsNoTracking().AsSplitQuery()
            .Include(s => s.Processes).Include(s => s.Bom).FirstOrDefaultAsync(s => s.Id == styleId, ct);
        return style is null ? StyleQuote.None
            : new StyleQuote(StyleQuotation.Of(style)?.TotalPrice ?? style.Price, style.Bom.Count == 0 ? null : StyleQuotation.Materials(style));
    }
}
