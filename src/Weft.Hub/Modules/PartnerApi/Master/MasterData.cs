using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.PartnerApi.Master;

/// <summary>What an organisation is to the tenant (scm-partner-api 1).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrganisationKind>))]
public enum OrganisationKind
{
    [JsonStringEnumMemberName("主体公司")]
    Principal,

    [JsonStringEnumMemberName("代理商")]
    Dealer,

    [JsonStringEnumMemberName("供应商")]
    Supplier,
}

/// <summary>A legal or operating unit of the tenant.</summary>
internal sealed class Organisation : TenantRow
{
    private Organisation()
    {
    }

    public Organisation(long tenantId, string code) => (TenantId, Code) = (tenantId, code);

    public string Code { get; private set; } = "";
    public string Name { get; private set; } = "";
    public OrganisationKind Kind { get; private set; }
    public bool IsActive { get; private set; } = true;

    public Organisation Describe(string name, OrganisationKind kind, bool isActive)
    {
        (Name, Kind, IsActive) = (name, kind, isActive);
        return this;
    }
}

internal sealed class OrganisationMapping : IEntityTypeConfiguration<Organisation>
{
    public void Configure(EntityTypeBuilder<Organisation> builder)
    {
        builder.ToTable("partner_organisations");
        builder.Property(o => o.Code).HasMaxLength(40);
        builder.Property(o => o.Name).HasMaxLength(60);
        builder.HasIndex(o => new { o.TenantId, o.Code }).IsUnique();
    }
}

/// <summary>What partners need to know of a warehouse beyond its entry in the dictionary, which has its code and name.</summary>
internal sealed class WarehouseProfile : TenantRow
{
    private WarehouseProfile()
    {
    }

    public WarehouseProfile(long tenantId, long dictId) => (TenantId, DictId) = (tenantId, dictId);

    /// <summary>The warehouse's entry in the dictionary.</summary>
    public long DictId { get; private set; }
    public long OrganisationId { get; private set; }
    public string? ReferenceNo { get; private set; }

    /// <summary>Shipments wait for a logistics partner, and documents stay open until he has reported.</summary>
    public bool NeedsLogisticsReceipt { get; private set; }

    /// <summary>Stock may go below zero.</summary>
    public bool AllowsNegative { get; private set; }
    public bool IsActive { get; private set; } = true;

    public WarehouseProfile Describe(long organisationId, string? referenceNo, bool needsLogisticsReceipt, bool allowsNegative, bool isActive)
    {
        (OrganisationId, ReferenceNo, IsActive) = (organisationId, referenceNo, isActive);
        (NeedsLogisticsReceipt, AllowsNegative) = (needsLogisticsReceipt, allowsNegative);
        return this;
    }
}

internal sealed class WarehouseProfileMapping : IEntityTypeConfiguration<WarehouseProfile>
{
    public void Configure(EntityTypeBuilder<WarehouseProfile> builder)
    {
        builder.ToTable("partner_warehouses");
        builder.Property(w => w.ReferenceNo).HasMaxLength(40);
        builder.HasIndex(w => new { w.TenantId, w.DictId }).IsUnique();
    }
}

/// <summary>A storage bin of a warehouse (库位).</summary>
internal sealed class Bin : TenantRow
{
    private Bin()
    {
    }

    public Bin(long tenantId, long warehouseId, string code) => (TenantId, WarehouseId, Code) = (tenantId, warehouseId, code);

    public long WarehouseId { get; private set; }
    public string Code { get; private set; } = "";
    public string Name { get; private set; } = "";
    public bool IsActive { get; private set; } = true;

    public Bin Describe(string name, bool isActive)
    {
        (Name, IsActive) = (name, isActive);
        return this;
    }
}

internal sealed class BinMapping : IEntityTypeConfiguration<Bin>
{
    public void Configure(EntityTypeBuilder<Bin> builder)
    {
        builder.ToTable("partner_bins");
        builder.Property(b => b.Code).HasMaxLength(40);
        builder.Property(b => b.Name).HasMaxLength(60);
        builder.HasIndex(b => new { b.TenantId, b.WarehouseId, b.Code }).IsUnique();
        builder.HasIndex(b => new { b.TenantId, b.Name });
    }
}

/// <summary>A product that is not made but used: fabric, zippers, dyes. Finished goods are Production's.</summary>
internal sealed class Material : TenantRow
{
    private Material()
    {
    }

    public Material(long tenantId, string code) => (TenantId, Code) = (tenantId, code);

    public string Code { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string? Category { get; private set; }
    public string Uom { get; private set; } = "";
    public string? Upc { get; private set; }

    /// <summary>保质期管理: lot and production date are needed.</summary>
    public bool HasShelfLife { get; private set; }
    public int? GuaranteeMonths { get; private set; }
    public bool IsActive { get; private set; } = true;

    public Material Describe(MaterialContent content)
    {
        (Name, Category, Uom, Upc) = (content.Name, content.Category, content.Uom, content.Upc);
        (HasShelfLife, GuaranteeMonths, IsActive) = (content.HasShelfLife, content.GuaranteeMonths, content.IsActive);
        return this;
    }
}

/// <summary>What is entered of a material.</summary>
internal sealed record MaterialContent(string Name, string Uom)
{
    public string? Category { get; init; }
    public string? Upc { get; init; }
    public bool HasShelfLife { get; init; }
    public int? GuaranteeMonths { get; init; }
    public bool IsActive { get; init; } = true;
}

internal sealed class MaterialMapping : IEntityTypeConfiguration<Material>
{
    public void Configure(EntityTypeBuilder<Material> builder)
    {
        builder.ToTable("partner_materials");
        builder.Property(m => m.Code).HasMaxLength(40);
        builder.Property(m => m.Name).HasMaxLength(60);
        builder.Property(m => m.Category).HasMaxLength(60);
        builder.Property(m => m.Uom).HasMaxLength(60);
        builder.Property(m => m.Upc).HasMaxLength(30);
        builder.HasIndex(m => new { m.TenantId, m.Code }).IsUnique();
        builder.HasIndex(m => new { m.TenantId, m.Name });
    }
}

/// <summary>A month whose books are closed, or were opened again. A month without a row is open.</summary>
internal sealed class Period : TenantRow
{
    private Period()
    {
    }

    public Period(long tenantId, DateOnly month) => (TenantId, Month) = (tenantId, month);

    /// <summary>Its first day.</summary>
    public DateOnly Month { get; private set; }
    public bool IsOpen { get; private set; } = true;

    public void Switch(bool open) => IsOpen = open;
}

internal sealed class PeriodMapping : IEntityTypeConfiguration<Period>
{
    public void Configure(EntityTypeBuilder<Period> builder)
    {
        builder.ToTable("partner_periods");
        builder.HasIndex(p => new { p.TenantId, p.Month }).IsUnique();
    }
}
