using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts.SignIn;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Accounts;

/// <summary>Has the signed-in user shown the password lately? Asked before secrets are reset or revealed (app-store 6.3).</summary>
public sealed class PasswordConfirmation
{
    /// <summary>How long a shown password counts.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    private readonly PasswordCheck check;
    private readonly SessionDirectory sessions;
    private readonly HubDbContext db;
    private readonly TimeProvider clock;

    internal PasswordConfirmation(PasswordCheck check, SessionDirectory sessions, HubDbContext db, TimeProvider clock) =>
        (this.check, this.sessions, this.db, this.clock) = (check, sessions, db, clock);

    /// <summary>
    /// True when the session's password was checked at most ten minutes ago, or <paramref name="password"/> is right now. A wrong password counts towards lockout.
    /// Signing in counts as showing it. Ask before a unit of work, never inside one: the count is a commit of its own.
    /// </summary>
    public async Task<bool> IsRecentAsync(HttpContext context, string? password, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(context);
        return clock.UtcNow() - context.Session().ConfirmedAt <= Lasts || (password is not null && (await ConfirmAsync(context, password, ct)).Refusal is null);
    }

    internal async Task<Result<Done>> ConfirmAsync(HttpContext context, string password, CancellationToken ct)
    {
        var session = context.Session();
        var right = await check.CheckAsync(session.User.Username, password, context.Connection.RemoteIpAddress?.ToString(), ct);
        if (right.IsRefused(out var refusal))
        {
            return refusal == AccountsErrors.WrongPassword ? AccountsErrors.OldPasswordWrong : refusal;
        }
        var now = clock.UtcNow();
        var mine = db.Tenant.IsPlatform ? db.AcrossTenants<Session>("the operator shows his password") : db.Set<Session>();
        await db.UnitAsync(() => mine.Where(s => s.Id == session.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.ConfirmedAt, now), ct), ct);
        sessions.SessionChanged(session.Id);
        return Done.Value;
    }
}
