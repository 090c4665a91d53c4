using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Weft.Hub.Platform.Hosting.Documents;

/// <summary>What every operation gets: a stable id, its query parameters, and a summary even if its route has none.</summary>
internal static class OperationDetails
{
    public static async Task ApplyAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, string pathPrefix, CancellationToken ct)
    {
        var method = context.Description.HttpMethod ?? "GET";
        var path = (context.Description.RelativePath ?? "")[pathPrefix.Length..];
        operation.OperationId ??= IdOf(method, path);
        operation.Summary ??= $"{method} {path}";
        if (HttpMethods.IsGet(method))
        {
            await ReadFromQueryAsync(operation, context, ct);
        }
        else if (operation.RequestBody is OpenApiRequestBody body)
        {
            body.Required = true;
        }
    }

    /// <summary><c>POST orders/create</c> becomes <c>postOrdersCreate</c>, <c>GET orders/{orderNo}</c> becomes <c>getOrdersByOrderNo</c>.</summary>
    private static string IdOf(string method, string path)
    {
        var id = new StringBuilder(method.ToLowerInvariant());
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = part.Trim('{', '}').Split(':')[0];
            id.Append(part.StartsWith('{') ? "By" : "");
            foreach (var word in name.Split('-', '.', '_'))
            {
                id.Append(word.Length == 0 ? "" : char.ToUpperInvariant(word[0]) + word[1..]);
            }
        }
        return id.ToString();
    }

    /// <summary>A GET reads its fields from the query; the record named by <c>Accepts</c> says which there are.</summary>
    private static async Task ReadFromQueryAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        operation.RequestBody = null;
        var record = context.Description.ActionDescriptor.EndpointMetadata.OfType<IAcceptsMetadata>().LastOrDefault()?.RequestType;
        foreach (var property in record?.GetProperties() ?? [])
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = JsonNamingPolicy.CamelCase.ConvertName(property.Name),
                In = ParameterLocation.Query,
                Schema = await context.GetOrCreateSchemaAsync(property.PropertyType, null, ct),
            });
        }
    }
}
