namespace Weft.Hub.Modules.Accounts;

/// <summary>Has the signed-in user shown the password lately? Asked before secrets are reset or revealed (app-store 6.3).</summary>
public sealed class PasswordConfirmation
{
    /// <summary>
    /// True when the session's password was checked at most ten minutes ago, or <paramref name="password"/> is right now. A wrong password counts towards lockout.
    /// </summary>
    public Task<bool> IsRecentAsync(HttpContext context, string? password, CancellationToken ct) => throw new NotImplementedException();
}
