using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.PartnerApi.Families;
using Weft.Hub.Modules.PartnerApi.Functions;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.PartnerApi.Master;

/// <summary>A warehouse with its names and its rules.</summary>
internal sealed record WarehouseFacts(long Id, string Code, string Name, WarehouseProfile Profile);

/// <summary>A product: a material, or a finished good of Production.</summary>
internal sealed record Product(string Code, string Name, string Uom, Material? Material, FinishedGood? Good)
{
    public bool HasShelfLife => Material?.HasShelfLife == true;
}

/// <summary>
/// Resolves what documents name (scm-partner-api 10). All texts of a request are gathered first and loaded with one statement for each kind; then each is resolved
/// in memory: exact code, exact name, exact code_name. More than one hit is none. What is not found is a fault of the record that names it.
/// </summary>
internal sealed class References(HubDbContext db, GoodsCatalogue goods, DictEntries dicts)
{
    private static readonly string[] BinFields = ["locator_Text", "locatorTo_Text", "locator_Value", "locator_Name"];
    private static readonly string[] ProductFields = ["product_Text", "product_Value", "product_Name"];

    private List<Organisation> organisations = [];
    private List<WarehouseFacts> warehouses = [];
    private ILookup<long, Bin> bins = Array.Empty<Bin>().ToLookup(b => b.WarehouseId);
    private List<Product> products = [];
    private readonly Dictionary<string, Product?> foundProducts = new(StringComparer.Ordinal);
    private readonly Dictionary<(long, string), Bin?> foundBins = [];
    private HashSet<DateOnly> closed = [];
    private HashSet<string> approved = new(StringComparer.Ordinal);

    public async Task LoadAsync(IEnumerable<PartnerRecord> documents, CancellationToken ct)
    {
        List<PartnerRecord> records = [.. documents.SelectMany(WithLines)];
        organisations = await db.Set<Organisation>().AsNoTracking().Where(o => o.IsActive).ToListAsync(ct);
        warehouses = await WarehousesAsync(ct);
        closed = [.. await db.Set<Period>().AsNoTracking().Where(p => !p.IsOpen).Select(p => p.Month).ToListAsync(ct)];
        approved = await db.Set<ApprovalRule>().AsNoTracking().Select(r => r.Kind).ToHashSetAsync(StringComparer.Ordinal, ct);
        var binTexts = Texts(records, BinFields);
        if (binTexts.Length > 0)
        {
            var codes = CodesIn(binTexts);
            bins = (await db.Set<Bin>().AsNoTracking().Where(b => b.IsActive && (EF.Parameter(codes).Contains(b.Code) || EF.Parameter(binTexts).Contains(b.Name))).ToListAsync(ct))
                .ToLookup(b => b.WarehouseId);
        }
        var productTexts = Texts(records, ProductFields);
        if (productTexts.Length > 0)
        {
            var codes = CodesIn(productTexts);
            var materials = await db.Set<Material>().AsNoTracking()
                .Where(m => m.IsActive && (EF.Parameter(codes).Contains(m.Code) || EF.Parameter(productTexts).Contains(m.Name))).ToListAsync(ct);
            products = [.. materials.Select(m => new Product(m.Code, m.Name, m.Uom, m, null)), .. (await goods.FindAsync(productTexts, ct)).Select(g => new Product(g.Code, g.Name, "件", null, g))];
        }
    }

    /// <summary>Every warehouse that partners know, with its dictionary entry.</summary>
    public async Task<List<WarehouseFacts>> WarehousesAsync(CancellationToken ct)
    {
        var profiles = await db.Set<WarehouseProfile>().AsNoTracking().Where(w => w.IsActive).ToListAsync(ct);
        var entries = (await dicts.OfTypeAsync(DictEntries.Warehouses, ct)).ToDictionary(d => d.Id);
        return [.. profiles.Where(p => entries.ContainsKey(p.DictId)).Select(p => new WarehouseFacts(p.Id, entries[p.DictId].Code, entries[p.DictId].Label, p))];
    }

    public bool IsOpen(DateOnly date) => !closed.Contains(new DateOnly(date.Year, date.Month, 1));

    /// <summary>Somebody approves documents of the kind before they have any effect.</summary>
    public bool NeedsApproval(string kind) => approved.Contains(kind);

    /// <summary>The organisation that the document names, or the caller's; null is a fault that was noted.</summary>
    public Organisation? Organisation(PartnerRecord record, BatchCaller caller)
    {
        var reachable = organisations.Where(o => caller.Organisations.Contains(o.Id));
        var found = record.Has("org_Text")
            ? One(reachable, record.Text("org_Text"), o => o.Code, o => o.Name)
            : reachable.FirstOrDefault(o => o.Id == caller.Facts.OrganisationId);
        return Noted(record, "org_Text", found);
    }

    /// <summary>The warehouse of the organisation; null is a fault that was noted, or nothing was named.</summary>
    public WarehouseFacts? Warehouse(PartnerRecord record, Organisation? organisation, string field = "warehouse_Text")
    {
        if (!record.Has(field))
        {
            return null;
        }
        return Noted(record, field, One(warehouses.Where(w => organisation is null || w.Profile.OrganisationId == organisation.Id), record.Text(field), w => w.Code, w => w.Name));
    }

    /// <summary>The caller's default warehouse where it is the organisation's; otherwise the organisation's first one.</summary>
    public WarehouseFacts? DefaultWarehouse(Organisation? organisation, BatchCaller caller)
    {
        var own = organisation is null ? [] : warehouses.Where(w => w.Profile.OrganisationId == organisation.Id).ToList();
        return own.Find(w => w.Id == caller.WarehouseId) ?? own.MinBy(w => w.Id);
    }

    public WarehouseFacts? WarehouseOf(long? id) => warehouses.Find(w => w.Id == id);

    public IReadOnlyList<Organisation> Organisations => organisations;

    /// <summary>The bin of the warehouse; null is a fault that was noted, or nothing was named.</summary>
    public Bin? Bin(PartnerRecord record, WarehouseFacts? warehouse, string field = "locator_Text")
    {
        if (!record.Has(field) || warehouse is null)
        {
            return null;
        }
        var key = (warehouse.Id, record.Text(field));
        if (!foundBins.TryGetValue(key, out var found))
        {
            foundBins[key] = found = One(bins[warehouse.Id], record.Text(field), b => b.Code, b => b.Name);
        }
        return Noted(record, field, found);
    }

    /// <summary>The product that <c>product_Text</c>, or <c>product_Value</c> and <c>product_Name</c> together, mean; null is a fault that was noted, or nothing was named.</summary>
    public Product? Product(PartnerRecord record)
    {
        List<Product?> named = [.. ProductFields.Where(record.Has).Select(f => Product(record.Text(f)))];
        if (named.Count == 0)
        {
            return null;
        }
        var same = named.TrueForAll(p => p is not null && ReferenceEquals(p, named[0]));
        return Noted(record, ProductFields.First(record.Has), same ? named[0] : null);
    }

    /// <summary>As <see cref="Product(PartnerRecord)"/>, but says nothing when there is none.</summary>
    public Product? Named(PartnerRecord record) => ProductFields.Where(record.Has).Select(f => Product(record.Text(f))).FirstOrDefault();

    private Product? Product(string text)
    {
        if (!foundProducts.TryGetValue(text, out var found))
        {
            foundProducts[text] = found = One(products, text, p => p.Code, p => p.Name);
        }
        return found;
    }

    /// <summary>Exact code, exact name, exact code_name; several hits are none.</summary>
    internal static T? One<T>(IEnumerable<T> rows, string text, Func<T, string> code, Func<T, string> name) where T : class
    {
        var all = rows as IReadOnlyList<T> ?? [.. rows];
        foreach (var matches in new Func<T, bool>[] { r => code(r) == text, r => name(r) == text, r => $"{code(r)}_{name(r)}" == text })
        {
            var hits = all.Where(matches).Take(2).ToList();
            if (hits.Count > 0)
            {
                return hits.Count == 1 ? hits[0] : null;
            }
        }
        return null;
    }

    private static T? Noted<T>(PartnerRecord record, string field, T? found) where T : class
    {
        if (found is null)
        {
            record.FailNotFound(field);
        }
        return found;
    }

    private static IEnumerable<PartnerRecord> WithLines(PartnerRecord record) => record.List("lineList").Prepend(record);

    private static string[] Texts(List<PartnerRecord> records, string[] fields) =>
        [.. records.SelectMany(r => fields.Where(r.Has).Select(r.Text)).Distinct(StringComparer.Ordinal)];

    /// <summary>The texts, and each beginning before an underline: codes may contain underlines.</summary>
    private static string[] CodesIn(string[] texts) => [.. texts.SelectMany(text => Beginnings(text)).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<string> Beginnings(string text)
    {
        yield return text;
        for (var at = text.IndexOf('_', StringComparison.Ordinal); at > 0; at = text.IndexOf('_', at + 1))
        {
            yield return text[..at];
        }
    }
}
