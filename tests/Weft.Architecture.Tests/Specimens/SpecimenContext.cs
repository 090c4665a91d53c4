using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Weft.Architecture.Tests.Specimens;

internal interface ISpecimenTenantOwned;

internal interface ISpecimenPlatformWide;

internal class EntityOfTenant : ISpecimenTenantOwned
{
    public long Id { get; set; }

    public OwnedPart Part { get; set; } = new();
}

internal sealed class EntityOfPlatform : ISpecimenPlatformWide
{
    public long Id { get; set; }
}

internal sealed class EntityOfNobody
{
    public long Id { get; set; }
}

internal sealed class EntityOfBoth : EntityOfTenant, ISpecimenPlatformWide;

internal sealed class OwnedPart
{
    public string Text { get; set; } = "";
}

internal sealed class SpecimenContext(DbContextOptions<SpecimenContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<EntityOfTenant>().OwnsOne(entity => entity.Part);
        modelBuilder.Entity<EntityOfPlatform>();
        modelBuilder.Entity<EntityOfNobody>();
        modelBuilder.Entity<EntityOfBoth>();
    }
}

internal sealed class ConfigurationOfNobody : IEntityTypeConfiguration<EntityOfNobody>
{
    public void Configure(EntityTypeBuilder<EntityOfNobody> builder) => builder.ToTable("nobody");
}
