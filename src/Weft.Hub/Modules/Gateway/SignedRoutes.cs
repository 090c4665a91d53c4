using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Gateway;

/// <summary>Whether a signed endpoint writes: those are claimed against replay (openapi-gateway 3.4).</summary>
public enum SignedKind
{
    Read,
    Write,
}

/// <summary>Who may call a signed endpoint, enforced by the gateway's ordered checks (openapi-gateway 3.5).</summary>
/// <param name="AppTypes">Codes of the app types; empty means every type.</param>
/// <param name="Kind">Reads or writes.</param>
/// <param name="MaxBodyBytes">Largest body.</param>
public sealed record SignedAccess(IReadOnlyList<string> AppTypes, SignedKind Kind, int MaxBodyBytes) : ISelfEnforced;

/// <summary>Maps endpoints of the signed API, under <c>/openapi/v1</c>.</summary>
public static class SignedRoutes
{
    public const int DefaultBodyBytes = 1024 * 1024;
    public const int UploadBodyBytes = 5 * 1024 * 1024;

    /// <summary>Maps a reading endpoint. The handler may take <see cref="SignedCall"/>, <see cref="Fields"/> and services.</summary>
    public static RouteHandlerBuilder MapSignedRead(this IEndpointRouteBuilder routes, string method, string path, Delegate handler, params IReadOnlyList<string> appTypes) =>
        Map(routes, method, path, handler, new SignedAccess(appTypes, SignedKind.Read, DefaultBodyBytes));

    /// <summary>Maps a writing endpoint.</summary>
    public static RouteHandlerBuilder MapSignedWrite(this IEndpointRouteBuilder routes, string method, string path, Delegate handler, params IReadOnlyList<string> appTypes) =>
        Map(routes, method, path, handler, new SignedAccess(appTypes, SignedKind.Write, path.EndsWith("/upload", StringComparison.Ordinal) ? UploadBodyBytes : DefaultBodyBytes));

    private static RouteHandlerBuilder Map(IEndpointRouteBuilder routes, string method, string path, Delegate handler, SignedAccess access) =>
        routes.MapMethods("/openapi/v1" + path, [method], handler).WithMetadata(access).Behind(access);

    /// <summary>Puts the door before the endpoint: parameters are bound only after the checks.</summary>
    private static RouteHandlerBuilder Behind(this RouteHandlerBuilder builder, SignedAccess access)
    {
        builder.Add(endpoint =>
        {
            var inner = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = context => context.RequestServices.GetRequiredService<SignedDoor>().AdmitAsync(context, access, inner);
        });
        return builder;
    }
}
