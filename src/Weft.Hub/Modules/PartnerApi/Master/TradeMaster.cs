using System.Text.Json.Serialization;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.PartnerApi.Master;

/// <summary>Small lists that trade documents refer to; Weft has no such lists of its own.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EntryKind>))]
public enum EntryKind
{
    [JsonStringEnumMemberName("税率")]
    Tax,

    [JsonStringEnumMemberName("币种")]
    Currency,

    [JsonStringEnumMemberName("销售价格表")]
    SalesPrices,

    [JsonStringEnumMemberName("采购价格表")]
    PurchasePrices,

    [JsonStringEnumMemberName("付款条件")]
    PaymentTerm,

    [JsonStringEnumMemberName("银行账户")]
    BankAccount,

    [JsonStringEnumMemberName("物流公司")]
    Shipper,

    [JsonStringEnumMemberName("销售机会")]
    Opportunity,

    [JsonStringEnumMemberName("询价主题")]
    RfqTopic,
}

/// <summary>What is entered of an entry.</summary>
internal sealed record EntryContent(string Name)
{
    public decimal? Rate { get; init; }
    public string? Currency { get; init; }
    public bool TaxIncluded { get; init; }
    public bool IsDefault { get; init; }
    public bool IsActive { get; init; } = true;
}

/// <summary>An entry of one of those lists.</summary>
internal sealed class TradeEntry : TenantRow
{
    private TradeEntry()
    {
    }

    public TradeEntry(long tenantId, EntryKind kind, string code) => (TenantId, Kind, Code) = (tenantId, kind, code);

    public EntryKind Kind { get; private set; }
    public string Code { get; private set; } = "";
    public string Name { get; private set; } = "";

    /// <summary>Per cent of a tax; what one unit of a currency is worth in the tenant's own.</summary>
    public decimal? Rate { get; private set; }

    /// <summary>Of a price list or a bank account.</summary>
    public string? Currency { get; private set; }

    /// <summary>The list's prices contain the tax.</summary>
    public bool TaxIncluded { get; private set; }

    /// <summary>What a document means that names none of its kind.</summary>
    public bool IsDefault { get; private set; }
    public bool IsActive { get; private set; } = true;

    public TradeEntry Describe(EntryContent content)
    {
        (Name, Rate, Currency) = (content.Name, content.Rate, content.Currency);
        (TaxIncluded, IsDefault, IsActive) = (content.TaxIncluded, content.IsDefault, content.IsActive);
        return this;
    }
}

/// <summary>The price of a product in a price list.</summary>
internal sealed class ListPrice : TenantRow
{
    private ListPrice()
    {
    }

    public ListPrice(long tenantId, long priceListId, string productCode) => (TenantId, PriceListId, ProductCode) = (tenantId, priceListId, productCode);

    public long PriceListId { get; private set; }
    public string ProductCode { get; private set; } = "";
    public decimal Price { get; private set; }

    public ListPrice Set(decimal price)
    {
        Price = price;
        return this;
    }
}

/// <summary>What partners know of a customer or a factory of Production beyond it; or a partner that is neither.</summary>
internal sealed class BusinessPartner : TenantRow
{
    private BusinessPartner()
    {
    }

    public BusinessPartner(long tenantId, string code) => (TenantId, Code) = (tenantId, code);

    public string Code { get; private set; } = "";

    /// <summary>Production's row has the name of its own.</summary>
    public string Name { get; private set; } = "";
    public long? CustomerId { get; private set; }
    public long? FactoryId { get; private set; }

    /// <summary>Null: every organisation's.</summary>
    public long? OrganisationId { get; private set; }
    public string? ShortName { get; private set; }
    public string? Group { get; private set; }

    /// <summary>散单: each document brings its address.</summary>
    public bool IsOneTime { get; private set; }
    public long? PriceListId { get; private set; }
    public long? PaymentTermId { get; private set; }

    /// <summary>现金 or 信用.</summary>
    public string? CreditType { get; private set; }
    public decimal? CreditLimit { get; private set; }
    public string? TaxNo { get; private set; }
    public string? ReferenceNo { get; private set; }
    public string? Description { get; private set; }
    public bool IsActive { get; private set; } = true;

    public BusinessPartner Describe(PartnerContent content)
    {
        (Name, CustomerId, FactoryId, OrganisationId) = (content.Name, content.CustomerId, content.FactoryId, content.OrganisationId);
        (ShortName, Group, IsOneTime, PriceListId, PaymentTermId) = (content.ShortName, content.Group, content.IsOneTime, content.PriceListId, content.PaymentTermId);
        (CreditType, CreditLimit, TaxNo, ReferenceNo) = (content.CreditType, content.CreditLimit, content.TaxNo, content.ReferenceNo);
        (Description, IsActive) = (content.Description, content.IsActive);
        return this;
    }
}

/// <summary>What is entered of a business partner.</summary>
public sealed record PartnerContent(string Name)
{
    public long? CustomerId { get; init; }
    public long? FactoryId { get; init; }
    public long? OrganisationId { get; init; }
    public string? ShortName { get; init; }
    public string? Group { get; init; }
    public bool IsOneTime { get; init; }
    public long? PriceListId { get; init; }
    public long? PaymentTermId { get; init; }
    public string? CreditType { get; init; }
    public decimal? CreditLimit { get; init; }
    public string? TaxNo { get; init; }
    public string? ReferenceNo { get; init; }
    public string? Description { get; init; }
    public bool IsActive { get; init; } = true;
}

/// <summary>What is entered of an address, with the person to ask for there.</summary>
public sealed record LocationContent
{
    public string? ReferenceNo { get; init; }
    public string? Country { get; init; }
    public string? Region { get; init; }
    public string? City { get; init; }
    public string? Address1 { get; init; }
    public string? Address2 { get; init; }
    public string? Postal { get; init; }
    public string? Contact { get; init; }
    public string? Phone { get; init; }
    public string? Fax { get; init; }
    public string? DeliveryVia { get; init; }
    public string? Description { get; init; }
}

/// <summary>An address of a business partner.</summary>
internal sealed class PartnerLocation : TenantRow
{
    private PartnerLocation()
    {
    }

    public PartnerLocation(long tenantId, long partnerId, string name) => (TenantId, PartnerId, Name) = (tenantId, partnerId, name);

    public long PartnerId { get; private set; }
    public string Name { get; private set; } = "";
    public LocationContent Content { get; private set; } = new();
    public bool IsShipTo { get; private set; } = true;
    public bool IsBillTo { get; private set; } = true;

    /// <summary>Whence goods for it come, unless a document says otherwise.</summary>
    public long? WarehouseId { get; private set; }
    public bool IsActive { get; private set; } = true;

    public PartnerLocation Describe(LocationContent content, bool isShipTo, bool isBillTo, long? warehouseId, bool isActive)
    {
        (IsShipTo, IsBillTo, WarehouseId, IsActive) = (isShipTo, isBillTo, warehouseId, isActive);
        if (Content != content)
        {
            Content = content;
        }
        return this;
    }
}
