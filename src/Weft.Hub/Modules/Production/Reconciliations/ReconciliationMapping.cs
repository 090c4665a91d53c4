using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Modules.Production.Orders;

namespace Weft.Hub.Modules.Production.Reconciliations;

internal sealed class ReconciliationMapping : IEntityTypeConfiguration<Reconciliation>
{
    /// <summary>Holds the rule that one transaction of a customer pays one statement (openapi-gateway 6.6).</summary>
    public const string PaymentIndex = "ix_reconciliations_payment_ref";

    public void Configure(EntityTypeBuilder<Reconciliation> builder)
    {
        builder.ToTable("reconciliations");
        builder.Property(r => r.ReconciliationNo).HasMaxLength(32);
        builder.Property(r => r.OrderNo).HasMaxLength(32);
        builder.Property(r => r.CustomerName).HasMaxLength(100);
        builder.Property(r => r.StyleNo).HasMaxLength(64);
        builder.Property(r => r.StyleName).HasMaxLength(128);
        builder.Property(r => r.Deductions).HasJson();
        builder.Property(r => r.VerifiedBy).HasMaxLength(128);
        builder.Property(r => r.ApprovedBy).HasMaxLength(128);
        builder.Property(r => r.PaymentMethod).HasMaxLength(32);
        builder.Property(r => r.PaymentRef).HasMaxLength(64);
        builder.Property(r => r.PaymentRemark).HasMaxLength(200);
        builder.Property(r => r.PaidBy).HasMaxLength(128);
        builder.Property(r => r.RejectReason).HasMaxLength(500);
        builder.Property(r => r.ReReviewReason).HasMaxLength(500);
        builder.Property(r => r.Remark).HasMaxLength(500);
        builder.HasOne<ProductionOrder>().WithMany().HasForeignKey(r => new { r.TenantId, r.OrderId }).HasPrincipalKey(o => new { o.TenantId, o.Id })
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.TenantId, r.ReconciliationNo }).IsUnique();
        builder.HasIndex(r => new { r.TenantId, r.PaidByAppId, r.PaymentRef }, PaymentIndex).IsUnique().HasFilter("paid_by_app_id is not null");
        builder.HasIndex(r => new { r.TenantId, r.OrderId });
        builder.HasIndex(r => new { r.TenantId, r.CreateTime, r.Id });
        builder.HasIndex(r => new { r.TenantId, r.Status, r.CreateTime, r.Id });
        builder.HasIndex(r => new { r.TenantId, r.CustomerId, r.CreateTime, r.Id });
    }
}
