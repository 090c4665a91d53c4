using Microsoft.AspNetCore.Components;
using Weft.Hub.Console;
using Weft.Hub.Console.Components;
using Weft.Hub.Modules.Accounts.Users;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Modules;

namespace Weft.Hub.Modules.Accounts.Roles;

/// <summary>角色管理 and 权限授权 (console-pages 11). Nobody gives what he does not have: such boxes can not be ticked, and the server refuses them.</summary>
public sealed partial class RolesPage
{
    private readonly HashSet<string> granted = [];
    private IReadOnlyList<Permission> permissions = [];
    private IReadOnlyList<RoleRow> templates = [];
    private string? keyword;
    private string? search;
    private RoleRow? target;
    private RoleRow? granting;
    private RoleRow? deleting;
    private bool formOpen;
    private string? name;
    private string? code;
    private string scope = "own";
    private string status = "active";
    private string? description;

    [CascadingParameter]
    private SignedInPerson Person { get; set; } = null!;

    private bool May(string permission) => Person.User.May(permission);

    protected override Task<Answer<PageOf<RoleRow>>> ReadAsync()
    {
        keyword = Value("keyword");
        return Calls.RunAsync(["MENU_ROLE"], call =>
        {
            permissions = call.Get<ModuleCatalogue>().Permissions;
            return ListRoles.HandleAsync(PageCalls.Query(Asked), call.Context, call.Db, call.Get<ModuleCatalogue>(), call.Stopped);
        });
    }

    private void Open(RoleRow? role)
    {
        (target, formOpen) = (role, true);
        (name, code, description) = (role?.RoleName, role?.RoleCode, role?.Description);
        (scope, status) = (role?.DataScope ?? "own", role?.Status ?? "active");
    }

    private void OpenGrant(RoleRow role)
    {
        (granting, search) = (role, null);
        templates = [.. Rows?.Records.Where(r => r.Id != role.Id) ?? []];
        granted.Clear();
        granted.UnionWith(role.Permissions);
    }

    private void Take(RoleRow template)
    {
        granted.Clear();
        granted.UnionWith(template.Permissions.Where(May));
    }

    private bool Shows(Permission menu) => string.IsNullOrWhiteSpace(search) || Fits(menu) || permissions.Any(p => p.Parent == menu.Code && Fits(p));

    private bool Fits(Permission permission) =>
        permission.Name.Contains(search!.Trim(), StringComparison.OrdinalIgnoreCase) || permission.Code.Contains(search.Trim(), StringComparison.OrdinalIgnoreCase)
        || T.Word("permission", permission.Name).Contains(search.Trim(), StringComparison.OrdinalIgnoreCase);

    /// <summary>A button needs its menu; without the menu its buttons go too.</summary>
    private void Toggle(string permission, bool wanted)
    {
        var about = permissions.First(p => p.Code == permission);
        if (wanted)
        {
            granted.Add(permission);
            if (about.Parent is { } menu && May(menu))
            {
                granted.Add(menu);
            }
            return;
        }
        granted.Remove(permission);
        granted.ExceptWith(permissions.Where(p => p.Parent == permission).Select(p => p.Code));
    }

    private async Task<Refusal?> SaveAsync()
    {
        var answer = target is null
            ? await Calls.RunAsync(["ROLE_CREATE"], call => SaveRole.CreateAsync(
                PageCalls.Form(new { roleCode = code?.Trim(), roleName = name?.Trim(), description = Blank(description), dataScope = scope }), call.Context, call.Get<Management>(), call.Stopped))
            : await Calls.RunAsync(["ROLE_EDIT"], call => SaveRole.UpdateAsync(
                target.Id, PageCalls.Form(new { version = target.Version, roleName = name?.Trim(), description = Blank(description), dataScope = scope, status }), call.Context, call.Get<Management>(),
                call.Stopped));
        return await ToldAsync(answer.Refusal, name);
    }

    private async Task<Refusal?> GrantAsync()
    {
        var role = granting!;
        var answer = await Calls.RunAsync(["ROLE_GRANT"], call => SaveRole.GrantAsync(
            role.Id, PageCalls.Form(new { version = role.Version, permissions = granted.ToArray() }), call.Context, call.Get<Management>(), call.Stopped));
        return await ToldAsync(answer.Refusal, role.RoleName);
    }

    private async Task<Refusal?> DeleteAsync(ConfirmInput input)
    {
        var role = deleting!;
        var answer = await Calls.RunAsync(["ROLE_DELETE"], call => SaveRole.DeleteAsync(role.Id, call.Context, call.Get<Management>(), call.Stopped));
        if (answer.Refusal is null)
        {
            await ReloadAsync();
        }
        return answer.Refusal;
    }

    private async Task<Refusal?> ToldAsync(Refusal? problem, string? what)
    {
        if (problem is null)
        {
            Toasts.Done(T["users.saved", what]);
            await ReloadAsync();
        }
        return problem;
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
