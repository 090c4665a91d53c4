using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Quality;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Cutting;

/// <summary>
/// 菲号: pieces of one colour and size that travel through production together (production-domain 5). Every piece of it is somewhere: not inspected yet, qualified, in the
/// repair pool, or scrapped. The commands check; what reaches a method here and does not fit is a bug.
/// </summary>
internal sealed class CuttingBundle : TenantRow
{
    private CuttingBundle()
    {
    }

    public CuttingBundle(ProductionOrder order, BundleRow row, int bundleNo, int bedNo)
    {
        (TenantId, OrderId, StyleNo) = (order.TenantId, order.Id, order.StyleNo);
        (Color, Size, Quantity, BundleNo, BedNo) = (row.Color, row.Size, row.Quantity, bundleNo, bedNo);
    }

    public long OrderId { get; private set; }
    public string StyleNo { get; private set; } = "";
    public string Color { get; private set; } = "";
    public string Size { get; private set; } = "";

    /// <summary>From 1 within the order.</summary>
    public int BundleNo { get; private set; }

    /// <summary>床号: the batch that it was cut in, from 1 within the order.</summary>
    public int BedNo { get; private set; }
    public int Quantity { get; private set; }
    public string QrCode { get; private set; } = "";
    public BundleStatus Status { get; private set; }

    /// <summary>Pieces inspected for the first time; re-inspections do not count again.</summary>
    public int InspectedQuantity { get; private set; }
    public int QualifiedQuantity { get; private set; }
    public int ScrappedQuantity { get; private set; }
    public int WarehousedQuantity { get; private set; }
    public int RepairWaiting { get; private set; }
    public int RepairDeclared { get; private set; }
    public bool RepairStarted { get; private set; }
    public bool IsScanned { get; private set; }

    public RepairPool Pool => new(RepairWaiting, RepairDeclared);

    public int ToInspect => Quantity - InspectedQuantity;

    public void Label(string qrCode) => QrCode = qrCode;

    public void Scanned(bool isScanned)
    {
        IsScanned = isScanned;
        Settle();
    }

    /// <summary>Counts an inspection, or with <paramref name="sign"/> -1 takes it back.</summary>
    public void Inspected(Warehousing record, int sign)
    {
        var pool = Pool;
        if (record.IsRecheck)
        {
            pool = sign > 0 ? pool.Recheck(record.InspectedQuantity).Add(record.RepairedPieces) : pool.Remove(record.RepairedPieces).Return(record.InspectedQuantity);
        }
        else
        {
            pool = sign > 0 ? pool.Add(record.RepairedPieces) : pool.Remove(record.RepairedPieces);
            InspectedQuantity += sign * record.InspectedQuantity;
        }
        QualifiedQuantity += sign * record.QualifiedQuantity;
        ScrappedQuantity += sign * record.ScrappedPieces;
        Keep(pool);
    }

    public void Stored(int pieces)
    {
        WarehousedQuantity += pieces;
        Settle();
    }

    public void StartRepair()
    {
        RepairStarted = true;
        Settle();
    }

    public void DeclareRepaired(int pieces) => Keep(Pool.Declare(pieces));

    private void Keep(RepairPool pool)
    {
        (RepairWaiting, RepairDeclared) = (pool.Waiting, pool.Declared);
        RepairStarted &= pool.Waiting > 0;
        Settle();
    }

    /// <summary>The status follows from where the pieces are (production-domain 5).</summary>
    private void Settle() => Status =
        RepairDeclared > 0 ? BundleStatus.RepairedWaitingQc
        : RepairWaiting > 0 ? (RepairStarted ? BundleStatus.Repairing : BundleStatus.Unqualified)
        : InspectedQuantity < Quantity ? (IsScanned || InspectedQuantity > 0 ? BundleStatus.InProgress : BundleStatus.Created)
        : QualifiedQuantity == 0 ? BundleStatus.Scrapped
        : WarehousedQuantity == QualifiedQuantity ? BundleStatus.Completed
        : BundleStatus.Qualified;
}

internal sealed class CuttingBundleMapping : IEntityTypeConfiguration<CuttingBundle>
{
    public void Configure(EntityTypeBuilder<CuttingBundle> builder)
    {
        builder.ToTable("cutting_bundles");
        builder.Property(b => b.StyleNo).HasMaxLength(64);
        builder.Property(b => b.Color).HasMaxLength(32);
        builder.Property(b => b.Size).HasMaxLength(16);
        builder.Property(b => b.QrCode).HasMaxLength(200);
        builder.HasOne<ProductionOrder>().WithMany().HasForeignKey(b => new { b.TenantId, b.OrderId }).HasPrincipalKey(o => new { o.TenantId, o.Id })
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(b => new { b.TenantId, b.OrderId, b.BundleNo }).IsUnique();
        builder.HasIndex(b => new { b.TenantId, b.QrCode }).IsUnique();
        builder.HasIndex(b => new { b.TenantId, b.Status, b.Id });
    }
}
