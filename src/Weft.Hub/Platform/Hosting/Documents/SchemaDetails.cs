using Microsoft.OpenApi;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Platform.Hosting.Documents;

/// <summary>What our JSON does beyond what types say (openapi-gateway 6).</summary>
internal static class SchemaDetails
{
    public static void Apply(OpenApiSchema schema, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(decimal))
        {
            (schema.Type, schema.Format) = (Nullness(schema) | JsonSchemaType.Number, null);
        }
        else if (type == typeof(DateTimeOffset) || type == typeof(DateTime))
        {
            schema.Description ??= "ISO 8601 with offset";
        }
        else if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Envelope<>) && schema.Properties is { } properties)
        {
            schema.Required = new HashSet<string>(properties.Keys, StringComparer.Ordinal);
            Note(properties, "code", "200, or the HTTP status of the refusal");
            Note(properties, "message", "success, or a sentence that is safe to show");
            Note(properties, "requestId", "quote it when asking for help; also in X-Request-Id");
        }
    }

    private static JsonSchemaType Nullness(OpenApiSchema schema) => (schema.Type ?? default) & JsonSchemaType.Null;

    private static void Note(IDictionary<string, IOpenApiSchema> properties, string name, string text)
    {
        if (properties.TryGetValue(name, out var property) && property is OpenApiSchema own)
        {
            own.Description = text;
        }
    }
}
