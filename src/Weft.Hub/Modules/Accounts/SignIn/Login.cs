using Microsoft.AspNetCore.Antiforgery;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Accounts.SignIn;

internal sealed record LoginRequest(string Username, string Password);

/// <summary>Who is signed in, and what the console may offer.</summary>
internal sealed record UserAnswer(
    long UserId, long? TenantId, string? TenantCode, string? TenantName, string Username, string Name, string? RoleName, string DataScope, long? FactoryId,
    bool IsOperator, bool IsAdministrator, bool MustChangePassword, string TimeZone, IReadOnlyList<string> Permissions)
{
    public static UserAnswer Of(LiveSession session) => new(
        session.User.UserId, session.User.TenantId, session.Facts.TenantCode, session.Facts.TenantName, session.User.Username, session.User.Name,
        session.Facts.RoleName, session.User.DataScope.Word(), session.User.FactoryId, session.User.IsOperator, session.Facts.IsAdministrator,
        session.Facts.MustChangePassword, session.User.TimeZone, [.. session.User.Permissions.Order(StringComparer.Ordinal)]);
}

internal sealed record LoginAnswer(string Token, DateTimeOffset ExpiresAt, UserAnswer User);

internal sealed record BrowserLoginAnswer(string CsrfToken, DateTimeOffset ExpiresAt, UserAnswer User);

internal sealed record CsrfAnswer(string CsrfToken);

/// <summary>The two ways in: a bearer token for scripts, a cookie for browsers (running 4).</summary>
internal static class Login
{
    public static async Task<Answer<LoginAnswer>> TokenAsync(Fields fields, HttpContext context, OpenSession open, CancellationToken ct)
    {
        context.Response.Headers.CacheControl = "no-store";
        var opened = await OpenAsync(fields, SessionKind.Token, context, open, ct);
        return opened.IsRefused(out var refusal)
            ? refusal
            : new LoginAnswer(Token.Write(opened.Value.Token), End(opened.Value.Session), UserAnswer.Of(opened.Value.Session));
    }

    public static async Task<Answer<BrowserLoginAnswer>> BrowserAsync(
        Fields fields, HttpContext context, OpenSession open, ConsoleSignIn signIn, IAntiforgery antiforgery, CancellationToken ct)
    {
        var opened = await OpenAsync(fields, SessionKind.Browser, context, open, ct);
        if (opened.IsRefused(out var refusal))
        {
            return refusal;
        }
        var session = opened.Value.Session;
        // Writing the tokens also forbids the answer to be kept.
        signIn.WriteCookie(context, opened.Value.Token);
        ConsoleSignIn.Become(context, session.User.Username, session.Id, session.Kind);
        return new BrowserLoginAnswer(antiforgery.GetAndStoreTokens(context).RequestToken!, End(session), UserAnswer.Of(session));
    }

    /// <summary>A fresh token against forgery for the session of the cookie.</summary>
    public static Answer<CsrfAnswer> Csrf(HttpContext context, IAntiforgery antiforgery) =>
        new CsrfAnswer(antiforgery.GetAndStoreTokens(context).RequestToken!);

    public static Answer<UserAnswer> Me(HttpContext context) => UserAnswer.Of(context.Session());

    private static async Task<Result<OpenedSession>> OpenAsync(Fields fields, SessionKind kind, HttpContext context, OpenSession open, CancellationToken ct)
    {
        var username = fields.Text("username", 64, required: true);
        var password = fields.Text("password", Passwords.MaxLength, required: true);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        return await open.ExecuteAsync(username!, password!, kind, context, ct);
    }

    private static DateTimeOffset End(LiveSession session) => TenantTime.For(session.User.TimeZone).Local(session.EndsAt);
}

internal static class SessionFeature
{
    /// <summary>The session of this request; only inside routes that ask for a signed-in user.</summary>
    public static LiveSession Session(this HttpContext context) =>
        context.Features.Get<LiveSession>() ?? throw new InvalidOperationException("This route does not ask for a signed-in user.");
}
