using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Modules.AppStore.Subscriptions;

namespace Weft.Hub.Modules.AppStore.Credentials;

internal sealed class TenantAppMapping : IEntityTypeConfiguration<TenantApp>
{
    public void Configure(EntityTypeBuilder<TenantApp> builder)
    {
        builder.ToTable(TenantApp.Table);
        builder.Property(a => a.AppName).HasMaxLength(64);
        builder.Property(a => a.AppType).HasMaxLength(64);
        builder.Property(a => a.AppKey).HasMaxLength(32);
        builder.Property(a => a.SecretHint).HasMaxLength(4);
        builder.Property(a => a.CallbackSecretHint).HasMaxLength(4);
        builder.Property(a => a.AppSecret).HasMaxLength(512);
        builder.Property(a => a.PreviousSecret).HasMaxLength(512);
        builder.Property(a => a.CallbackSecret).HasMaxLength(512);
        builder.Property(a => a.DisabledReason).HasMaxLength(500);
        builder.Property(a => a.CallbackUrl).HasMaxLength(500);
        builder.Property(a => a.ExternalApiUrl).HasMaxLength(500);
        builder.Property(a => a.Remark).HasMaxLength(500);
        builder.HasOne<TenantSubscription>().WithMany().HasForeignKey(a => new { a.TenantId, a.SubscriptionId })
            .HasPrincipalKey(s => new { s.TenantId, s.Id }).OnDelete(DeleteBehavior.Restrict);
        // One tenant for ever, also after deletion (openapi-gateway 10, layer 3): the one index here that does not begin with the tenant.
        builder.HasIndex(a => a.AppKey).IsUnique();
        builder.HasIndex(a => new { a.TenantId, a.AppName }).IsUnique().HasFilter("deleted_at IS NULL");
        builder.HasIndex(a => new { a.TenantId, a.AppType });
        // For the job that looks for what ends.
        builder.HasIndex(a => new { a.Status, a.ExpireTime });
    }
}
