using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Weft.Architecture.Tests.Specimens;
using Weft.Hub.Platform.Modules;
using Xunit;

namespace Weft.Architecture.Tests;

public sealed class EntityOwnershipRuleTests
{
    // Tables of the framework that can not carry a mark of ours; each holds nothing of a tenant.
    private static readonly string[] Frameworks = ["Microsoft.AspNetCore.DataProtection.EntityFrameworkCore.DataProtectionKey"];

    [Fact]
    public void Every_entity_is_tenant_owned_or_platform_wide()
    {
        var hub = typeof(IModule).Assembly;
        var contexts = hub.GetTypes().Where(type => type is { IsAbstract: false } && typeof(DbContext).IsAssignableFrom(type)).ToList();

        // A hub with persistence and without a context would mean that this test no longer sees what it judges.
        Assert.Equal(SourceTree.Files("src/Weft.Hub/Platform/Persistence").Any(), contexts.Count > 0);

        foreach (var context in contexts)
        {
            var entities = EntityTypes(context).Where(type => !Frameworks.Contains(type.FullName)).ToList();
            Assert.NotEmpty(entities);
            Assert.Empty(EntityOwnershipRule.Violations(
                entities,
                hub.GetType("Weft.Hub.Platform.Tenancy.ITenantOwned", throwOnError: true)!,
                hub.GetType("Weft.Hub.Platform.Tenancy.IPlatformWide", throwOnError: true)!));
        }
    }

    [Fact]
    public void An_entity_of_nobody_and_an_entity_of_both_are_caught() =>
        Assert.Equal(
            [
                "Weft.Architecture.Tests.Specimens.EntityOfBoth → both of ISpecimenTenantOwned and ISpecimenPlatformWide",
                "Weft.Architecture.Tests.Specimens.EntityOfNobody → neither of ISpecimenTenantOwned and ISpecimenPlatformWide",
            ],
            EntityOwnershipRule.Violations(
                EntityTypes(typeof(SpecimenContext)), typeof(ISpecimenTenantOwned), typeof(ISpecimenPlatformWide)));

    // Parts that live inside their owner's row (owned types) have their owner's tenant.
    private static IEnumerable<Type> EntityTypes(Type context)
    {
        using var made = Create(context);
        return [.. made.Model.GetEntityTypes().Where(entity => !entity.IsOwned()).Select(entity => entity.ClrType)];
    }

    // As the migration tools do it: by the context's design-time factory. A context without one has a constructor that takes its options.
    private static DbContext Create(Type context)
    {
        var factory = context.Assembly.GetTypes()
            .FirstOrDefault(type => type is { IsAbstract: false } && typeof(IDesignTimeDbContextFactory<>).MakeGenericType(context).IsAssignableFrom(type));
        if (factory is not null)
        {
            var create = typeof(IDesignTimeDbContextFactory<>).MakeGenericType(context).GetMethod("CreateDbContext")!;
            return (DbContext)create.Invoke(Activator.CreateInstance(factory, nonPublic: true), [Array.Empty<string>()])!;
        }

        var options = (DbContextOptionsBuilder)Activator.CreateInstance(typeof(DbContextOptionsBuilder<>).MakeGenericType(context))!;
        return (DbContext)Activator.CreateInstance(context, options.UseSqlite("Data Source=:memory:").Options)!;
    }
}
