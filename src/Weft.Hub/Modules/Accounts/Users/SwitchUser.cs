using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts.Roles;
using Weft.Hub.Modules.Accounts.SignIn;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Accounts.Users;

internal sealed record ReasonRequest(string? Reason);

internal sealed record ApproveRequest(long RoleId, string? DataScope, string? Reason);

internal sealed record UserStateAnswer(long Id, string Username, string Status, string ApprovalStatus, int Version)
{
    public static UserStateAnswer Of(User user) => new(user.Id, user.Username, user.Status.Word(), user.Approval.Word(), user.Version);
}

/// <summary>Commands on one user: 停用, 启用, 重置密码, 批准, 拒绝. What takes rights away ends the user's sessions in the same commit.</summary>
internal static class SwitchUser
{
    public static Task<Answer<UserStateAnswer>> EnableAsync(long id, Fields fields, HttpContext context, Management manage, CancellationToken ct) =>
        SwitchAsync(id, UserStatus.Active, "EnableUser", fields, context, manage, ct);

    public static Task<Answer<UserStateAnswer>> DisableAsync(long id, Fields fields, HttpContext context, Management manage, CancellationToken ct) =>
        SwitchAsync(id, UserStatus.Inactive, "DisableUser", fields, context, manage, ct);

    public static async Task<Answer<UserLinkAnswer>> ResetPasswordAsync(long id, HttpContext context, Management manage, CancellationToken ct)
    {
        if (id == context.User().UserId)
        {
            return AccountsErrors.OwnPassword;
        }
        Result<UserLinkAnswer> reset = await ChangeAsync<UserLinkAnswer>(id, context, manage, async user =>
        {
            // Until the link is followed nobody could sign in as administrator, and after it only whoever holds it.
            if (await manage.IsLastAdministratorAsync(user, ct))
            {
                return AccountsErrors.LastAdministrator;
            }
            var until = manage.Now + manage.Options.Value.SetPasswordTime;
            var token = user.OpenLink(until);
            manage.Record("ResetPassword", user);
            await EndSession.EndAllAsync(manage.Db, manage.Sessions, user.Id, null, manage.Now, ct);
            return UserLinkAnswer.Of(user, token, until, context);
        }, ct);
        return reset;
    }

    public static async Task<Answer<UserStateAnswer>> ApproveAsync(long id, Fields fields, HttpContext context, Management manage, CancellationToken ct)
    {
        var roleId = fields.Integer("roleId", 1, required: true);
        var dataScope = Words.From<DataScope>(fields.OneOf("dataScope", false, Words.All<DataScope>()));
        var reason = fields.Text("reason", 500);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        Result<UserStateAnswer> approved = await ChangeAsync<UserStateAnswer>(id, context, manage, async user =>
        {
            if (user.Approval != ApprovalStatus.Pending)
            {
                return AccountsErrors.NotPending;
            }
            if (await manage.RoleAsync(roleId, ct) is not { } role)
            {
                return AccountsErrors.RoleNotFound;
            }
            var scope = dataScope ?? role.DataScope;
            if (!Rights.Covers(context.User(), role, scope, user.FactoryId, manage.Catalogue))
            {
                return AccountsErrors.AboveYou;
            }
            user.Place(role.Id, scope, user.FactoryId);
            user.Decide(ApprovalStatus.Approved, reason);
            manage.Record("ApproveUser", user, after: new { role = role.Name, dataScope = scope.Word() }, reason: reason);
            return UserStateAnswer.Of(user);
        }, ct);
        return approved;
    }

    public static async Task<Answer<UserStateAnswer>> RejectAsync(long id, Fields fields, HttpContext context, Management manage, CancellationToken ct)
    {
        var reason = fields.Text("reason", 500, required: true);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        Result<UserStateAnswer> refused = await ChangeAsync<UserStateAnswer>(id, context, manage, user =>
        {
            if (user.Approval != ApprovalStatus.Pending)
            {
                return Task.FromResult<Result<UserStateAnswer>>(AccountsErrors.NotPending);
            }
            user.Decide(ApprovalStatus.Rejected, reason);
            manage.Record("RejectUser", user, reason: reason);
            return Task.FromResult<Result<UserStateAnswer>>(UserStateAnswer.Of(user));
        }, ct);
        return refused;
    }

    private static async Task<Answer<UserStateAnswer>> SwitchAsync(
        long id, UserStatus status, string operation, Fields fields, HttpContext context, Management manage, CancellationToken ct)
    {
        var reason = fields.Text("reason", 500);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        Result<UserStateAnswer> switched = await ChangeAsync<UserStateAnswer>(id, context, manage, async user =>
        {
            if (user.Id == context.User().UserId)
            {
                return AccountsErrors.NotYourself;
            }
            if (status == UserStatus.Inactive)
            {
                if (await manage.IsLastAdministratorAsync(user, ct))
                {
                    return AccountsErrors.LastAdministrator;
                }
                await EndSession.EndAllAsync(manage.Db, manage.Sessions, user.Id, null, manage.Now, ct);
            }
            user.Switch(status);
            manage.Record(operation, user, reason: reason);
            return UserStateAnswer.Of(user);
        }, ct);
        return switched;
    }

    /// <summary>One user under the tenant's lock, if the caller may manage him.</summary>
    private static Task<Result<T>> ChangeAsync<T>(long id, HttpContext context, Management manage, Func<User, Task<Result<T>>> change, CancellationToken ct) =>
        manage.Db.UnitAsync<Result<T>>(async () =>
        {
            await manage.LockAsync(ct);
            var user = await manage.Db.Set<User>().FirstOrDefaultAsync(u => u.Id == id, ct);
            if (user is null)
            {
                return AccountsErrors.UserNotFound;
            }
            if (await manage.MayManageAsync(context.User(), user, ct) is { } above)
            {
                return above;
            }
            manage.Db.AfterCommit(() => manage.Sessions.UserChanged(id));
            return await change(user);
        }, ct);
}
