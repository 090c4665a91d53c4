using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts.SignIn;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Accounts.Users;

internal sealed record ProfileRequest(string? Name, string? Phone, string? Email);

internal sealed record ProfileAnswer(
    long Id, string Username, string Name, string? Phone, string? Email, string? RoleName, string DataScope, long? FactoryId, string? FactoryName, DateTimeOffset? LastLoginTime,
    string? LastLoginIp);

/// <summary>个人中心: what a user changes of himself; never role, scope or status.</summary>
internal static class Profile
{
    public static async Task<Answer<ProfileAnswer>> GetAsync(HttpContext context, HubDbContext db, IFactoryDirectory factories, CancellationToken ct) =>
        await OfAsync(await Me(db).AsNoTracking().FirstAsync(u => u.Id == context.User().UserId, ct), context, factories, ct);

    public static async Task<Answer<ProfileAnswer>> UpdateAsync(
        Fields fields, HttpContext context, HubDbContext db, IFactoryDirectory factories, Audit audit, SessionDirectory sessions, CancellationToken ct)
    {
        var name = UsernameRules.ReadName(fields, "name", required: fields.Has("name"));
        var (hasPhone, phone) = (fields.Has("phone"), fields.Text("phone", 32));
        var (hasEmail, email) = (fields.Has("email"), fields.Text("email", 128));
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var userId = context.User().UserId;
        var user = await Me(db).FirstAsync(u => u.Id == userId, ct);
        var before = new { user.Name, user.Phone, user.Email };
        user.Describe(name ?? user.Name, hasPhone ? phone : user.Phone, hasEmail ? email : user.Email);
        audit.Record(new AuditEntry("Accounts", "UpdateProfile", "User", userId, user.Username) { Before = before, After = new { user.Name, user.Phone, user.Email } });
        db.AfterCommit(() => sessions.UserChanged(userId));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return CommonErrors.Stale;
        }
        return await OfAsync(user, context, factories, ct);
    }

    private static async Task<ProfileAnswer> OfAsync(User user, HttpContext context, IFactoryDirectory factories, CancellationToken ct)
    {
        var session = context.Session();
        var at = user.FactoryId is { } id ? (await factories.NamesAsync([id], ct)).GetValueOrDefault(id) : null;
        return new(user.Id, user.Username, user.Name, user.Phone, user.Email, session.Facts.RoleName, session.User.DataScope.Word(), user.FactoryId, at,
            context.Time().Local(user.LastLoginTime), user.LastLoginIp);
    }

    private static IQueryable<User> Me(HubDbContext db) => db.Tenant.IsPlatform ? db.AcrossTenants<User>("the operator's own profile") : db.Set<User>();
}
