using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.PartnerApi.Documents;

/// <summary>How much of a material lies in a bin, by lot, production date and inventory status. Changes only with its movements, by <see cref="StockBook"/>.</summary>
internal sealed class MaterialStock : TenantRow
{
    private MaterialStock()
    {
    }

    public MaterialStock(long tenantId, StockKey key)
    {
        (TenantId, WarehouseId, BinId, MaterialId) = (tenantId, key.WarehouseId, key.BinId, key.MaterialId);
        (Lot, ProducedOn, Status) = (key.Lot, key.ProducedOn, key.Status);
    }

    public long WarehouseId { get; private set; }
    public long BinId { get; private set; }
    public long MaterialId { get; private set; }

    /// <summary>"" when there is none.</summary>
    public string Lot { get; private set; } = "";

    /// <summary>The earliest day when there is none: an index holds no nulls as equal.</summary>
    public DateOnly ProducedOn { get; private set; }

    /// <summary>正常, 冻结, 破损, 待定.</summary>
    public string Status { get; private set; } = "";
    public decimal Quantity { get; private set; }

    public StockKey Key => new(WarehouseId, BinId, MaterialId, Lot, ProducedOn, Status);

    public void Move(decimal delta) => Quantity += delta;
}

/// <summary>Which stock.</summary>
internal readonly record struct StockKey(long WarehouseId, long BinId, long MaterialId, string Lot, DateOnly ProducedOn, string Status);

/// <summary>One change of one stock. Never changed: for each stock the sum of them is its quantity.</summary>
internal sealed class MaterialMovement : Row, ITenantOwned
{
    private MaterialMovement()
    {
    }

    public MaterialMovement(MaterialStock stock, decimal delta, string refNo, DateTime time)
    {
        (TenantId, StockId, WarehouseId, MaterialId) = (stock.TenantId, stock.Id, stock.WarehouseId, stock.MaterialId);
        (Delta, Balance, RefNo, Time) = (delta, stock.Quantity, refNo, time);
    }

    public long TenantId { get; private set; }
    public long StockId { get; private set; }
    public long WarehouseId { get; private set; }
    public long MaterialId { get; private set; }
    public decimal Delta { get; private set; }
    public decimal Balance { get; private set; }
    public string RefNo { get; private set; } = "";
    public DateTime Time { get; private set; }
}

internal sealed class MaterialStockMapping : IEntityTypeConfiguration<MaterialStock>
{
    public void Configure(EntityTypeBuilder<MaterialStock> builder)
    {
        builder.ToTable("partner_stocks");
        builder.Property(s => s.Lot).HasMaxLength(40);
        builder.Property(s => s.Status).HasMaxLength(8);
        builder.Property(s => s.Quantity).HasPrecision(22, 6);
        builder.HasIndex(s => new { s.TenantId, s.MaterialId, s.BinId, s.Lot, s.ProducedOn, s.Status }).IsUnique();
        builder.HasIndex(s => new { s.TenantId, s.WarehouseId });
    }
}

internal sealed class MaterialMovementMapping : IEntityTypeConfiguration<MaterialMovement>
{
    public void Configure(EntityTypeBuilder<MaterialMovement> builder)
    {
        builder.ToTable("partner_movements");
        builder.Property(m => m.Delta).HasPrecision(22, 6);
        builder.Property(m => m.Balance).HasPrecision(22, 6);
        builder.Property(m => m.RefNo).HasMaxLength(30);
        builder.HasIndex(m => new { m.TenantId, m.StockId, m.Time, m.Id });
        builder.HasIndex(m => new { m.TenantId, m.Time, m.Id });
        builder.HasIndex(m => new { m.TenantId, m.RefNo });
    }
}
