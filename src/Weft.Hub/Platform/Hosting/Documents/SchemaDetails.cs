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
            schema.Description ??= "带时区的 ISO 8601";
        }
        else if (type.IsEnum)
        {
            // Without a type beside it, 3.0 has no way to say that a value may be null.
            schema.Type = (schema.Enum?.Any(v => v is null || v.GetValueKind() == System.Text.Json.JsonValueKind.Null) == true ? JsonSchemaType.Null : 0) | JsonSchemaType.String;
        }
        else if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Envelope<>) && schema.Properties is { } properties)
        {
            schema.Required = new HashSet<string>(properties.Keys, StringComparer.Ordinal);
            Note(properties, "code", "200，或与被拒绝时的 HTTP 状态码相同");
            Note(properties, "message", "success，或可直接展示的原因");
            Note(properties, "requestId", "请求编号，求助时请提供；应答头 X-Request-Id 与之相同");
        }
    }

    /// <summary>
    /// Takes "or null" from references: from the data of a success, which is always there, and in 3.0, which can not say it beside a reference, from all.
    /// </summary>
    public static void PlainReferences(OpenApiDocument document, OpenApiSpecVersion version)
    {
        foreach (var (name, component) in document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>())
        {
            foreach (var (property, schema) in component.Properties?.ToList() ?? [])
            {
                var isData = property == "data" && name.StartsWith("EnvelopeOf", StringComparison.Ordinal) && name != DocumentParts.FieldErrors;
                if ((isData || version == OpenApiSpecVersion.OpenApi3_0) && schema.OneOf is { Count: 2 } either && either.OfType<OpenApiSchemaReference>().FirstOrDefault() is { } reference)
                {
                    component.Properties![property] = reference;
                }
            }
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
