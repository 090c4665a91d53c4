using Microsoft.EntityFrameworkCore;
using Weft.Architecture.Tests.Specimens;
using Weft.Hub.Platform.Modules;
using Xunit;

namespace Weft.Architecture.Tests;

/// <summary>What the Hub finds by the end of its name is named so, or it would silently be left out.</summary>
internal static class FoundByNameRule
{
    /// <summary>Types among those given that are a <paramref name="kind"/>, an open generic one too, and do not end in <paramref name="suffix"/>.</summary>
    public static IReadOnlyList<string> Violations(IEnumerable<Type> types, Type kind, string suffix) =>
        [.. types.Where(type => type is { IsAbstract: false, IsInterface: false }
                && type.GetInterfaces().Any(i => (i.IsGenericType && kind.IsGenericTypeDefinition ? i.GetGenericTypeDefinition() : i) == kind)
                && !type.Name.EndsWith(suffix, StringComparison.Ordinal))
            .Select(type => $"{type.FullName} → …{suffix}")
            .Order(StringComparer.Ordinal)];
}

public sealed class FoundByNameRuleTests
{
    [Theory]
    [InlineData(typeof(IModule), "Module")]
    [InlineData(typeof(IWebShell), "Shell")]
    [InlineData(typeof(IEntityTypeConfiguration<>), "Mapping")]
    public void What_is_found_by_name_is_named_so(Type kind, string suffix) =>
        Assert.Empty(FoundByNameRule.Violations(typeof(IModule).Assembly.GetTypes(), kind, suffix));

    [Fact]
    public void Another_name_is_caught() =>
        Assert.Equal(
            [$"{typeof(ConfigurationOfNobody).FullName} → …Mapping"],
            FoundByNameRule.Violations([typeof(ConfigurationOfNobody), typeof(EntityOfNobody)], typeof(IEntityTypeConfiguration<>), "Mapping"));
}
