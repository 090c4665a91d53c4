using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts.Users;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Accounts.SignIn;

internal sealed record ChangePasswordRequest(string OldPassword, string NewPassword);

internal sealed record SetPasswordRequest(string Token, string Password);

internal sealed record ConfirmRequest(string Password);

internal sealed record ConfirmAnswer(DateTimeOffset ConfirmedUntil);

/// <summary>A user's own password: change it, set the first one by link, show it again before something delicate.</summary>
internal static class ChangePassword
{
    public static async Task<Answer<EndedAnswer>> HandleAsync(
        Fields fields, HttpContext context, HubDbContext db, PasswordServices services, Audit audit, CancellationToken ct)
    {
        var user = context.User();
        var old = fields.Text("oldPassword", Passwords.MaxLength, required: true);
        var password = Passwords.Read(fields, "newPassword", user.Username);
        if (password is not null && password == old)
        {
            fields.Fail("newPassword", "新密码不能与当前密码相同");
        }
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var right = await services.Check.CheckAsync(user.Username, old!, context.Connection.RemoteIpAddress?.ToString(), ct);
        if (right.IsRefused(out var refusal))
        {
            return refusal == AccountsErrors.WrongPassword ? AccountsErrors.OldPasswordWrong : refusal;
        }
        var hash = services.Passwords.Hash(password!);
        var ended = await db.UnitAsync(async () =>
        {
            var stored = await Users(db).FirstAsync(u => u.Id == user.UserId, ct);
            stored.SetPassword(hash, mustChange: false);
            audit.Record(new AuditEntry("Accounts", "ChangePassword", "User", user.UserId, user.Username));
            await db.SaveChangesAsync(ct);
            return await EndSession.EndAllAsync(db, services.Sessions, user.UserId, context.Session().Id, services.Clock.UtcNow(), ct);
        }, ct);
        return new EndedAnswer(ended);
    }

    /// <summary>The one-time link of a new user, or after a reset.</summary>
    public static async Task<Answer<SetPasswordAnswer>> ByLinkAsync(Fields fields, HubDbContext db, TenantScope scope, Actor actor, PasswordServices services, CancellationToken ct)
    {
        var token = fields.Text("token", 128, required: true);
        var password = Passwords.Read(fields, "password", username: null);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        scope.EnterPlatform();
        var (linkHash, hash) = (User.HashOfLink(token!), services.Passwords.Hash(password!));
        Result<SetPasswordAnswer> result = await db.UnitAsync<Result<SetPasswordAnswer>>(async () =>
        {
            var now = services.Clock.UtcNow();
            var user = await Users(db).FirstOrDefaultAsync(u => u.LinkHash == linkHash && u.LinkUntil > now, ct);
            if (user is null)
            {
                return AccountsErrors.LinkInvalid;
            }
            if (Passwords.Problem(password!, user.Username) is { } problem)
            {
                return Refusal.Invalid("password", problem);
            }
            user.SetPassword(hash, mustChange: false);
            actor.BecomeUser(user.Id, user.Name, actor.Address);
            new Audit(db, actor, scope, services.Clock).Record(new AuditEntry("Accounts", "SetPassword", "User", user.Id, user.Username) { TenantId = user.TenantId });
            await db.SaveChangesAsync(ct);
            await EndSession.EndAllAsync(db, services.Sessions, user.Id, exceptId: null, now, ct);
            return new SetPasswordAnswer(user.Username);
        }, ct);
        return result;
    }

    public static async Task<Answer<ConfirmAnswer>> ConfirmAsync(Fields fields, HttpContext context, PasswordConfirmation confirmation, TimeProvider clock, CancellationToken ct)
    {
        var password = fields.Text("password", Passwords.MaxLength, required: true);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var outcome = await confirmation.ConfirmAsync(context, password!, ct);
        return outcome.IsRefused(out var refusal) ? refusal : new ConfirmAnswer(context.Time().Local(clock.UtcNow() + PasswordConfirmation.Lasts));
    }

    private static IQueryable<User> Users(HubDbContext db) => db.Tenant.IsPlatform ? db.AcrossTenants<User>("a user sets his password") : db.Set<User>();
}

internal sealed record SetPasswordAnswer(string Username);

/// <summary>What password slices need together.</summary>
internal sealed record PasswordServices(PasswordCheck Check, Passwords Passwords, SessionDirectory Sessions, TimeProvider Clock);
