using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.PartnerApi.Functions;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.PartnerApi.Master;

/// <summary>In which part a business partner appears in a document.</summary>
internal enum PartyRole
{
    Any,
    Customer,
    Supplier,
}

/// <summary>A business partner with its addresses: Production's customer or factory, what partners know of it, or both.</summary>
internal sealed record Party(string Code, string Name, BusinessPartner? Profile, TradingParty? Source, IReadOnlyList<PartnerLocation> Locations)
{
    public bool IsCustomer => Source?.IsCustomer == true;

    public bool IsSupplier => Source?.IsCustomer == false;

    public bool IsActive => Profile?.IsActive != false && Source?.IsActive != false;

    public bool IsOf(PartyRole role) => role switch
    {
        PartyRole.Customer => IsCustomer,
        PartyRole.Supplier => IsSupplier,
        _ => true,
    };

    public bool IsOpenTo(long organisationId) => Profile?.OrganisationId is not { } own || own == organisationId;
}

/// <summary>Finds business partners: customers and factories are Production's, whatever is neither is kept here.</summary>
internal sealed class PartyDirectory(HubDbContext db, TradingParties trading)
{
    private static readonly string[] Fields = ["bpartner_Value", "bpartner_Name", "billpartner_Value", "billpartner_Name"];

    private List<Party> parties = [];

    /// <summary>Loads everybody whom the documents, or the further texts, name.</summary>
    public async Task LoadAsync(IEnumerable<PartnerRecord> documents, IEnumerable<string> further, CancellationToken ct)
    {
        string[] texts = [.. documents.SelectMany(d => Fields.Where(d.Has).Select(d.Text)).Concat(further).Distinct(StringComparer.Ordinal)];
        if (texts.Length == 0)
        {
            return;
        }
        var sources = await trading.FindAsync(texts, [], [], ct);
        long[] customers = [.. sources.Where(s => s.IsCustomer).Select(s => s.Id)], factories = [.. sources.Where(s => !s.IsCustomer).Select(s => s.Id)];
        var profiles = await db.Set<BusinessPartner>().AsNoTracking().Where(p => EF.Parameter(texts).Contains(p.Code) || EF.Parameter(texts).Contains(p.Name)
            || (p.CustomerId != null && EF.Parameter(customers).Contains(p.CustomerId.Value)) || (p.FactoryId != null && EF.Parameter(factories).Contains(p.FactoryId.Value))).ToListAsync(ct);
        long[] otherCustomers = [.. profiles.Select(p => p.CustomerId).OfType<long>().Except(customers)], otherFactories = [.. profiles.Select(p => p.FactoryId).OfType<long>().Except(factories)];
        if (otherCustomers.Length + otherFactories.Length > 0)
        {
            sources = [.. sources, .. await trading.FindAsync([], otherCustomers, otherFactories, ct)];
        }
        parties = await JoinedAsync(profiles, sources, ct);
    }

    /// <summary>Every customer, every supplier, or everybody who is neither.</summary>
    public async Task<List<Party>> AllAsync(bool? customers, int most, CancellationToken ct)
    {
        var rows = db.Set<BusinessPartner>().AsNoTracking();
        rows = customers switch
        {
            true => rows.Where(p => p.CustomerId != null),
            false => rows.Where(p => p.FactoryId != null),
            null => rows.Where(p => p.CustomerId == null && p.FactoryId == null),
        };
        var profiles = await rows.OrderBy(p => p.Code).Take(most).ToListAsync(ct);
        return await JoinedAsync(profiles, customers is { } kind ? await trading.AllAsync(kind, most, ct) : [], ct);
    }

    /// <summary>The partner that code and name mean; null is a fault that was noted, or nothing was named.</summary>
    public Party? Find(PartnerRecord record, Organisation? organisation, PartyRole role, string field = "bpartner")
    {
        var (value, name) = (field + "_Value", field + "_Name");
        if (!record.Has(value) && !record.Has(name))
        {
            return null;
        }
        var usable = parties.Where(p => p.IsActive && p.IsOf(role) && (organisation is null || p.IsOpenTo(organisation.Id)))
            .Where(p => (!record.Has(value) || p.Code == record.Text(value)) && (!record.Has(name) || p.Name == record.Text(name))).Take(2).ToList();
        if (usable.Count == 1)
        {
            return usable[0];
        }
        record.FailNotFound(record.Has(value) ? value : name);
        return null;
    }

    public Party? ByCode(string code) => parties.Find(p => p.Code == code && p.IsActive);

    private async Task<List<Party>> JoinedAsync(List<BusinessPartner> profiles, IReadOnlyList<TradingParty> sources, CancellationToken ct)
    {
        long[] ids = [.. profiles.Select(p => p.Id)];
        var locations = (await db.Set<PartnerLocation>().AsNoTracking().Where(l => EF.Parameter(ids).Contains(l.PartnerId)).OrderBy(l => l.Id).ToListAsync(ct)).ToLookup(l => l.PartnerId);
        var known = sources.DistinctBy(s => (s.IsCustomer, s.Id)).ToDictionary(s => (s.IsCustomer, s.Id));
        List<Party> joined = [];
        foreach (var profile in profiles)
        {
            var key = profile.CustomerId is { } customer ? (true, customer) : (false, profile.FactoryId ?? 0);
            if (known.Remove(key, out var source) || (profile.CustomerId is null && profile.FactoryId is null))
            {
                joined.Add(new Party(profile.Code, source?.Name ?? profile.Name, profile, source, [.. locations[profile.Id]]));
            }
        }
        joined.AddRange(known.Values.Select(s => new Party(s.Code, s.Name, null, s, [])));
        return joined;
    }
}
