using System.Net;
using System.Text;
using System.Text.Json;

namespace Weft.Testing;

/// <summary>What the signed API answered, with shortcuts into its envelope (<c>spec/openapi-gateway.md</c> §4).</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Headers">All headers; the names in any case.</param>
/// <param name="Raw">The body, byte for byte.</param>
public sealed record SignedAnswer(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, byte[] Raw)
{
    /// <summary>The body as JSON; throws, showing the body, when it is none.</summary>
    public JsonElement Json
    {
        get
        {
            try
            {
                return field.ValueKind == JsonValueKind.Undefined ? field = JsonElement.Parse(Raw) : field;
            }
            catch (JsonException notJson)
            {
                throw new InvalidOperationException($"Status {(int)Status} with a body that is no JSON: {Text}", notJson);
            }
        }
    }

    /// <summary>The body as UTF-8 text.</summary>
    public string Text => Encoding.UTF8.GetString(Raw);

    /// <summary><c>code</c> of the envelope.</summary>
    public int Code => Json.GetProperty("code").GetInt32();

    /// <summary><c>message</c> of the envelope.</summary>
    public string? Message => Json.GetProperty("message").GetString();

    /// <summary><c>data</c> of the envelope.</summary>
    public JsonElement Data => Json.GetProperty("data");

    /// <summary><c>requestId</c> of the envelope.</summary>
    public string? RequestId => Json.GetProperty("requestId").GetString();

    /// <summary>The token in <c>X-Error-Code</c>, null when there is none.</summary>
    public string? ErrorCode => Headers.GetValueOrDefault("X-Error-Code");
}
