using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Styles;

/// <summary>A material of a style: type 面料, 里料 or 辅料; usage for one piece; loss in percent of the usage.</summary>
public sealed record StyleBomInput(
    string MaterialType, string? MaterialCode, string MaterialName, string? Color, string? Specification, string? Unit, decimal UsageAmount, decimal LossRate, decimal UnitPrice,
    string? Supplier);

/// <summary>A measure of a style: part × size → value, with tolerance and how it is taken.</summary>
public sealed record StyleSizeInput(string Part, string Size, decimal Value, decimal? Tolerance, string? Method);

/// <summary>A line of a style's bill of materials.</summary>
internal sealed class StyleBom : Row, ITenantOwned
{
    private StyleBom()
    {
    }

    public StyleBom(long tenantId, StyleBomInput given, int sortOrder)
    {
        (TenantId, SortOrder) = (tenantId, sortOrder);
        (MaterialType, MaterialCode, MaterialName, Color) = (given.MaterialType, given.MaterialCode, given.MaterialName, given.Color);
        (Specification, Unit, Supplier) = (given.Specification, given.Unit, given.Supplier);
        (UsageAmount, LossRate, UnitPrice) = (given.UsageAmount, given.LossRate, given.UnitPrice);
    }

    public long TenantId { get; private set; }
    public long StyleId { get; private set; }
    public string MaterialType { get; private set; } = "";
    public string? MaterialCode { get; private set; }
    public string MaterialName { get; private set; } = "";
    public string? Color { get; private set; }
    public string? Specification { get; private set; }
    public string? Unit { get; private set; }
    public decimal UsageAmount { get; private set; }
    public decimal LossRate { get; private set; }
    public decimal UnitPrice { get; private set; }
    public string? Supplier { get; private set; }
    public int SortOrder { get; private set; }

    public StyleBomInput Input() => new(MaterialType, MaterialCode, MaterialName, Color, Specification, Unit, UsageAmount, LossRate, UnitPrice, Supplier);
}

internal sealed class StyleBomMapping : IEntityTypeConfiguration<StyleBom>
{
    public void Configure(EntityTypeBuilder<StyleBom> builder)
    {
        builder.ToTable("style_boms");
        builder.Property(b => b.MaterialType).HasMaxLength(16);
        builder.Property(b => b.MaterialCode).HasMaxLength(64);
        builder.Property(b => b.MaterialName).HasMaxLength(128);
        builder.Property(b => b.Color).HasMaxLength(32);
        builder.Property(b => b.Specification).HasMaxLength(128);
        builder.Property(b => b.Unit).HasMaxLength(16);
        builder.Property(b => b.Supplier).HasMaxLength(100);
        builder.HasIndex(b => new { b.TenantId, b.StyleId });
    }
}

/// <summary>A cell of a style's size table.</summary>
internal sealed class StyleSize : Row, ITenantOwned
{
    private StyleSize()
    {
    }

    public StyleSize(long tenantId, StyleSizeInput given, int sortOrder)
    {
        (TenantId, SortOrder) = (tenantId, sortOrder);
        (Part, Size, Value, Tolerance, Method) = (given.Part, given.Size, given.Value, given.Tolerance, given.Method);
    }

    public long TenantId { get; private set; }
    public long StyleId { get; private set; }
    public string Part { get; private set; } = "";
    public string Size { get; private set; } = "";
    public decimal Value { get; private set; }
    public decimal? Tolerance { get; private set; }
    public string? Method { get; private set; }
    public int SortOrder { get; private set; }

    public StyleSizeInput Input() => new(Part, Size, Value, Tolerance, Method);
}

internal sealed class StyleSizeMapping : IEntityTypeConfiguration<StyleSize>
{
    public void Configure(EntityTypeBuilder<StyleSize> builder)
    {
        builder.ToTable("style_sizes");
        builder.Property(m => m.Part).HasMaxLength(64);
        builder.Property(m => m.Size).HasMaxLength(16);
        builder.Property(m => m.Method).HasMaxLength(200);
        builder.HasIndex(m => new { m.TenantId, m.StyleId, m.Part, m.Size }).IsUnique();
    }
}
