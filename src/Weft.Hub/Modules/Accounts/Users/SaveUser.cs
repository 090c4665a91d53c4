using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts.Roles;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Accounts.Users;

internal sealed record CreateUserRequest(string Username, string Name, long RoleId, string DataScope, string? Phone, string? Email, long? FactoryId);

internal sealed record UpdateUserRequest(int Version, string? Name, long? RoleId, string? DataScope, string? Phone, string? Email, long? FactoryId);

/// <summary>The one-time link with which the user sets the password; shown once.</summary>
public sealed record UserLinkAnswer(long Id, string Username, string SetPasswordToken, string SetPasswordPath, DateTimeOffset ValidUntil)
{
    internal static UserLinkAnswer Of(User user, string token, DateTime until, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        // Behind the #: a browser sends that to no server, so that no log on the way keeps it.
        return new(user.Id, user.Username, token, "/set-password#token=" + token, context.Time().Local(until));
    }
}

/// <summary>New users and changes of users (console-pages 11). A new user gets a link, never a typed password.</summary>
internal static class SaveUser
{
    public static async Task<Answer<UserLinkAnswer>> CreateAsync(Fields fields, HttpContext context, Management manage, CancellationToken ct)
    {
        var username = UsernameRules.Read(fields, "username");
        var name = UsernameRules.ReadName(fields, "name", required: true);
        var roleId = fields.Integer("roleId", 1, required: true);
        var dataScope = Words.From<DataScope>(fields.OneOf("dataScope", true, Words.All<DataScope>()));
        var (phone, email, factoryId) = (fields.Text("phone", 32), fields.Text("email", 128), fields.Integer("factoryId", 1));
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        try
        {
            Result<UserLinkAnswer> made = await manage.Db.UnitAsync<Result<UserLinkAnswer>>(async () =>
            {
                await manage.LockAsync(ct);
                if (await manage.RoleAsync(roleId, ct) is not { } role)
                {
                    return AccountsErrors.RoleNotFound;
                }
                if (!Rights.Covers(context.User(), role, dataScope!.Value, factoryId, manage.Catalogue))
                {
                    return AccountsErrors.AboveYou;
                }
                if (await manage.MayBelongAsync(role, factoryId, ct) is { } misplaced)
                {
                    return misplaced;
                }
                var user = new User(manage.Db.Tenant.Required, username!, name!, role.Id, dataScope.Value);
                user.Describe(name!, phone, email);
                user.Place(role.Id, dataScope.Value, factoryId);
                var until = manage.Now + manage.Options.Value.SetPasswordTime;
                var token = user.OpenLink(until);
                manage.Db.Add(user);
                manage.Record("CreateUser", user, after: new { user.Username, user.Name, role = role.Name, dataScope = user.DataScope.Word(), user.FactoryId });
                await manage.Db.SaveChangesAsync(ct);
                return UserLinkAnswer.Of(user, token, until, context);
            }, ct);
            return made;
        }
        catch (DbUpdateException error) when (HubDatabase.IsUniqueViolation(error))
        {
            return AccountsErrors.UsernameTaken.With(username);
        }
    }

    public static async Task<Answer<UserRow>> UpdateAsync(long id, Fields fields, HttpContext context, Management manage, CancellationToken ct)
    {
        var version = fields.Integer("version", 0, int.MaxValue, required: true);
        var name = UsernameRules.ReadName(fields, "name", required: fields.Has("name"));
        var (newRole, dataScope) = (fields.Integer("roleId", 1), Words.From<DataScope>(fields.OneOf("dataScope", false, Words.All<DataScope>())));
        var (hasPhone, phone) = (fields.Has("phone"), fields.Text("phone", 32));
        var (hasEmail, email) = (fields.Has("email"), fields.Text("email", 128));
        var (hasFactory, factoryId) = (fields.Has("factoryId"), fields.Integer("factoryId", 1));
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var editor = context.User();
        Result<UserRow> saved = await manage.Db.UnitAsync<Result<UserRow>>(async () =>
        {
            await manage.LockAsync(ct);
            var user = await manage.Db.Set<User>().FirstOrDefaultAsync(u => u.Id == id, ct);
            if (user is null)
            {
                return AccountsErrors.UserNotFound;
            }
            if (user.Version != version)
            {
                return CommonErrors.Stale;
            }
            var (roleId, scope, factory) = (newRole ?? user.RoleId, dataScope ?? user.DataScope, hasFactory ? factoryId : user.FactoryId);
            if (await manage.RoleAsync(roleId, ct) is not { } role)
            {
                return AccountsErrors.RoleNotFound;
            }
            if (await manage.MayManageAsync(editor, user, ct) is { } above)
            {
                return above;
            }
            if (roleId != user.RoleId || scope != user.DataScope || factory != user.FactoryId)
            {
                if (user.Id == editor.UserId)
                {
                    return AccountsErrors.NotYourself;
                }
                if (!Rights.Covers(editor, role, scope, factory, manage.Catalogue))
                {
                    return AccountsErrors.AboveYou;
                }
                // The factory that he has may be deleted by now; that is no reason to hold up another change.
                if ((factory != user.FactoryId || role.IsAdministrator) && await manage.MayBelongAsync(role, factory, ct) is { } misplaced)
                {
                    return misplaced;
                }
                if (!role.IsAdministrator && await manage.IsLastAdministratorAsync(user, ct))
                {
                    return AccountsErrors.LastAdministrator;
                }
            }
            var before = Summary(user);
            user.Describe(name ?? user.Name, hasPhone ? phone : user.Phone, hasEmail ? email : user.Email);
            user.Place(role.Id, scope, factory);
            manage.Record("UpdateUser", user, before, Summary(user));
            manage.Db.AfterCommit(() => manage.Sessions.UserChanged(id));
            await manage.Db.SaveChangesAsync(ct);
            var factories = await manage.Factories.NamesAsync(user.FactoryId is { } at ? [at] : [], ct);
            return UserRow.Of(user, role.Name, factories, context.Time());
        }, ct);
        return saved;
    }

    private static object Summary(User user) => new { user.Name, user.RoleId, dataScope = user.DataScope.Word(), user.FactoryId, user.Phone, user.Email };
}
