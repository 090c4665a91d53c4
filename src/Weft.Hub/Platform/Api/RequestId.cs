using System.Security.Cryptography;

namespace Weft.Hub.Platform.Api;

/// <summary>The id of one request: always made here, never taken from the caller (openapi-gateway 4).</summary>
public static class RequestId
{
    private static readonly object Key = new();

    /// <summary>The request's id, made on first use and repeated in <c>X-Request-Id</c>.</summary>
    public static string Of(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Items.TryGetValue(Key, out var known))
        {
            return (string)known!;
        }
        Span<byte> random = stackalloc byte[8];
        RandomNumberGenerator.Fill(random);
        var id = string.Concat("req_", Convert.ToHexStringLower(random));
        context.Items[Key] = id;
        if (!context.Response.HasStarted)
        {
            context.Response.Headers["X-Request-Id"] = id;
        }
        return id;
    }
}
