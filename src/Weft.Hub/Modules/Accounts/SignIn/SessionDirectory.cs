using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts.Roles;
using Weft.Hub.Modules.Accounts.Tenants;
using Weft.Hub.Modules.Accounts.Users;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Modules;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Accounts.SignIn;

/// <summary>A session that stands, with its user as he is now.</summary>
internal sealed record LiveSession(
    long Id, SessionKind Kind, byte[] TokenHash, DateTime LastSeenAt, DateTime IdleUntil, DateTime EndsAt, DateTime ConfirmedAt, SignedInUser User, UserFacts Facts);

/// <summary>What the signed-in person is told about himself beyond <see cref="SignedInUser"/>.</summary>
internal sealed record UserFacts(bool MustChangePassword, bool IsAdministrator, long? RoleId, string? RoleName, string? TenantCode, string? TenantName);

/// <summary>
/// Finds sessions by token, from memory that is at most five seconds old; what ends a session or changes its user is heard at once, on all nodes
/// (<see cref="ChangeSignal"/>).
/// </summary>
internal sealed class SessionDirectory
{
    public const string SuperAdmin = "SUPER_ADMIN";

    internal const string Topic = "accounts.session";

    /// <summary>How often a session that is in use says so to the database.</summary>
    private static readonly TimeSpan TouchEvery = TimeSpan.FromMinutes(5);

    private readonly IServiceScopeFactory scopes;
    private readonly ModuleCatalogue catalogue;
    private readonly TimeProvider clock;
    private readonly ChangeSignal signal;
    private readonly RecentValues<string, LiveSession?> recent;

    public SessionDirectory(IServiceScopeFactory scopes, ModuleCatalogue catalogue, ChangeSignal signal, TimeProvider clock)
    {
        (this.scopes, this.catalogue, this.signal, this.clock) = (scopes, catalogue, signal, clock);
        recent = new(TenantDirectory.MaxAge, clock);
        signal.Subscribe(Topic, Forget);
        signal.Subscribe(TenantDirectory.ChangedTopic, key => Forget(key is null ? null : "tenant:" + key));
    }

    /// <summary>The session of the token, or null when it is unknown, over, or its user or tenant may no longer work.</summary>
    public ValueTask<LiveSession?> FindAsync(byte[] token, SessionKind kind, TimeSpan idle, CancellationToken ct) =>
        FindByHashAsync(Session.HashOf(token), kind, idle, ct);

    /// <summary>The same for a token that was shown earlier, of which only the hash was kept.</summary>
    public async ValueTask<LiveSession?> FindByHashAsync(byte[] hash, SessionKind kind, TimeSpan idle, CancellationToken ct)
    {
        var session = await recent.GetAsync(Convert.ToHexString(hash), (_, cancel) => ReadAsync(hash, cancel), ct);
        var now = clock.UtcNow();
        if (session is null || session.Kind != kind || !CryptographicOperations.FixedTimeEquals(session.TokenHash, hash) || now >= session.IdleUntil || now >= session.EndsAt)
        {
            return null;
        }
        if (kind == SessionKind.Browser && now - session.LastSeenAt >= TouchEvery)
        {
            await TouchAsync(session, now, now + idle);
        }
        return session;
    }

    public void SessionChanged(long id) => Publish("session", id);

    public void UserChanged(long id) => Publish("user", id);

    public void RoleChanged(long id) => Publish("role", id);

    private void Publish(string kind, long id) => signal.Publish(Topic, string.Create(CultureInfo.InvariantCulture, $"{kind}:{id}"));

    private void Forget(string? key)
    {
        if (key?.Split(':') is not [var kind, var text] || !long.TryParse(text, CultureInfo.InvariantCulture, out var id))
        {
            recent.ForgetAll();
            return;
        }
        recent.Forget((_, session) => session is null || id == kind switch
        {
            "session" => session.Id,
            "user" => session.User.UserId,
            "role" => session.Facts.RoleId,
            "tenant" => session.User.TenantId,
            _ => id,
        });
    }

    private async Task TouchAsync(LiveSession session, DateTime now, DateTime idleUntil)
    {
        await using var scope = OpenPlatform(out var db);
        await db.UnitAsync(() => db.AcrossTenants<Session>("a session is in use").Where(s => s.Id == session.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, now).SetProperty(s => s.IdleUntil, idleUntil)), CancellationToken.None);
        SessionChanged(session.Id);
    }

    private async Task<LiveSession?> ReadAsync(byte[] hash, CancellationToken ct)
    {
        const string Why = "a session's token says whose it is";
        await using var scope = OpenPlatform(out var db);
        var session = await db.AcrossTenants<Session>(Why).AsNoTracking().FirstOrDefaultAsync(s => s.TokenHash == hash && s.EndedAt == null, ct);
        if (session is null)
        {
            return null;
        }
        var user = await db.AcrossTenants<User>(Why).AsNoTracking().FirstOrDefaultAsync(u => u.Id == session.UserId, ct);
        if (user is null || Standing(user, null) is not null)
        {
            return null;
        }
        if (user.IsOperator)
        {
            return Live(session, user, new HashSet<string>(StringComparer.Ordinal) { SuperAdmin }, role: null, tenant: null);
        }
        var tenant = await db.Set<Tenant>().AsNoTracking().FirstOrDefaultAsync(t => t.Id == user.TenantId, ct);
        var role = await db.AcrossTenants<Role>(Why).AsNoTracking().FirstOrDefaultAsync(r => r.Id == user.RoleId && r.TenantId == user.TenantId, ct);
        return Standing(user, tenant) is not null ? null : Live(session, user, Rights.Of(user, role, catalogue), role, tenant);
    }

    /// <summary>Why the user may not be signed in, or null when he may. The tenant is not asked for the operator.</summary>
    public static Refusal? Standing(User user, Tenant? tenant) =>
        user.Approval != ApprovalStatus.Approved ? AccountsErrors.UserNotApproved
        : user.Status != UserStatus.Active ? AccountsErrors.UserInactive
        : tenant is { Status: not TenantStatus.Active } ? AccountsErrors.TenantInactive
        : null;

    private static LiveSession Live(Session session, User user, IReadOnlySet<string> rights, Role? role, Tenant? tenant)
    {
        // Until the first password is replaced nothing but that can be done.
        var permissions = user.MustChangePassword ? FrozenSet<string>.Empty : rights;
        var signedIn = new SignedInUser(
            user.Id, user.IsOperator ? null : user.TenantId, user.Username, user.Name, Rights.ScopeOf(user, role), user.FactoryId, permissions,
            tenant?.TimeZone ?? TenantTime.DefaultZone);
        var facts = new UserFacts(user.MustChangePassword, role?.IsAdministrator == true, role?.Id, role?.Name, tenant?.Code, tenant?.Name);
        return new(session.Id, session.Kind, session.TokenHash, session.LastSeenAt, session.IdleUntil, session.EndsAt, session.ConfirmedAt, signedIn, facts);
    }

    private AsyncServiceScope OpenPlatform(out HubDbContext db)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().EnterPlatform();
        db = scope.ServiceProvider.GetRequiredService<HubDbContext>();
        return scope;
    }
}
