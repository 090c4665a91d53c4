namespace Weft.Architecture.Tests;

/// <summary>Every table's rows belong to a tenant, or are marked as the platform's: one of the two, said in the type.</summary>
internal static class EntityOwnershipRule
{
    public static IReadOnlyList<string> Violations(IEnumerable<Type> entities, Type tenantOwned, Type platformWide) =>
        [.. entities.Distinct().OrderBy(entity => entity.FullName, StringComparer.Ordinal)
            .Select(entity => (entity.FullName, Owned: tenantOwned.IsAssignableFrom(entity), Wide: platformWide.IsAssignableFrom(entity)))
            .Where(entity => entity.Owned == entity.Wide)
            .Select(entity => $"{entity.FullName} → {(entity.Owned ? "both" : "neither")} of {tenantOwned.Name} and {platformWide.Name}")];
}
