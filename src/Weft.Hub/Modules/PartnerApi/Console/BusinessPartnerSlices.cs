using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.PartnerApi.Master;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.PartnerApi.Console;

internal sealed record BusinessPartnerRequest(string Code, string? Name, int? Version)
{
    public long? CustomerId { get; init; }
    public long? FactoryId { get; init; }
    public long? OrganisationId { get; init; }
    public string? ShortName { get; init; }
    public string? Group { get; init; }
    public bool? IsOneTime { get; init; }
    public long? PriceListId { get; init; }
    public long? PaymentTermId { get; init; }
    public string? CreditType { get; init; }
    public decimal? CreditLimit { get; init; }
    public string? TaxNo { get; init; }
    public string? ReferenceNo { get; init; }
    public string? Description { get; init; }
    public bool? IsActive { get; init; }
}

public sealed record BusinessPartnerRow(long Id, string Code, PartnerContent Content, int Version)
{
    /// <summary>How many addresses it has.</summary>
    public int Locations { get; init; }
}

internal sealed record LocationRequest(long PartnerId, string Name, string? Address1, bool? IsShipTo, bool? IsBillTo, long? WarehouseId, bool? IsActive, int? Version);

public sealed record LocationRow(long Id, long PartnerId, string Name, LocationContent Content, bool IsShipTo, bool IsBillTo, long? WarehouseId, bool IsActive, int Version)
{
    public string? PartnerName { get; init; }
}

/// <summary>What partners know of customers and factories, the partners who are neither, and everybody's addresses.</summary>
internal static class BusinessPartnerSlices
{
    public static async Task<Answer<PageOf<BusinessPartnerRow>>> ListAsync(Fields fields, HubDbContext db, CancellationToken ct)
    {
        var (page, keyword) = (PageRequest.Read(fields), fields.Text("keyword", 60));
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var rows = db.Set<BusinessPartner>().AsNoTracking();
        rows = keyword is null ? rows : rows.Where(p => p.Code.Contains(keyword) || p.Name.Contains(keyword));
        var found = await rows.OrderBy(p => p.Code).PageAsync(page, p => new { Partner = p, Locations = db.Set<PartnerLocation>().Count(l => l.PartnerId == p.Id) }, ct);
        return new PageOf<BusinessPartnerRow>(found.Total, found.Page, found.Size, [.. found.Records.Select(p => Of(p.Partner) with { Locations = p.Locations })]);
    }

    public static async Task<Answer<BusinessPartnerRow>> SaveAsync(long? id, Fields fields, HubDbContext db, TradingParties trading, CancellationToken ct)
    {
        var existing = id is null ? null : await db.Set<BusinessPartner>().FirstOrDefaultAsync(p => p.Id == id, ct);
        if (id is not null && existing is null)
        {
            return PartnerApiErrors.RowNotFound.With("业务伙伴");
        }
        var code = existing?.Code ?? fields.Text("code", 40, required: true);
        var (customer, factory) = existing is null ? (fields.Integer("customerId", min: 1), fields.Integer("factoryId", min: 1)) : (existing.CustomerId, existing.FactoryId);
        var source = await SourceAsync(fields, customer, factory, trading, ct);
        var content = new PartnerContent((source is null ? fields.Text("name", 60, required: customer is null && factory is null) : source.Name) ?? "")
        {
            CustomerId = customer, FactoryId = factory, OrganisationId = fields.Integer("organisationId", min: 1), ShortName = fields.Text("shortName", 60), Group = fields.Text("group", 60),
            IsOneTime = fields.Flag("isOneTime") ?? false, PriceListId = fields.Integer("priceListId", min: 1), PaymentTermId = fields.Integer("paymentTermId", min: 1),
            CreditType = fields.OneOf("creditType", false, "现金", "信用"), CreditLimit = fields.Number("creditLimit", 2, 0, 99_999_999_999_999m), TaxNo = fields.Text("taxNo", 20),
            ReferenceNo = fields.Text("referenceNo", 40), Description = fields.Text("description", 255), IsActive = fields.Flag("isActive") ?? true,
        };
        await CheckAsync(fields, content, db, ct);
        if (MasterSlices.Refused(fields, existing?.Version) is { } refused)
        {
            return refused;
        }
        var partner = (existing ?? new BusinessPartner(db.FilterTenant, code!)).Describe(content);
        MasterSlices.Keep(db, partner, existing is null);
        return await db.SavedAsync(() => Of(partner), code!, ct);
    }

    /// <summary>Null for one that is not there.</summary>
    public static Task<string?> NameAsync(long id, HubDbContext db, CancellationToken ct) => db.Set<BusinessPartner>().Where(p => p.Id == id).Select(p => (string?)p.Name).FirstOrDefaultAsync(ct);

    public static async Task<Answer<PageOf<LocationRow>>> LocationsAsync(Fields fields, HubDbContext db, CancellationToken ct)
    {
        var (page, partner, keyword) = (PageRequest.Read(fields), fields.Integer("partnerId", min: 1), fields.Text("keyword", 60));
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var rows = db.Set<PartnerLocation>().AsNoTracking();
        rows = partner is { } id ? rows.Where(l => l.PartnerId == id) : rows;
        rows = keyword is null ? rows : rows.Where(l => l.Name.Contains(keyword));
        var found = await rows.OrderBy(l => l.PartnerId).ThenBy(l => l.Name)
            .PageAsync(page, l => new { Location = l, Partner = db.Set<BusinessPartner>().Where(p => p.Id == l.PartnerId).Select(p => p.Name).FirstOrDefault() }, ct);
        return new PageOf<LocationRow>(found.Total, found.Page, found.Size, [.. found.Records.Select(l => Of(l.Location) with { PartnerName = l.Partner })]);
    }

    public static async Task<Answer<LocationRow>> SaveLocationAsync(long? id, Fields fields, HubDbContext db, CancellationToken ct)
    {
        var existing = id is null ? null : await db.Set<PartnerLocation>().FirstOrDefaultAsync(l => l.Id == id, ct);
        if (id is not null && existing is null)
        {
            return PartnerApiErrors.RowNotFound.With("地址");
        }
        var (partner, name) = (existing?.PartnerId ?? fields.Integer("partnerId", min: 1, required: true), existing?.Name ?? fields.Text("name", 60, required: true));
        var content = new LocationContent
        {
            ReferenceNo = fields.Text("referenceNo", 40), Country = fields.Text("country", 60), Region = fields.Text("region", 60), City = fields.Text("city", 60), Address1 = fields.Text("address1", 60),
            Address2 = fields.Text("address2", 60), Postal = fields.Text("postal", 10), Contact = fields.Text("contact", 60), Phone = fields.Text("phone", 60), Fax = fields.Text("fax", 60),
            DeliveryVia = fields.OneOf("deliveryVia", false, "配送", "自提", "直送"), Description = fields.Text("description", 255),
        };
        var (ship, bill, active) = (fields.Flag("isShipTo") ?? true, fields.Flag("isBillTo") ?? true, fields.Flag("isActive") ?? true);
        var warehouse = fields.Integer("warehouseId", min: 1);
        if (partner is { } wanted && !await db.Set<BusinessPartner>().AnyAsync(p => p.Id == wanted, ct))
        {
            fields.Fail("partnerId", "业务伙伴不存在");
        }
        if (warehouse is { } from && !await db.Set<WarehouseProfile>().AnyAsync(w => w.Id == from, ct))
        {
            fields.Fail("warehouseId", "仓库不存在");
        }
        if (MasterSlices.Refused(fields, existing?.Version) is { } refused)
        {
            return refused;
        }
        var location = (existing ?? new PartnerLocation(db.FilterTenant, partner!.Value, name!)).Describe(content, ship, bill, warehouse, active);
        MasterSlices.Keep(db, location, existing is null);
        return await db.SavedAsync(() => Of(location), name!, ct);
    }

    private static async Task<TradingParty?> SourceAsync(Fields fields, long? customer, long? factory, TradingParties trading, CancellationToken ct)
    {
        if (customer is null && factory is null)
        {
            return null;
        }
        if (customer is not null && factory is not null)
        {
            fields.Fail("factoryId", "客户和加工厂只能指定一个");
            return null;
        }
        if (await trading.FindAsync([], customer is { } c ? [c] : [], factory is { } f ? [f] : [], ct) is [var found, ..])
        {
            return found;
        }
        fields.Fail(customer is null ? "factoryId" : "customerId", customer is null ? "加工厂不存在" : "客户不存在");
        return null;
    }

    private static async Task CheckAsync(Fields fields, PartnerContent content, HubDbContext db, CancellationToken ct)
    {
        if (content.OrganisationId is { } organisation && !await db.Set<Organisation>().AnyAsync(o => o.Id == organisation, ct))
        {
            fields.Fail("organisationId", "组织不存在");
        }
        var list = content.FactoryId is null ? EntryKind.SalesPrices : EntryKind.PurchasePrices;
        if (content.PriceListId is { } prices && !await db.Set<TradeEntry>().AnyAsync(e => e.Id == prices && e.Kind == list, ct))
        {
            fields.Fail("priceListId", "价格表不存在：客户用销售价格表，供应商用采购价格表");
        }
        if (content.PaymentTermId is { } term && !await db.Set<TradeEntry>().AnyAsync(e => e.Id == term && e.Kind == EntryKind.PaymentTerm, ct))
        {
            fields.Fail("paymentTermId", "付款条件不存在");
        }
    }

    private static BusinessPartnerRow Of(BusinessPartner p) => new(p.Id, p.Code, new PartnerContent(p.Name)
    {
        CustomerId = p.CustomerId, FactoryId = p.FactoryId, OrganisationId = p.OrganisationId, ShortName = p.ShortName, Group = p.Group, IsOneTime = p.IsOneTime,
        PriceListId = p.PriceListId, PaymentTermId = p.PaymentTermId, CreditType = p.CreditType, CreditLimit = p.CreditLimit, TaxNo = p.TaxNo, ReferenceNo = p.ReferenceNo,
        Description = p.Description, IsActive = p.IsActive,
    }, p.Version);

    private static LocationRow Of(PartnerLocation l) => new(l.Id, l.PartnerId, l.Name, l.Content, l.IsShipTo, l.IsBillTo, l.WarehouseId, l.IsActive, l.Version);
}
