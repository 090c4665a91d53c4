using System.Net.Mime;
using Microsoft.AspNetCore.WebUtilities;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Console;

/// <summary>
/// Who gets which page: people who are not signed in are sent to sign in, people without the permission get 403 and a page that says so. The page asks again for
/// each action (<see cref="PageCalls"/>). Also what browsers may do with our pages (content security policy).
/// </summary>
internal sealed class ConsoleDoor(RequestDelegate next, ISignIn signIn)
{
    public const string NotFoundPath = "/not-found";
    public const string LoginPath = "/login";

    /// <summary>Styles of components stand in the document; scripts only come from us, and nothing is evaluated.</summary>
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public async Task InvokeAsync(HttpContext context)
    {
        switch (context.GetEndpoint()?.Metadata.GetMetadata<IAccessRule>())
        {
            case OpenPageAttribute:
                Protect(context);
                await next(context);
                return;
            case PageAttribute page:
                Protect(context);
                if (await signIn.FindAsync(context, context.RequestAborted) is not { } user)
                {
                    context.Response.Redirect(LoginAddress(context.Request.Path + context.Request.QueryString));
                    return;
                }
                context.Features.Set(user);
                if (!page.Admits(user))
                {
                    // The page's frame is shown, with the refusal in the place of the content.
                    context.Response.StatusCode = StatusCodes.Status403Forbidden;
                }
                await next(context);
                return;
            case PageConnectionRule:
                if (await signIn.FindAsync(context, context.RequestAborted) is null)
                {
                    context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                    return;
                }
                await next(context);
                return;
            default:
                await next(context);
                return;
        }
    }

    /// <summary>A person's browser asks for a page, not a program for an answer.</summary>
    public static bool IsPageRequest(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.Accept.ToString().Contains(MediaTypeNames.Text.Html, StringComparison.OrdinalIgnoreCase)
        && !context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && !context.Request.Path.StartsWithSegments("/openapi", StringComparison.OrdinalIgnoreCase);

    public static IResult Home(HttpContext context, PageCatalogue pages) => Results.Redirect(pages.HomeOf(context.User()));

    public static string LoginAddress(string? returnTo) =>
        string.IsNullOrEmpty(returnTo) || returnTo == "/" ? LoginPath : QueryHelpers.AddQueryString(LoginPath, "returnUrl", returnTo);

    private static void Protect(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        // In the words that the framework writes with its form token: any others it replaces, with a warning for each page.
        headers.CacheControl = "no-cache, no-store";
    }
}
