using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Weft.Hub.Modules.PartnerApi.Functions;
using Weft.Hub.Modules.PartnerApi.Master;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.PartnerApi.Families;

/// <summary>查询业务伙伴: API240DLF customers, API241DLF suppliers, API242DLF those who are neither.</summary>
internal sealed class BusinessPartnerQueries(HubDbContext db, PartyDirectory parties, TradeTerms terms, References references, IOptions<PartnerApiOptions> options) : QueryFunction
{
    /// <summary>Of partners that belong to every organisation (2.1).</summary>
    private const string EveryOrganisation = "*";

    public override IReadOnlyList<string> Codes => ["API240DLF", "API241DLF", "API242DLF"];

    public override async Task<QueryResult> RunAsync(QueryCall call, CancellationToken ct)
    {
        var organisations = (await db.Set<Organisation>().AsNoTracking().Where(o => o.IsActive).ToListAsync(ct)).Where(o => call.Caller.Organisations.Contains(o.Id)).ToDictionary(o => o.Id);
        var wanted = call.Request.Has("org_Value") ? organisations.Values.Where(o => o.Code == call.Request.Text("org_Value")).Select(o => o.Id).ToHashSet() : [.. organisations.Keys];
        if (wanted.Count == 0)
        {
            return new QueryResult([], []);
        }
        await terms.LoadAsync(ct);
        var warehouses = (await references.WarehousesAsync(ct)).ToDictionary(w => w.Id);
        bool? customers = call.Function.Number switch
        {
            "240" => true,
            "241" => false,
            _ => null,
        };
        var found = (await parties.AllAsync(customers, options.Value.MaxQueried + 1, ct)).Where(p => Matches(call.Request, p, wanted)).OrderBy(p => p.Code, StringComparer.Ordinal).ToList();
        return new QueryResult([.. found.Select(p => Row(call.Request, p, organisations, warehouses))], [.. found.Select(p => p.Code)]);
    }

    private static bool Matches(PartnerRecord request, Party party, HashSet<long> organisations) =>
        (party.Profile?.OrganisationId is not { } own || organisations.Contains(own))
        && (!request.Has("bpartner_IsActive") || request.Text("bpartner_IsActive") == Flag(party.IsActive))
        && (!request.Has("bpGroup_Name") || request.Text("bpGroup_Name") == party.Profile?.Group);

    private AnswerRow Row(PartnerRecord request, Party party, Dictionary<long, Organisation> organisations, Dictionary<long, WarehouseFacts> warehouses)
    {
        var (profile, source) = (party.Profile, party.Source);
        var organisation = profile?.OrganisationId is { } id ? organisations.GetValueOrDefault(id) : null;
        var list = terms.ById(profile?.PriceListId)?.Name;
        var first = party.Locations.Count > 0 ? party.Locations[0].Content : null;
        var term = terms.ById(profile?.PaymentTermId)?.Name;
        return new AnswerRow
        {
            ["org_Value"] = organisation?.Code ?? EveryOrganisation, ["org_Name"] = organisation?.Name ?? EveryOrganisation,
            ["isCustomer"] = Flag(party.IsCustomer), ["isVendor"] = Flag(party.IsSupplier), ["isOneTime"] = Flag(profile?.IsOneTime == true), ["bpartner_IsActive"] = Flag(party.IsActive),
            ["value"] = party.Code, ["name"] = party.Name, ["shortName"] = profile?.ShortName ?? party.Name, ["bpGroup_Name"] = profile?.Group,
            ["country_Name"] = first?.Country, ["region_Name"] = first?.Region, ["city_Name"] = first?.City, ["description"] = profile?.Description,
            ["priceList_Name"] = list, ["poPriceList_Name"] = list, ["paymentType_Name"] = profile?.CreditType, ["paymentTerm_Name"] = term, ["poPaymentTerm_Name"] = term,
            ["creditLimit"] = FieldNode.Plain(profile?.CreditLimit), ["taxId"] = profile?.TaxNo, ["referenceNo"] = profile?.ReferenceNo,
        }.With("locationList", party.Locations.Count > 0 || source?.Address is null
            ? [.. party.Locations.Where(l => !request.Has("location_IsActive") || request.Text("location_IsActive") == Flag(l.IsActive)).Select(l => Location(l, warehouses))]
            : request.Text("location_IsActive") == "N" ? [] : [Location(party)]);
    }

    private static AnswerRow Location(PartnerLocation location, Dictionary<long, WarehouseFacts> warehouses)
    {
        var warehouse = location.WarehouseId is { } id ? warehouses.GetValueOrDefault(id) : null;
        var content = location.Content;
        return new AnswerRow
        {
            ["location_Name"] = location.Name, ["location_ReferenceNo"] = content.ReferenceNo, ["localocation_IsActivetor_Text"] = Flag(location.IsActive),
            ["location_Country_Name"] = content.Country, ["location_Region_Name"] = content.Region, ["location_City_Name"] = content.City,
            ["address1"] = content.Address1, ["address2"] = content.Address2, ["postal"] = content.Postal, ["contact_Name"] = content.Contact, ["phone"] = content.Phone, ["fax"] = content.Fax,
            ["isShipTo"] = Flag(location.IsShipTo), ["isBillTo"] = Flag(location.IsBillTo), ["warehouseFrom1st_Value"] = warehouse?.Code, ["warehouseFrom1st_Name"] = warehouse?.Name,
            ["deliveryViaRule_Name"] = content.DeliveryVia, ["location_Description"] = content.Description,
        };
    }

    /// <summary>The one address that Production knows of its customers and factories.</summary>
    private static AnswerRow Location(Party party) => new()
    {
        ["location_Name"] = Literals.Cut(party.Source!.Address!, 60), ["localocation_IsActivetor_Text"] = "Y", ["address1"] = Literals.Cut(party.Source.Address!, 60),
        ["contact_Name"] = party.Source.ContactPerson, ["phone"] = party.Source.Phone, ["isShipTo"] = "Y", ["isBillTo"] = "Y",
    };

    private static string Flag(bool value) => value ? "Y" : "N";
}
