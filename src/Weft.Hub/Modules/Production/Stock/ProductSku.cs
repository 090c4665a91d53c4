using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Stock;

/// <summary>
/// One colour and size of a style, and how much of it there is (production-domain 3). Its quantities change only by <see cref="StockLedger"/>, in conditional
/// statements that never go below zero.
/// </summary>
internal sealed class ProductSku : TenantRow
{
    private ProductSku()
    {
    }

    /// <summary><c>styleNo-color-size</c>.</summary>
    public string SkuCode { get; private set; } = "";
    public long? StyleId { get; private set; }
    public string StyleNo { get; private set; } = "";
    public string Color { get; private set; } = "";
    public string Size { get; private set; } = "";
    public int StockQuantity { get; private set; }

    /// <summary>Set aside: not available. Never more than the stock.</summary>
    public int LockedQuantity { get; private set; }

    /// <summary>Pieces that were made and found bad; they are not part of the stock.</summary>
    public int DefectQuantity { get; private set; }
    public decimal? CostPrice { get; private set; }
    public decimal? SalesPrice { get; private set; }

    public static string Code(string styleNo, string color, string size) => $"{styleNo}-{color}-{size}";

    /// <summary>What a piece costs and what it is sold for; null clears a price.</summary>
    public void Price(decimal? cost, decimal? sales) => (CostPrice, SalesPrice) = (cost, sales);
}

internal sealed class ProductSkuMapping : IEntityTypeConfiguration<ProductSku>
{
    public void Configure(EntityTypeBuilder<ProductSku> builder)
    {
        builder.ToTable("product_skus", table =>
        {
            // The statements ask before; these hold whatever statement is written next.
            table.HasCheckConstraint("ck_product_skus_stock", "stock_quantity >= 0 and locked_quantity >= 0 and defect_quantity >= 0 and locked_quantity <= stock_quantity");
        });
        builder.Property(s => s.SkuCode).HasMaxLength(120);
        builder.Property(s => s.StyleNo).HasMaxLength(64);
        builder.Property(s => s.Color).HasMaxLength(32);
        builder.Property(s => s.Size).HasMaxLength(16);
        builder.HasIndex(s => new { s.TenantId, s.SkuCode }).IsUnique();
        builder.HasIndex(s => new { s.TenantId, s.StyleNo, s.Color, s.Size }).IsUnique();
    }
}
