using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Weft.Hub.Modules.Production.Orders;

internal sealed class ProductionOrderMapping : IEntityTypeConfiguration<ProductionOrder>
{
    public void Configure(EntityTypeBuilder<ProductionOrder> builder)
    {
        builder.ToTable("production_orders");
        builder.Property(o => o.OrderNo).HasMaxLength(32);
        builder.Property(o => o.ExternalOrderNo).HasMaxLength(64);
        builder.Property(o => o.ContentHash).HasMaxLength(64);
        builder.Property(o => o.StyleNo).HasMaxLength(64);
        builder.Property(o => o.StyleName).HasMaxLength(128);
        builder.Property(o => o.ProductCategory).HasMaxLength(64);
        builder.Property(o => o.FactoryName).HasMaxLength(100);
        builder.Property(o => o.CustomerName).HasMaxLength(100);
        builder.Property(o => o.Company).HasMaxLength(64);
        builder.Property(o => o.Merchandiser).HasMaxLength(64);
        builder.Property(o => o.PatternMaker).HasMaxLength(64);
        builder.Property(o => o.Remarks).HasMaxLength(500);
        builder.Property(o => o.Colors).HasJson();
        builder.Property(o => o.Sizes).HasJson();
        builder.Property(o => o.Processes).HasJson();
        builder.HasMany(o => o.Lines).WithOne().HasForeignKey(l => new { l.TenantId, l.OrderId }).HasPrincipalKey(o => new { o.TenantId, o.Id })
            .OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(o => o.Lines).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.HasIndex(o => new { o.TenantId, o.OrderNo }).IsUnique();
        // One order for each of a credential's numbers (openapi-gateway 6.1); the number comes before the credential so that people find it without knowing which.
        builder.HasIndex(o => new { o.TenantId, o.ExternalOrderNo, o.SourceAppId }).IsUnique().HasFilter("external_order_no is not null");
        // The list in its order, and what its cards and the dashboard sum up: they read this index and not the rows.
        builder.HasIndex(o => new { o.TenantId, o.CreateTime, o.Id, o.Status, o.SourceType, o.OrderQuantity }).HasDatabaseName("ix_production_orders_figures");
        builder.HasIndex(o => new { o.TenantId, o.UpdateTime, o.Id });
        builder.Property(o => o.DueDate).UsePropertyAccessMode(PropertyAccessMode.Property);
        builder.HasIndex(o => new { o.TenantId, o.Status, o.DueDate, o.Id });
        builder.HasIndex(o => new { o.TenantId, o.Status, o.CreateTime, o.Id });
        builder.HasIndex(o => new { o.TenantId, o.SourceAppId, o.CreateTime, o.Id });
        builder.HasIndex(o => new { o.TenantId, o.StyleNo, o.CreateTime, o.Id });
        builder.HasIndex(o => new { o.TenantId, o.FactoryId, o.CreateTime, o.Id });
    }
}
