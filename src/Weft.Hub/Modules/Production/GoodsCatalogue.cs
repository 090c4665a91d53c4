using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Stock;
using Weft.Hub.Modules.Production.Styles;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production;

/// <summary>A finished good as others know it: its code is the SKU's, its name is made of style, colour and size.</summary>
public sealed record FinishedGood(long SkuId, string Code, string Name, string StyleNo, string Color, string Size, string? Category, int Stock, int Available, int Defect);

/// <summary>Pieces of one finished good that come (positive) or go.</summary>
/// <param name="Good">Which.</param>
/// <param name="Delta">Good pieces.</param>
/// <param name="DefectDelta">Defective pieces.</param>
/// <param name="RefNo">Number of the document.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record GoodsMove(FinishedGood Good, int Delta, int DefectDelta, string RefNo, string? Reason);

/// <summary>Which finished goods are asked for; "" asks for all. A name is style, colour and size, as <see cref="FinishedGood.Name"/> has it.</summary>
public sealed record GoodsFilter(string Code, string Name, string Category);

/// <summary>Finished goods for other modules: found in bulk, and moved through the one stock ledger.</summary>
public sealed class GoodsCatalogue(HubDbContext db, Actor actor, TimeProvider clock)
{
    private readonly StockLedger ledger = new(db, actor, clock);

    /// <summary>The goods that one of the texts may mean: as code, as name, or as code_name. Two statements for any number of texts.</summary>
    public async Task<IReadOnlyList<FinishedGood>> FindAsync(IReadOnlyCollection<string> texts, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(texts);
        string[] codes = [.. texts.SelectMany(CodesIn).Distinct(StringComparer.Ordinal)];
        string[] names = [.. texts.Select(StyleNameIn).OfType<string>().Distinct(StringComparer.Ordinal)];
        var byCode = await Views(db.Set<ProductSku>().Where(s => EF.Parameter(codes).Contains(s.SkuCode))).ToListAsync(ct);
        if (names.Length == 0)
        {
            return byCode;
        }
        var styles = db.Set<Style>().Where(s => EF.Parameter(names).Contains(s.StyleName)).Select(s => s.StyleNo);
        var byName = await Views(db.Set<ProductSku>().Where(s => styles.Contains(s.StyleNo))).ToListAsync(ct);
        return [.. byCode.Concat(byName).DistinctBy(g => g.SkuId)];
    }

    /// <summary>The goods by code, at most so many, in two statements or one.</summary>
    public async Task<IReadOnlyList<FinishedGood>> StockedAsync(GoodsFilter filter, int most, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var skus = db.Set<ProductSku>().AsQueryable();
        if (filter.Name.Length > 0)
        {
            // Names are made, not kept: found first, then filtered.
            string[] named = [.. (await FindAsync([filter.Name], ct)).Where(g => g.Name == filter.Name).Select(g => g.Code)];
            skus = skus.Where(s => EF.Parameter(named).Contains(s.SkuCode));
        }
        if (filter.Category.Length > 0)
        {
            var styles = db.Set<Style>().Where(s => s.Category == filter.Category).Select(s => s.StyleNo);
            skus = skus.Where(s => styles.Contains(s.StyleNo));
        }
        skus = filter.Code.Length > 0 ? skus.Where(s => s.SkuCode == filter.Code) : skus;
        return await Views(skus.OrderBy(s => s.SkuCode).Take(most)).ToListAsync(ct);
    }

    /// <summary>
    /// Moves all or none, in the caller's unit of work; refused (STATE) when a stock would go below zero or below what is locked. Goods are named once each.
    /// </summary>
    public Task<Refusal?> MoveAsync(IReadOnlyList<GoodsMove> moves, CancellationToken ct) => ledger.MoveAsync(
        [.. moves.Select(m => new StockChange(null, m.Good.StyleNo, m.Good.Color, m.Good.Size, MovementType.Adjust, m.Delta, m.RefNo, m.Reason, m.DefectDelta))], ct);

    private IQueryable<FinishedGood> Views(IQueryable<ProductSku> skus) =>
        from sku in skus.AsNoTracking()
        join style in db.Set<Style>() on sku.StyleNo equals style.StyleNo into found
        from style in found.DefaultIfEmpty()
        select new FinishedGood(
            sku.Id, sku.SkuCode, (style == null ? sku.StyleNo : style.StyleName) + " " + sku.Color + " " + sku.Size, sku.StyleNo, sku.Color, sku.Size,
            style == null ? null : style.Category, sku.StockQuantity, sku.StockQuantity - sku.LockedQuantity, sku.DefectQuantity);

    /// <summary>The text itself, and each beginning of it before an underline: codes may contain underlines.</summary>
    private static IEnumerable<string> CodesIn(string text)
    {
        yield return text;
        for (var at = text.IndexOf('_', StringComparison.Ordinal); at > 0; at = text.IndexOf('_', at + 1))
        {
            yield return text[..at];
        }
    }

    private static string? StyleNameIn(string text)
    {
        var size = text.LastIndexOf(' ');
        var color = size > 0 ? text.LastIndexOf(' ', size - 1) : -1;
        return color > 0 ? text[..color] : null;
    }
}
