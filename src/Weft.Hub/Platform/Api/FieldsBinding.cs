using System.Buffers;
using System.Text.Json;

namespace Weft.Hub.Platform.Api;

/// <summary>The body of a request that its door already read, byte for byte as it came.</summary>
public interface IRawBody
{
    ReadOnlyMemory<byte> Body { get; }
}

/// <summary>How a <see cref="Fields"/> parameter of an endpoint is filled.</summary>
public sealed partial class Fields
{
    /// <summary>Largest body of the console's API; the signed API has its own limits (openapi-gateway 1).</summary>
    public const int MaxBodyBytes = 5 * 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    /// <summary>Binds an endpoint's parameter: the query string for GET, the JSON body otherwise.</summary>
    public static async ValueTask<Fields> BindAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (HttpMethods.IsGet(context.Request.Method))
        {
            return FromQuery(context.Request.Query);
        }
        if (context.Features.Get<IRawBody>() is { } raw)
        {
            return FromJson(raw.Body);
        }
        if (context.Request.ContentLength is 0 || (context.Request.ContentLength is null && context.Request.Headers.TransferEncoding.Count == 0))
        {
            return Empty();
        }
        if (!context.Request.HasJsonContentType() || context.Request.Headers.ContentEncoding.Count > 0)
        {
            return new Fields(CommonErrors.MediaType);
        }
        if (context.Request.ContentLength > MaxBodyBytes)
        {
            return new Fields(CommonErrors.TooLarge);
        }
        using var buffer = new MemoryStream((int)(context.Request.ContentLength ?? 1024));
        var block = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            int read;
            while ((read = await context.Request.Body.ReadAsync(block, context.RequestAborted)) > 0)
            {
                buffer.Write(block, 0, read);
                if (buffer.Length > MaxBodyBytes)
                {
                    return new Fields(CommonErrors.TooLarge);
                }
            }
        }
        catch (IOException broken) when (broken is not BadHttpRequestException)
        {
            // Chunks of impossible sizes, a caller that went away: its fault, and no error of ours.
            throw new BadHttpRequestException("The body could not be read to its end.", broken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
        return FromJson(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
    }

    /// <summary>Reads a JSON object; anything else is the refusal <c>BAD_JSON</c>.</summary>
    public static Fields FromJson(ReadOnlyMemory<byte> json)
    {
        if (json.IsEmpty)
        {
            return Empty();
        }
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object && JsonUnicode.IsWellFormed(json.Span)
                ? new Fields(document.RootElement.Clone(), "", [], [], fromText: false)
                : new Fields(CommonErrors.BadJson);
        }
        catch (JsonException)
        {
            return new Fields(CommonErrors.BadJson);
        }
        catch (InvalidOperationException)
        {
            // The parser compares names, and so finds one that is no text.
            return new Fields(CommonErrors.BadJson);
        }
    }

    /// <summary>Reads query parameters; numbers come as text there. A parameter given twice keeps its last value.</summary>
    public static Fields FromQuery(IQueryCollection query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var flat = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, values) in query)
        {
            flat[name] = values.LastOrDefault() ?? "";
        }
        return new Fields(JsonSerializer.SerializeToElement(flat), "", [], [], fromText: true);
    }

    private static Fields Empty() => FromJson("{}"u8.ToArray());
}
