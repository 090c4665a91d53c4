using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts.Users;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Modules;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Accounts.Roles;

internal sealed record CreateRoleRequest(string RoleCode, string RoleName, string? Description, string DataScope, IReadOnlyList<string>? Permissions);

internal sealed record UpdateRoleRequest(int Version, string? RoleName, string? Description, string? DataScope, string? Status);

internal sealed record GrantRequest(int Version, IReadOnlyList<string> Permissions);

internal sealed record DeletedAnswer(long Id);

/// <summary>Changes of roles. Nobody gives a code, or a data scope, that he does not have himself; the administrators' role stays as it is.</summary>
internal static class SaveRole
{
    public static async Task<Answer<RoleRow>> CreateAsync(Fields fields, HttpContext context, Management manage, CancellationToken ct)
    {
        var code = UsernameRules.ReadName(fields, "roleCode", required: true);
        var name = UsernameRules.ReadName(fields, "roleName", required: true);
        var description = fields.Text("description", 500);
        var dataScope = Words.From<DataScope>(fields.OneOf("dataScope", true, Words.All<DataScope>()));
        var permissions = ReadCodes(fields, manage.Catalogue, required: false) ?? [];
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        if (!permissions.All(context.User().May) || dataScope > context.User().DataScope)
        {
            return AccountsErrors.AboveYou;
        }
        var role = new Role(manage.Db.Tenant.Required, code!, name!, dataScope!.Value, []);
        role.Describe(name!, description, dataScope.Value, RoleStatus.Active);
        role.Grant(permissions);
        manage.Db.Add(role);
        manage.Record("CreateRole", role, after: Summary(role));
        try
        {
            await manage.Db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException error) when (HubDatabase.IsUniqueViolation(error))
        {
            return AccountsErrors.RoleTaken.With(code);
        }
        return RoleRow.Of(role, 0, manage.Catalogue, context.Time());
    }

    public static async Task<Answer<RoleRow>> UpdateAsync(long id, Fields fields, HttpContext context, Management manage, CancellationToken ct)
    {
        var version = fields.Integer("version", 0, int.MaxValue, required: true);
        var name = UsernameRules.ReadName(fields, "roleName", required: fields.Has("roleName"));
        var (hasDescription, description) = (fields.Has("description"), fields.Text("description", 500));
        var dataScope = Words.From<DataScope>(fields.OneOf("dataScope", false, Words.All<DataScope>()));
        var status = Words.From<RoleStatus>(fields.OneOf("status", false, Words.All<RoleStatus>()));
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        return await ChangeAsync(id, version, "UpdateRole", context, manage, async role =>
        {
            if (dataScope > context.User().DataScope)
            {
                return AccountsErrors.AboveYou;
            }
            if (status == RoleStatus.Inactive && await UsersAsync(manage, id, ct) is > 0 and var users)
            {
                return AccountsErrors.RoleInUse.With(users);
            }
            role.Describe(name ?? role.Name, hasDescription ? description : role.Description, dataScope ?? role.DataScope, status ?? role.Status);
            return null;
        }, ct);
    }

    public static async Task<Answer<RoleRow>> GrantAsync(long id, Fields fields, HttpContext context, Management manage, CancellationToken ct)
    {
        var version = fields.Integer("version", 0, int.MaxValue, required: true);
        var permissions = ReadCodes(fields, manage.Catalogue, required: true);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        return await ChangeAsync(id, version, "GrantRole", context, manage, role =>
        {
            if (!permissions!.All(context.User().May))
            {
                return Task.FromResult<Refusal?>(AccountsErrors.AboveYou);
            }
            role.Grant(permissions!);
            return Task.FromResult<Refusal?>(null);
        }, ct);
    }

    public static async Task<Answer<DeletedAnswer>> DeleteAsync(long id, HttpContext context, Management manage, CancellationToken ct)
    {
        Result<DeletedAnswer> deleted = await manage.Db.UnitAsync<Result<DeletedAnswer>>(async () =>
        {
            await manage.LockAsync(ct);
            if (await manage.RoleAsync(id, ct) is not { } role)
            {
                return AccountsErrors.RoleNotFound;
            }
            if (Refused(role, context, manage) is { } refusal)
            {
                return refusal;
            }
            if (await UsersAsync(manage, id, ct) is > 0 and var users)
            {
                return AccountsErrors.RoleInUse.With(users);
            }
            manage.Db.Remove(role);
            manage.Record("DeleteRole", role, before: Summary(role));
            await manage.Db.SaveChangesAsync(ct);
            return new DeletedAnswer(id);
        }, ct);
        return deleted;
    }

    private static async Task<Answer<RoleRow>> ChangeAsync(
        long id, long? version, string operation, HttpContext context, Management manage, Func<Role, Task<Refusal?>> change, CancellationToken ct)
    {
        Result<RoleRow> changed = await manage.Db.UnitAsync<Result<RoleRow>>(async () =>
        {
            await manage.LockAsync(ct);
            if (await manage.RoleAsync(id, ct) is not { } role)
            {
                return AccountsErrors.RoleNotFound;
            }
            if (role.Version != version)
            {
                return CommonErrors.Stale;
            }
            var before = Summary(role);
            if (Refused(role, context, manage) is { } refusal || (await change(role) is { } no && (refusal = no) is not null))
            {
                return refusal;
            }
            manage.Record(operation, role, before, Summary(role));
            manage.Db.AfterCommit(() => manage.Sessions.RoleChanged(id));
            await manage.Db.SaveChangesAsync(ct);
            return RoleRow.Of(role, await UsersAsync(manage, id, ct), manage.Catalogue, context.Time());
        }, ct);
        return changed;
    }

    private static Refusal? Refused(Role role, HttpContext context, Management manage) =>
        role.IsAdministrator ? AccountsErrors.RoleFixed
        : !Rights.Covers(context.User(), role, role.DataScope, manage.Catalogue) ? AccountsErrors.AboveYou
        : null;

    private static Task<int> UsersAsync(Management manage, long roleId, CancellationToken ct) => manage.Db.Set<User>().CountAsync(u => u.RoleId == roleId, ct);

    private static IReadOnlyList<string>? ReadCodes(Fields fields, ModuleCatalogue catalogue, bool required)
    {
        var codes = fields.Texts("permissions", 500, 64, required);
        foreach (var unknown in codes?.Except(catalogue.Permissions.Select(p => p.Code), StringComparer.Ordinal) ?? [])
        {
            fields.Fail("permissions", $"“{unknown}”不是已知的权限编码");
        }
        return codes;
    }

    private static object Summary(Role role) =>
        new { role.Name, role.Description, dataScope = role.DataScope.Word(), status = role.Status.Word(), permissions = role.Permissions.ToArray() };
}
