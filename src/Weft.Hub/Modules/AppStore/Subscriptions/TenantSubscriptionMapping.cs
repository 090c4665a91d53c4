using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Weft.Hub.Modules.AppStore.Subscriptions;

internal sealed class TenantSubscriptionMapping : IEntityTypeConfiguration<TenantSubscription>
{
    public void Configure(EntityTypeBuilder<TenantSubscription> builder)
    {
        builder.ToTable("tenant_subscriptions");
        builder.HasAlternateKey(s => new { s.TenantId, s.Id });
        builder.Property(s => s.SubscriptionNo).HasMaxLength(32);
        builder.Property(s => s.TenantName).HasMaxLength(128);
        builder.Property(s => s.AppCode).HasMaxLength(64);
        builder.Property(s => s.AppName).HasMaxLength(64);
        builder.Property(s => s.Remark).HasMaxLength(500);
        builder.HasIndex(s => new { s.TenantId, s.SubscriptionNo }).IsUnique();
        // Once for ever, whatever became of it (app-store 2; S6).
        builder.HasIndex(s => new { s.TenantId, s.AppCode }, "IX_tenant_subscriptions_trial").IsUnique().HasFilter("subscription_type = 'Trial'");
        // At most one paid run at a time (app-store 4; S11).
        builder.HasIndex(s => new { s.TenantId, s.AppCode }, "IX_tenant_subscriptions_active").IsUnique().HasFilter("status = 'Active'");
        // For the jobs that look for what ends.
        builder.HasIndex(s => new { s.Status, s.EndTime });
    }
}
