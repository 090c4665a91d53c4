using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;

namespace Weft.Hub.Platform.Hosting.Documents;

/// <summary>
/// Names of the documents' components. The framework calls every nested <c>Request</c> the same and numbers them in the order in which it meets them; here
/// the slice's name goes before it, and the module's where two modules have a type of one name, so that a name stays when another route is added.
/// </summary>
internal static class SchemaNames
{
    private const string Modules = ".Modules.";

    /// <summary>How many types of the Hub have that name.</summary>
    private static readonly Dictionary<string, int> Count =
        typeof(SchemaNames).Assembly.GetTypes().Where(t => t.Namespace?.Contains(Modules, StringComparison.Ordinal) == true)
            .GroupBy(Short, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);

    /// <summary>The component's name, or null for a schema that stands where it is used: a value that may be null is no type of its own.</summary>
    public static string? For(JsonTypeInfo type) =>
        Nullable.GetUnderlyingType(type.Type) is not null || OpenApiOptions.CreateDefaultSchemaReferenceId(type) is null ? null : Of(type.Type);

    private static string Of(Type type)
    {
        var name = Short(type);
        if (Count.GetValueOrDefault(name) > 1)
        {
            name = Module(type) + name;
        }
        return type.IsGenericType ? name + (name.EndsWith("Of", StringComparison.Ordinal) ? "" : "Of") + string.Concat(type.GetGenericArguments().Select(Argument)) : name;
    }

    private static string Short(Type type) => type is { IsNested: true, DeclaringType: { } slice } ? Bare(slice) + Bare(type) : Bare(type);

    private static string Bare(Type type) => type.Name.Split('`')[0];

    /// <summary>The innermost folder below <c>Modules</c> that the type lies in: <c>AppStore</c>, <c>OrderSync</c>.</summary>
    private static string Module(Type type)
    {
        var space = type.Namespace ?? "";
        var at = space.IndexOf(Modules, StringComparison.Ordinal);
        return at < 0 ? "" : space[(at + Modules.Length)..].Replace("Integrations.", "", StringComparison.Ordinal).Split('.')[0];
    }

    private static string Argument(Type type) =>
        Nullable.GetUnderlyingType(type) is { } inner ? Of(inner)
        : type.IsArray ? "ListOf" + Of(type.GetElementType()!)
        : type.IsGenericType && typeof(System.Collections.IEnumerable).IsAssignableFrom(type) ? "ListOf" + string.Concat(type.GetGenericArguments().Select(Argument))
        : Of(type);
}
