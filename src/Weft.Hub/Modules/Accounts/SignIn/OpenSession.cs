using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Weft.Hub.Modules.Accounts.Logs;
using Weft.Hub.Modules.Accounts.Tenants;
using Weft.Hub.Modules.Accounts.Users;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Accounts.SignIn;

/// <summary>A session that was just opened; the token is in clear here and nowhere else.</summary>
internal sealed record OpenedSession(byte[] Token, LiveSession Session);

/// <summary>Signs a user in by password: counts, checks, logs, and writes the session.</summary>
internal sealed class OpenSession(PasswordCheck check, SessionDirectory sessions, IServiceScopeFactory scopes, TimeProvider clock, IOptions<AccountsOptions> options)
{
    public async Task<Result<OpenedSession>> ExecuteAsync(string username, string password, SessionKind kind, HttpContext context, CancellationToken ct)
    {
        var address = context.Connection.RemoteIpAddress?.ToString();
        var found = await check.CheckAsync(username, password, address, ct);
        if (found.IsRefused(out var refusal))
        {
            return refusal;
        }
        var user = found.Value;
        var token = Session.NewToken();
        var opened = await WriteAsync(user, token, kind, address, context.Request.Headers.UserAgent, ct);
        if (opened.IsRefused(out refusal))
        {
            await check.LogRefusalAsync(user, address, refusal);
            return refusal;
        }
        // Read back as every later request will read it: one that would not be let in is not told that it is in.
        return await sessions.FindAsync(token, kind, Idle(kind), ct) is { } live ? new OpenedSession(token, live) : AccountsErrors.UserInactive;
    }

    private async Task<Result<Done>> WriteAsync(User user, byte[] token, SessionKind kind, string? address, string? userAgent, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().EnterPlatform();
        var db = scope.ServiceProvider.GetRequiredService<HubDbContext>();
        return await db.UnitAsync<Result<Done>>(async () =>
        {
            var tenant = user.IsOperator ? null : await db.Set<Tenant>().AsNoTracking().FirstAsync(t => t.Id == user.TenantId, ct);
            if (SessionDirectory.Standing(user, tenant) is { } refusal)
            {
                return refusal;
            }
            var now = clock.UtcNow();
            var end = now + TimeSpan.FromHours(kind == SessionKind.Browser ? options.Value.SessionHours : options.Value.TokenHours);
            var session = new Session(user, kind, token, now, kind == SessionKind.Browser ? now + Idle(kind) : end, end);
            session.CameFrom(address, userAgent);
            db.Add(session);
            db.Set<LoginLog>().Add(new LoginLog
            {
                TenantId = user.TenantId, UserId = user.Id, Username = user.Username, Name = user.Name, Address = address, CreateTime = now, Succeeded = true, Message = "登录成功",
            });
            await db.SaveChangesAsync(ct);
            // Not by the row's version: two logins, or a login while an administrator edits the user, are no conflict.
            await db.AcrossTenants<User>("a login is noted").Where(u => u.Id == user.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(u => u.LastLoginTime, now).SetProperty(u => u.LastLoginIp, address), ct);
            return Done.Value;
        }, ct);
    }

    private TimeSpan Idle(SessionKind kind) => kind == SessionKind.Browser ? TimeSpan.FromHours(options.Value.SessionIdleHours) : TimeSpan.Zero;
}
