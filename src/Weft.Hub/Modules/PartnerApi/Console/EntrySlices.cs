using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.PartnerApi.Master;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.PartnerApi.Console;

internal sealed record EntryRequest(string Kind, string Code, string Name, decimal? Rate, string? Currency, bool? TaxIncluded, bool? IsDefault, bool? IsActive, int? Version);

public sealed record EntryRow(long Id, EntryKind Kind, string Code, string Name, decimal? Rate, string? Currency, bool TaxIncluded, bool IsDefault, bool IsActive, int Version)
{
    internal static EntryRow Of(TradeEntry e) => new(e.Id, e.Kind, e.Code, e.Name, e.Rate, e.Currency, e.TaxIncluded, e.IsDefault, e.IsActive, e.Version);
}

internal sealed record PriceRequest(long PriceListId, string ProductCode, decimal Price);

public sealed record PriceRow(long Id, long PriceListId, string ProductCode, decimal Price, int Version)
{
    public string? PriceListName { get; init; }
    public string? Currency { get; init; }

    /// <summary>Name of the material; null for a finished good.</summary>
    public string? ProductName { get; init; }
}

/// <summary>Taxes, currencies, price lists and the like, and the prices of the lists.</summary>
internal static class EntrySlices
{
    /// <summary>The kinds by the words that the console and its answers use.</summary>
    public static readonly IReadOnlyDictionary<string, EntryKind> Kinds =
        Enum.GetValues<EntryKind>().ToDictionary(k => JsonSerializer.SerializeToElement(k).GetString()!, StringComparer.Ordinal);

    public static async Task<Answer<PageOf<EntryRow>>> ListAsync(Fields fields, HubDbContext db, CancellationToken ct)
    {
        var (page, kind, keyword) = (PageRequest.Read(fields), KindOf(fields, required: false), fields.Text("keyword", 60));
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var rows = db.Set<TradeEntry>().AsNoTracking();
        rows = kind is { } wanted ? rows.Where(e => e.Kind == wanted) : rows;
        rows = keyword is null ? rows : rows.Where(e => e.Code.Contains(keyword) || e.Name.Contains(keyword));
        return await rows.OrderBy(e => e.Kind).ThenBy(e => e.Code)
            .PageAsync(page, e => new EntryRow(e.Id, e.Kind, e.Code, e.Name, e.Rate, e.Currency, e.TaxIncluded, e.IsDefault, e.IsActive, e.Version), ct);
    }

    public static async Task<Answer<EntryRow>> SaveAsync(long? id, Fields fields, HubDbContext db, CancellationToken ct)
    {
        var existing = id is null ? null : await db.Set<TradeEntry>().FirstOrDefaultAsync(e => e.Id == id, ct);
        if (id is not null && existing is null)
        {
            return PartnerApiErrors.RowNotFound.With("基础数据");
        }
        var (kind, code) = (existing?.Kind ?? KindOf(fields, required: true), existing?.Code ?? fields.Text("code", 40, required: true));
        var content = new EntryContent(fields.Text("name", 60, required: true) ?? "")
        {
            Rate = kind == EntryKind.Tax ? fields.Number("rate", 4, 0, 100, required: true) : fields.Number("rate", 10, 0.0000000001m, 999_999),
            Currency = fields.Text("currency", 3, min: 3), TaxIncluded = fields.Flag("taxIncluded") ?? false, IsDefault = fields.Flag("isDefault") ?? false, IsActive = fields.Flag("isActive") ?? true,
        };
        if (kind == EntryKind.Currency && code is { Length: not 3 })
        {
            fields.Fail("code", "币种编码必须为 3 个字符");
        }
        if (MasterSlices.Refused(fields, existing?.Version) is { } refused)
        {
            return refused;
        }
        var entry = (existing ?? new TradeEntry(db.FilterTenant, kind!.Value, code!)).Describe(content);
        MasterSlices.Keep(db, entry, existing is null);
        // There is one default of a kind.
        if (content.IsDefault)
        {
            foreach (var other in await db.Set<TradeEntry>().Where(e => e.Kind == entry.Kind && e.IsDefault && e.Id != entry.Id).ToListAsync(ct))
            {
                other.Describe(new EntryContent(other.Name) { Rate = other.Rate, Currency = other.Currency, TaxIncluded = other.TaxIncluded, IsActive = other.IsActive });
            }
        }
        return await db.SavedAsync(() => EntryRow.Of(entry), code!, ct);
    }

    public static async Task<Answer<PageOf<PriceRow>>> PricesAsync(Fields fields, HubDbContext db, CancellationToken ct)
    {
        var (page, list, keyword) = (PageRequest.Read(fields), fields.Integer("priceListId", min: 1), fields.Text("keyword", 120));
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var rows = db.Set<ListPrice>().AsNoTracking();
        rows = list is { } id ? rows.Where(p => p.PriceListId == id) : rows;
        rows = keyword is null ? rows : rows.Where(p => p.ProductCode.Contains(keyword) || db.Set<Material>().Any(m => m.Code == p.ProductCode && m.Name.Contains(keyword)));
        return await rows.OrderBy(p => p.PriceListId).ThenBy(p => p.ProductCode).PageAsync(page, p => new PriceRow(p.Id, p.PriceListId, p.ProductCode, p.Price, p.Version)
        {
            PriceListName = db.Set<TradeEntry>().Where(e => e.Id == p.PriceListId).Select(e => e.Name).FirstOrDefault(),
            Currency = db.Set<TradeEntry>().Where(e => e.Id == p.PriceListId).Select(e => e.Currency).FirstOrDefault(),
            ProductName = db.Set<Material>().Where(m => m.Code == p.ProductCode).Select(m => m.Name).FirstOrDefault(),
        }, ct);
    }

    public static async Task<Answer<PriceRow>> SavePriceAsync(Fields fields, HubDbContext db, CancellationToken ct)
    {
        var (list, product) = (fields.Integer("priceListId", min: 1, required: true), fields.Text("productCode", 120, required: true));
        var price = fields.Number("price", 6, 0.000001m, 9_999_999_999m, required: true);
        if (list is { } wanted && !await db.Set<TradeEntry>().AnyAsync(e => e.Id == wanted && (e.Kind == EntryKind.SalesPrices || e.Kind == EntryKind.PurchasePrices), ct))
        {
            fields.Fail("priceListId", "价格表不存在");
        }
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var row = await db.Set<ListPrice>().FirstOrDefaultAsync(p => p.PriceListId == list && p.ProductCode == product, ct);
        if (row is null)
        {
            row = new ListPrice(db.FilterTenant, list!.Value, product!);
            db.Add(row);
        }
        row.Set(price!.Value);
        return await db.SavedAsync(() => new PriceRow(row.Id, row.PriceListId, row.ProductCode, row.Price, row.Version), product!, ct);
    }

    private static EntryKind? KindOf(Fields fields, bool required) => fields.OneOf("kind", required, [.. Kinds.Keys]) is { } word ? Kinds[word] : null;
}
