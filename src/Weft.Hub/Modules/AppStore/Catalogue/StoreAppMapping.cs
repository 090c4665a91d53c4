using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Weft.Hub.Modules.AppStore.Catalogue;

internal sealed class StoreAppMapping : IEntityTypeConfiguration<StoreApp>
{
    public void Configure(EntityTypeBuilder<StoreApp> builder)
    {
        builder.ToTable("store_apps");
        builder.Property(a => a.AppCode).HasMaxLength(64);
        builder.Property(a => a.AppName).HasMaxLength(64);
        builder.Property(a => a.AppIcon).HasMaxLength(500);
        builder.Property(a => a.AppDesc).HasMaxLength(500);
        builder.Property(a => a.Category).HasMaxLength(32);
        builder.Property(a => a.PriceType).HasMaxLength(32);
        builder.Property(a => a.Version).IsConcurrencyToken();
        builder.HasIndex(a => a.AppCode).IsUnique();
    }
}
