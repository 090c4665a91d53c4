using Microsoft.AspNetCore.Antiforgery;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Platform.Api;

/// <summary>
/// Enforces the access rule of the route, enters the user's tenant and, for a cookie, checks the request against forgery.
/// A route without a rule answers 404 to everyone: forgetting the rule closes the door, it does not open it.
/// </summary>
internal sealed class AccessMiddleware(RequestDelegate next)
{
    public const string CookieScheme = "Cookies";

    public async Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint is null)
        {
            await next(context);
            return;
        }
        switch (endpoint.Metadata.GetMetadata<IAccessRule>())
        {
            case OpenAccess:
                await next(context);
                return;
            case SignedInAccess or PermissionAccess or OperatorAccess:
                if (await AdmitAsync(context, endpoint.Metadata.GetMetadata<IAccessRule>()!) is { } refusal)
                {
                    await EnvelopeWriter.RefuseAsync(context, refusal);
                    return;
                }
                await next(context);
                return;
            case { } own when own is ISelfEnforced:
                await next(context);
                return;
            case null when endpoint is not RouteEndpoint:
                // Routing's own answers, 405 and 415: the outer door puts them into the envelope.
                await next(context);
                return;
            default:
                await EnvelopeWriter.RefuseAsync(context, CommonErrors.NotFound);
                return;
        }
    }

    private static async ValueTask<Refusal?> AdmitAsync(HttpContext context, IAccessRule rule)
    {
        var user = await context.RequestServices.GetRequiredService<ISignIn>().FindAsync(context, context.RequestAborted);
        if (user is null)
        {
            return CommonErrors.SignInNeeded;
        }
        var allowed = rule switch
        {
            OperatorAccess => user.IsOperator,
            PermissionAccess permission => !user.IsOperator && permission.Codes.Any(user.May),
            SignedInAccess => true,
            _ => false,
        };
        if (!allowed)
        {
            return CommonErrors.Forbidden;
        }
        if (context.User.Identity?.AuthenticationType == CookieScheme && !IsSafe(context.Request.Method)
            && !await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context))
        {
            return CommonErrors.Csrf;
        }
        Enter(context, user);
        return null;
    }

    /// <summary>Enters the user's tenant, as whom everything in the request's scope happens from now on. Whoever calls has checked that the user may.</summary>
    internal static void Enter(HttpContext context, SignedInUser user)
    {
        context.Features.Set(user);
        var scope = context.RequestServices.GetRequiredService<TenantScope>();
        if (user.TenantId is { } tenant)
        {
            scope.Enter(tenant);
        }
        else
        {
            scope.EnterPlatform();
        }
        context.RequestServices.GetRequiredService<Actor>().BecomeUser(user.UserId, user.Name, context.Connection.RemoteIpAddress?.ToString());
    }

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
}

/// <summary>A rule that the door's own ordered checks enforce, such as the signed API's.</summary>
public interface ISelfEnforced : IAccessRule;
