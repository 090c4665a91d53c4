using System.Text.Json;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.PartnerApi.Access;

/// <summary>The body of a call: JSON that is an object, or the reason why not.</summary>
internal sealed record DoorBody(JsonElement Root, string Text)
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32 };

    /// <summary>The bytes, or null when there are more than allowed.</summary>
    public static async Task<byte[]?> BytesAsync(HttpRequest request, int maxBytes, CancellationToken ct)
    {
        if (request.ContentLength > maxBytes)
        {
            return null;
        }
        using var buffer = new MemoryStream((int)(request.ContentLength ?? 4096));
        var block = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(block, ct)) > 0)
        {
            buffer.Write(block, 0, read);
            if (buffer.Length > maxBytes)
            {
                return null;
            }
        }
        return buffer.ToArray();
    }

    /// <summary>Null when it is no JSON object in UTF-8.</summary>
    public static DoorBody? Read(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object && JsonUnicode.IsWellFormed(bytes)
                ? new DoorBody(document.RootElement.Clone(), System.Text.Encoding.UTF8.GetString(bytes))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A text of the body; "" when it is missing or no text.</summary>
    public string Field(string name) => Root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
