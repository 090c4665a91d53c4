using System.Text.Encodings.Web;
using System.Text.Json;
using Weft.Hub.Modules.PartnerApi.Documents;
using Weft.Hub.Modules.PartnerApi.Functions;
using Weft.Hub.Modules.PartnerApi.Master;

namespace Weft.Hub.Modules.PartnerApi.Families;

/// <summary>A trade document's head, with everything that it names.</summary>
internal sealed record TradeHeader(Organisation? Organisation, Party? Party, PartnerLocation? Location, WarehouseFacts? Warehouse, TradeEntry? PriceList)
{
    public required string PartnerCode { get; init; }
    public required string PartnerName { get; init; }
    public List<TradeLine> Lines { get; } = [];
}

/// <summary>A line of it.</summary>
internal sealed record TradeLine(Product? Product, Bin? Bin, decimal Quantity)
{
    public decimal? Price { get; init; }
    public decimal? TaxRate { get; init; }
    public LineAmounts? Amounts { get; init; }
    public StockMove? Move { get; init; }
}

/// <summary>Resolves the heads of trade documents: whose, with whom, where to, whence, at which prices.</summary>
internal sealed class TradeHeads(References references, PartyDirectory parties, TradeTerms terms)
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What one-off trade has to say of where it goes.</summary>
    private static readonly string[] OneTimeFields = ["region_Name", "city_Name", "address1", "contact_Name", "phone"];

    public async Task LoadAsync(DocumentBatch batch, CancellationToken ct)
    {
        List<PartnerRecord> documents = [.. batch.Documents.Select(d => d.Fields)];
        await references.LoadAsync(documents, ct);
        await terms.LoadAsync(ct);
        await parties.LoadAsync(documents, references.Organisations.Where(o => batch.Caller.Organisations.Contains(o.Id)).Select(o => o.Code), ct);
    }

    public TradeHeader Check(PartnerRecord record, BatchCaller caller, TradeKind kind)
    {
        var organisation = references.Organisation(record, caller);
        var (code, name) = ("", "");
        Party? party = null;
        if (kind.IsDealers)
        {
            (code, name) = Principal(record, organisation);
            party = organisation is null ? null : parties.ByCode(organisation.Code);
        }
        else if (record.Shape.Child("bpartner_Value") is not null)
        {
            party = Partner(record, organisation, kind.Role);
            (code, name) = (party?.Code ?? "", party?.Name ?? "");
        }
        var billed = parties.Find(record, organisation, kind.Role == PartyRole.Supplier ? PartyRole.Any : kind.Role, "billpartner") ?? party;
        var location = Location(record, kind.IsDealers ? billed : party, "location_Text", isNeeded: true);
        Location(record, billed, "billLocation_Text", isNeeded: false);
        CheckTerms(record, party);
        var list = record.Shape.Child("priceList_Text") is null ? null : terms.PriceList(record, kind.IsDealers ? billed : party, kind.Prices);
        return new TradeHeader(organisation, billed is not null && kind.IsDealers ? billed : party, location, Warehouse(record, organisation, location, caller), list) { PartnerCode = code, PartnerName = name };
    }

    /// <summary>A partner that has to be named; null is a fault that was noted.</summary>
    public Party? Partner(PartnerRecord record, Organisation? organisation, PartyRole role)
    {
        if (!record.Has("bpartner_Value") && !record.Has("bpartner_Name"))
        {
            record.FailMissing("bpartner_Value");
            return null;
        }
        return parties.Find(record, organisation, role);
    }

    /// <summary>Everything that was given beside the columns, so that nothing is lost.</summary>
    public static string? Rest(PartnerRecord record, params (string Name, string? Value)[] further)
    {
        var rest = record.Values.Where(v => v.Key is not ("docNo" or "description" or "lineId" or "lineDescription")).ToDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in further.Where(f => f.Value is not null))
        {
            rest[name] = value!;
        }
        return rest.Count == 0 ? null : JsonSerializer.Serialize(rest, Readable);
    }

    /// <summary>What was kept, with what the record says anew.</summary>
    public static string? Renewed(string? kept, PartnerRecord record)
    {
        var rest = kept is null ? [] : JsonSerializer.Deserialize<Dictionary<string, string>>(kept)!;
        foreach (var (name, value) in record.Values.Where(v => v.Key is not ("docNo" or "description" or "lineDescription")))
        {
            rest[name] = value;
        }
        return rest.Count == 0 ? null : JsonSerializer.Serialize(rest, Readable);
    }

    /// <summary>The principal company that a dealer trades with; the only one is meant without being named.</summary>
    private (string Code, string Name) Principal(PartnerRecord record, Organisation? organisation)
    {
        var principals = references.Organisations.Where(o => o.Kind == OrganisationKind.Principal && o.Id != organisation?.Id).ToList();
        var (value, name) = (record.Text("bpartner_Value"), record.Text("bpartner_Name"));
        if (value.Length + name.Length == 0)
        {
            if (principals.Count == 1)
            {
                return (principals[0].Code, principals[0].Name);
            }
            record.FailMissing("bpartner_Value");
            return ("", "");
        }
        var named = principals.Where(o => (value.Length == 0 || o.Code == value) && (name.Length == 0 || o.Name == name)).Take(2).ToList();
        if (named.Count == 1)
        {
            return (named[0].Code, named[0].Name);
        }
        var supplier = parties.Find(record, organisation, PartyRole.Supplier);
        return (supplier?.Code ?? "", supplier?.Name ?? "");
    }

    private static PartnerLocation? Location(PartnerRecord record, Party? party, string field, bool isNeeded)
    {
        if (party is null)
        {
            if (record.Has(field))
            {
                record.FailNotFound(field);
            }
            return null;
        }
        if (record.Shape.Child(field) is null)
        {
            return null;
        }
        var usable = party.Locations.Where(l => l.IsActive && (isNeeded ? l.IsShipTo : l.IsBillTo)).ToList();
        if (record.Has(field))
        {
            var found = usable.Find(l => l.Name == record.Text(field));
            if (found is null)
            {
                record.FailNotFound(field);
            }
            return found;
        }
        if (isNeeded && usable.Count > 1)
        {
            record.FailMissing(field);
        }
        return usable.Count == 1 ? usable[0] : null;
    }

    private void CheckTerms(PartnerRecord record, Party? party)
    {
        if (record.Text("doctype_Name") == "销售订单-出口" && !record.Has("tradeTerms_Text"))
        {
            record.FailMissing("tradeTerms_Text");
        }
        if (party?.Profile?.IsOneTime == true)
        {
            foreach (var field in OneTimeFields.Where(f => record.Shape.Child(f) is not null && !record.Has(f)))
            {
                record.FailMissing(field);
            }
        }
        terms.Find(record, "shipper_Text", EntryKind.Shipper);
        terms.Find(record, "salesOpportunity_Text", EntryKind.Opportunity);
        terms.Find(record, "rfqTopic_Name", EntryKind.RfqTopic);
        if (record.Has("settlementRate") && record.Number("settlementRate") <= 0)
        {
            record.Fail(FieldLabels.Of("settlementRate") + "必须大于0");
        }
    }

    /// <summary>The warehouse that is named, the one that serves the address, the caller's, or the organisation's.</summary>
    private WarehouseFacts? Warehouse(PartnerRecord record, Organisation? organisation, PartnerLocation? location, BatchCaller caller)
    {
        if (record.Shape.Child("warehouse_Text") is null)
        {
            return null;
        }
        if (record.Has("warehouse_Text"))
        {
            return references.Warehouse(record, organisation);
        }
        var serving = references.WarehouseOf(location?.WarehouseId);
        return serving is not null && serving.Profile.OrganisationId == organisation?.Id ? serving : references.DefaultWarehouse(organisation, caller);
    }
}
