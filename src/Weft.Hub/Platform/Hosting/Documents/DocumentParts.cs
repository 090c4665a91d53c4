using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Weft.Hub.Platform.Hosting.Documents;

/// <summary>Components that both documents use: the refusals in their envelope, and the headers of every answer.</summary>
internal static class DocumentParts
{
    /// <summary>The envelope of a refusal without field errors.</summary>
    public const string Refused = "Refused";

    /// <summary>The envelope of a 400, as every answer of ours names it.</summary>
    public const string FieldErrors = "EnvelopeOfFieldErrors";

    /// <summary>Adds the response for a status of the error table, with its tokens and messages (openapi-gateway 4).</summary>
    public static void AddRefusal(this OpenApiDocument document, int status, string meaning, params IReadOnlyList<(string Token, string Message)> tokens)
    {
        document.Components ??= new OpenApiComponents();
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas.TryAdd(Refused, RefusedSchema());
        document.Components.Responses ??= new Dictionary<string, IOpenApiResponse>();
        var schema = status == 400 && document.Components.Schemas.ContainsKey(FieldErrors) ? FieldErrors : Refused;
        var headers = new Dictionary<string, IOpenApiHeader>
        {
            ["X-Request-Id"] = Header("本次请求的编号"),
            ["X-Error-Code"] = Header("稳定的错误标识，供程序判断: " + string.Join(", ", tokens.Select(t => t.Token))),
        };
        if (status == 429)
        {
            headers["Retry-After"] = Header("多少秒后可以重试");
        }
        document.Components.Responses[NameOf(status)] = new OpenApiResponse
        {
            Description = meaning + string.Concat(tokens.Select(t => $"\n- `{t.Token}` {t.Message}")),
            Headers = headers,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/json"] = new() { Schema = new OpenApiSchemaReference(schema, document), Example = ExampleOf(status, tokens[0].Message) },
            },
        };
    }

    /// <summary>Points the operation's answers at the components.</summary>
    public static void Refuse(this OpenApiOperation operation, OpenApiDocument document, params ReadOnlySpan<int> statuses)
    {
        operation.Responses ??= [];
        foreach (var status in statuses)
        {
            operation.Responses[status.ToString(System.Globalization.CultureInfo.InvariantCulture)] = new OpenApiResponseReference(NameOf(status), document);
        }
    }

    public static OpenApiHeader Header(string text) => new() { Description = text, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };

    private static string NameOf(int status) => $"Refused{status}";

    private static OpenApiSchema RefusedSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "被拒绝时的应答。",
        Required = new HashSet<string> { "code", "message", "data", "requestId" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["code"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Description = "HTTP 状态码" },
            ["message"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "原因，可直接展示" },
            ["data"] = new OpenApiSchema { Type = JsonSchemaType.Object | JsonSchemaType.Null, Description = "null" },
            ["requestId"] = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^req_[0-9a-f]{16}$" },
        },
    };

    private static JsonObject ExampleOf(int status, string message) => new()
    {
        ["code"] = status,
        ["message"] = message,
        ["data"] = status == 400 ? new JsonObject { ["errors"] = new JsonArray(new JsonObject { ["field"] = "quantity", ["message"] = "必须为 1 到 1000000 的整数" }) } : null,
        ["requestId"] = "req_9f2c1e7a4b8d4c5e",
    };
}
