using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.PartnerApi.Functions;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.PartnerApi.Master;

/// <summary>Taxes, currencies, price lists and the other small lists, and the prices that documents need; each with what holds when a document names none.</summary>
internal sealed class TradeTerms(HubDbContext db)
{
    private const string Local = "CNY";

    private List<TradeEntry> entries = [];
    private Dictionary<(long, string), decimal> prices = [];
    private Dictionary<long, Bin> firstBins = [];

    public async Task LoadAsync(CancellationToken ct) => entries = await db.Set<TradeEntry>().AsNoTracking().Where(e => e.IsActive).ToListAsync(ct);

    public async Task LoadPricesAsync(IEnumerable<long> lists, IEnumerable<string> products, CancellationToken ct)
    {
        long[] ids = [.. lists.Distinct()];
        string[] codes = [.. products.Distinct(StringComparer.Ordinal)];
        prices = ids.Length == 0 || codes.Length == 0 ? [] : (await db.Set<ListPrice>().AsNoTracking()
            .Where(p => EF.Parameter(ids).Contains(p.PriceListId) && EF.Parameter(codes).Contains(p.ProductCode)).ToListAsync(ct)).ToDictionary(p => (p.PriceListId, p.ProductCode), p => p.Price);
    }

    /// <summary>A warehouse's default bin is its first one.</summary>
    public async Task LoadBinsAsync(IEnumerable<long> warehouses, CancellationToken ct)
    {
        long[] ids = [.. warehouses.Distinct()];
        var first = db.Set<Bin>().Where(b => b.IsActive && EF.Parameter(ids).Contains(b.WarehouseId)).GroupBy(b => b.WarehouseId).Select(g => g.Min(b => b.Id));
        firstBins = ids.Length == 0 ? [] : await db.Set<Bin>().AsNoTracking().Where(b => first.Contains(b.Id)).ToDictionaryAsync(b => b.WarehouseId, ct);
    }

    public async Task<Dictionary<long, Bin>> BinsAsync(IEnumerable<long> bins, CancellationToken ct)
    {
        long[] ids = [.. bins.Distinct()];
        return ids.Length == 0 ? [] : await db.Set<Bin>().AsNoTracking().Where(b => EF.Parameter(ids).Contains(b.Id)).ToDictionaryAsync(b => b.Id, ct);
    }

    public Bin? FirstBin(WarehouseFacts? warehouse) => warehouse is null ? null : firstBins.GetValueOrDefault(warehouse.Id);

    public decimal? Price(TradeEntry? list, string product) => list is not null && prices.TryGetValue((list.Id, product), out var price) ? price : null;

    public TradeEntry? ById(long? id) => id is { } wanted ? entries.Find(e => e.Id == wanted) : null;

    /// <summary>The entry that the field names, or the kind's default; null is a fault that was noted, or there is no default.</summary>
    public TradeEntry? Find(PartnerRecord record, string field, EntryKind kind)
    {
        var ofKind = entries.Where(e => e.Kind == kind).ToList();
        if (!record.Has(field))
        {
            return ofKind.Find(e => e.IsDefault);
        }
        var found = References.One(ofKind, record.Text(field), e => e.Code, e => e.Name);
        if (found is null)
        {
            record.FailNotFound(field);
        }
        return found;
    }

    /// <summary>The price list that the document names, its partner's, or the default.</summary>
    public TradeEntry? PriceList(PartnerRecord record, Party? party, EntryKind kind) =>
        !record.Has("priceList_Text") && ById(party?.Profile?.PriceListId) is { } own && own.Kind == kind ? own : Find(record, "priceList_Text", kind);

    /// <summary>The currency that the document names; it has to be one of the tenant's. Yuan always is.</summary>
    public string? Currency(PartnerRecord record)
    {
        var code = record.Text("currency_Text");
        if (!record.Has("currency_Text"))
        {
            return DefaultCurrency;
        }
        if (code == Local || entries.Exists(e => e.Kind == EntryKind.Currency && e.Code == code))
        {
            return code;
        }
        record.FailNotFound("currency_Text");
        return null;
    }

    public string DefaultCurrency => entries.Find(e => e.Kind == EntryKind.Currency && e.IsDefault)?.Code ?? Local;

    /// <summary>The settlement rate that the document names, or the currency's.</summary>
    public decimal Rate(PartnerRecord record, string? currency) =>
        record.Number("settlementRate") ?? entries.Find(e => e.Kind == EntryKind.Currency && e.Code == currency)?.Rate ?? 1m;

    /// <summary>Needed where the currency has several; the only one is meant without being named.</summary>
    public TradeEntry? BankAccount(PartnerRecord record, string? currency)
    {
        var usable = entries.Where(e => e.Kind == EntryKind.BankAccount && (e.Currency ?? Local) == currency).ToList();
        if (record.Has("bankAccount_Text"))
        {
            var found = References.One(usable, record.Text("bankAccount_Text"), e => e.Code, e => e.Name);
            if (found is null)
            {
                record.FailNotFound("bankAccount_Text");
            }
            return found;
        }
        if (usable.Count > 1)
        {
            record.FailMissing("bankAccount_Text");
        }
        return usable.Count == 1 ? usable[0] : null;
    }
}
