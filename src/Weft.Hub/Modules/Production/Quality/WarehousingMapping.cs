using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Modules.Production.Orders;

namespace Weft.Hub.Modules.Production.Quality;

internal sealed class WarehousingMapping : IEntityTypeConfiguration<Warehousing>
{
    public void Configure(EntityTypeBuilder<Warehousing> builder)
    {
        builder.ToTable("warehousings");
        builder.Property(w => w.WarehousingNo).HasMaxLength(32);
        builder.Property(w => w.OrderNo).HasMaxLength(32);
        builder.Property(w => w.StyleNo).HasMaxLength(64);
        builder.Property(w => w.StyleName).HasMaxLength(128);
        builder.Property(w => w.Color).HasMaxLength(32);
        builder.Property(w => w.Size).HasMaxLength(16);
        builder.Property(w => w.DefectRemark).HasMaxLength(500);
        builder.Property(w => w.ImageUrls).HasJson();
        builder.Property(w => w.InspectorName).HasMaxLength(128);
        builder.Property(w => w.Warehouse).HasMaxLength(64);
        builder.Property(w => w.Location).HasMaxLength(64);
        builder.Property(w => w.WarehousedBy).HasMaxLength(128);
        builder.Ignore(w => w.Pool);
        builder.HasOne<ProductionOrder>().WithMany().HasForeignKey(w => new { w.TenantId, w.OrderId }).HasPrincipalKey(o => new { o.TenantId, o.Id })
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(w => new { w.TenantId, w.OrderId, w.Id });
        builder.HasIndex(w => new { w.TenantId, w.BundleId });
        // The list is newest first, whatever it is filtered by.
        builder.HasIndex(w => new { w.TenantId, w.InspectedAt, w.Id });
        builder.HasIndex(w => new { w.TenantId, w.OrderNo, w.InspectedAt, w.Id });
        builder.HasIndex(w => new { w.TenantId, w.StyleNo, w.InspectedAt, w.Id });
        builder.HasIndex(w => new { w.TenantId, w.QualityStatus, w.InspectedAt, w.Id });
        builder.HasIndex(w => new { w.TenantId, w.WarehousingNo });
        builder.HasIndex(w => new { w.TenantId, w.WarehousedAt, w.Id });
        // One counter-record for each record: two who reverse it at once find that out here at the latest.
        builder.HasIndex(w => new { w.TenantId, w.ReversalOfId }).IsUnique().HasFilter("reversal_of_id is not null");
    }
}
