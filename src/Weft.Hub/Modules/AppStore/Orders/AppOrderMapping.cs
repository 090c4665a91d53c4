using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Weft.Hub.Modules.AppStore.Orders;

internal sealed class AppOrderMapping : IEntityTypeConfiguration<AppOrder>
{
    public void Configure(EntityTypeBuilder<AppOrder> builder)
    {
        builder.ToTable("app_orders");
        builder.HasAlternateKey(o => new { o.TenantId, o.Id });
        builder.Property(o => o.OrderNo).HasMaxLength(32);
        builder.Property(o => o.TenantName).HasMaxLength(128);
        builder.Property(o => o.AppCode).HasMaxLength(64);
        builder.Property(o => o.AppName).HasMaxLength(64);
        builder.Property(o => o.ContactName).HasMaxLength(64);
        builder.Property(o => o.ContactPhone).HasMaxLength(20);
        builder.Property(o => o.ContactEmail).HasMaxLength(128);
        builder.Property(o => o.CompanyName).HasMaxLength(128);
        builder.Property(o => o.InvoiceTitle).HasMaxLength(128);
        builder.Property(o => o.InvoiceTaxNo).HasMaxLength(32);
        builder.Property(o => o.Remark).HasMaxLength(500);
        // Every transition is conditional on status and version (app-store 3.1; S10).
        builder.Property(o => o.Status).IsConcurrencyToken();
        // Over all tenants: the buyer writes it on the transfer, and the operator searches by it.
        builder.HasIndex(o => o.OrderNo).IsUnique();
        builder.HasIndex(o => new { o.TenantId, o.AppCode, o.SubscriptionType }).IsUnique().HasFilter("status = 'Pending'");
        builder.HasIndex(o => new { o.TenantId, o.CreateTime });
        builder.HasIndex(o => new { o.Status, o.CreateTime });
    }
}
