using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;

namespace Weft.Hub.Platform.Hosting.Documents;

/// <summary>
/// Names of the documents' components. The framework calls every nested <c>Request</c> the same and numbers them in the order in which it meets them; here
/// the slice's name goes before it, so that a name stays when another route is added.
/// </summary>
internal static class SchemaNames
{
    public static string? For(JsonTypeInfo type) => OpenApiOptions.CreateDefaultSchemaReferenceId(type) is null ? null : Of(type.Type);

    private static string Of(Type type)
    {
        var name = type.Name.Split('`')[0];
        if (type.IsNested && type.DeclaringType is { } slice)
        {
            name = slice.Name.Split('`')[0] + name;
        }
        return type.IsGenericType ? name + "Of" + string.Concat(type.GetGenericArguments().Select(Argument)) : name;
    }

    private static string Argument(Type type) =>
        Nullable.GetUnderlyingType(type) is { } inner ? Of(inner)
        : type.IsArray ? "ListOf" + Of(type.GetElementType()!)
        : type.IsGenericType && typeof(System.Collections.IEnumerable).IsAssignableFrom(type) ? "ListOf" + string.Concat(type.GetGenericArguments().Select(Argument))
        : Of(type);
}
