using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Accounts.SignIn;

/// <summary>
/// Reads who calls from the bearer token or the cookie. Both carry a session's random token; the cookie's is wrapped by data protection. How long either
/// is good stands in the session's row only, so that ending it there ends it.
/// </summary>
internal sealed class ConsoleSignIn(SessionDirectory sessions, IDataProtectionProvider protection, IOptions<AccountsOptions> options) : ISignIn
{
    public const string CookieName = "weft.session";
    public const string CookieScheme = "Cookies";
    public const string BearerScheme = "Bearer";

    /// <summary>Stays in this process: a page's connection keeps the hash of its token, not the token.</summary>
    private const string HashClaim = "weft.session-hash";

    private readonly IDataProtector protector = protection.CreateProtector("weft.accounts.session");

    public async ValueTask<SignedInUser?> FindAsync(HttpContext context, CancellationToken ct)
    {
        var session = await FindSessionAsync(context, ct);
        if (session is null)
        {
            return null;
        }
        Become(context, session.User.Username, session.Id, session.Kind);
        ((ClaimsIdentity)context.User.Identity!).AddClaim(new Claim(HashClaim, Convert.ToHexString(session.TokenHash)));
        context.Features.Set(session);
        return session.User;
    }

    public async ValueTask<SignedInPerson?> ResumeAsync(HttpContext context, CancellationToken ct)
    {
        if (context.User.FindFirst(HashClaim) is not { } claim || context.User.Identity?.AuthenticationType != CookieScheme)
        {
            return null;
        }
        var session = await sessions.FindByHashAsync(Convert.FromHexString(claim.Value), SessionKind.Browser, TimeSpan.FromHours(options.Value.SessionIdleHours), ct);
        if (session is null)
        {
            return null;
        }
        context.Features.Set(session);
        return new(session.User, session.Facts.TenantName, session.Facts.RoleName, session.Facts.MustChangePassword);
    }

    /// <summary>Who the request speaks for; the forgery token is bound to the session by the identifier.</summary>
    public static void Become(HttpContext context, string username, long sessionId, SessionKind kind) =>
        context.User = new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, sessionId.ToString(CultureInfo.InvariantCulture)), new Claim(ClaimTypes.Name, username)],
            kind == SessionKind.Browser ? CookieScheme : BearerScheme));

    public void WriteCookie(HttpContext context, byte[] token) =>
        context.Response.Cookies.Append(CookieName, WebEncoders.Base64UrlEncode(protector.Protect(token)), Settings(context));

    public static void DropCookie(HttpContext context) => context.Response.Cookies.Delete(CookieName, Settings(context));

    private async ValueTask<LiveSession?> FindSessionAsync(HttpContext context, CancellationToken ct)
    {
        // Whoever sends a token means it: a wrong one does not fall back to the cookie.
        if (context.Request.Headers.Authorization.ToString() is { Length: > 0 } header)
        {
            return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) && Token.TryRead(header.AsSpan(7).Trim(), out var bearer)
                ? await sessions.FindAsync(bearer, SessionKind.Token, TimeSpan.Zero, ct)
                : null;
        }
        return context.Request.Cookies.TryGetValue(CookieName, out var cookie) && Open(cookie) is { } token
            ? await sessions.FindAsync(token, SessionKind.Browser, TimeSpan.FromHours(options.Value.SessionIdleHours), ct)
            : null;
    }

    private byte[]? Open(string cookie)
    {
        try
        {
            return protector.Unprotect(WebEncoders.Base64UrlDecode(cookie));
        }
        catch (Exception error) when (error is FormatException or CryptographicException)
        {
            return null;
        }
    }

    private static CookieOptions Settings(HttpContext context) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, Path = "/", IsEssential = true };
}

/// <summary>How a bearer token is written: a prefix that secret scanners can know, and 256 random bits.</summary>
internal static class Token
{
    private const string Prefix = "weft_";

    public static string Write(byte[] token) => Prefix + WebEncoders.Base64UrlEncode(token);

    public static bool TryRead(ReadOnlySpan<char> text, out byte[] token)
    {
        token = [];
        if (text.Length is < 40 or > 60 || !text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }
        try
        {
            token = WebEncoders.Base64UrlDecode(text[Prefix.Length..].ToString());
            return token.Length == 32;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
