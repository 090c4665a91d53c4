using Microsoft.AspNetCore.Components;
using MudBlazor;
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
    private IReadOnlyList<RoleTemplate> templates = [];
    private string? keyword;
    private string? search;
    private RoleRow? granting;
    private RoleRow? deleting;
    private bool busy;
    private Refusal? refusal;

    [CascadingParameter]
    private SignedInPerson Person { get; set; } = null!;

    private bool May(string permission) => Person.User.May(permission);

    protected override Task<Answer<PageOf<RoleRow>>> ReadAsync()
    {
        keyword = Value("keyword");
        return Calls.RunAsync(["MENU_ROLE"], call =>
        {
            permissions = call.Get<ModuleCatalogue>().Permissions;
            templates = BuiltInRoles.Templates(call.Get<ModuleCatalogue>());
            return ListRoles.HandleAsync(PageCalls.Query(Asked), call.Context, call.Db, call.Get<ModuleCatalogue>(), call.Stopped);
        });
    }

    private async Task EditAsync(RoleRow? role)
    {
        await Dialogs.AskAsync(role is null ? T["roles.create"] : T["roles.edit"] + " · " + role.RoleName, new DialogParameters<RoleDialog> { { d => d.Person, Person }, { d => d.Role, role } }, 1);
        await ReloadAsync();
    }

    private void OpenGrant(RoleRow role)
    {
        (granting, refusal, search) = (role, null, null);
        granted.Clear();
        granted.UnionWith(role.Permissions);
    }

    /// <summary>Of a template as much as the person may give.</summary>
    private void Take(RoleTemplate template)
    {
        granted.Clear();
        granted.UnionWith(template.Permissions.Where(May));
    }

    private bool Shows(Permission menu) => string.IsNullOrWhiteSpace(search) || Fits(menu) || permissions.Any(p => p.Parent == menu.Code && Fits(p));

    /// <summary>What stands below a menu: all of it while nothing is searched or the menu itself fits, otherwise what fits.</summary>
    private IEnumerable<Permission> ButtonsOf(Permission menu) =>
        permissions.Where(p => p.Parent == menu.Code && (string.IsNullOrWhiteSpace(search) || Fits(menu) || Fits(p)));

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

    private async Task GrantAsync()
    {
        busy = true;
        var role = granting!;
        var answer = await Calls.RunAsync(["ROLE_GRANT"], call => SaveRole.GrantAsync(
            role.Id, PageCalls.Form(new { version = role.Version, permissions = granted.ToArray() }), call.Context, call.Get<Management>(), call.Stopped));
        (busy, refusal) = (false, answer.Refusal);
        if (refusal is null)
        {
            granting = null;
            Toasts.Done(T["users.saved", role.RoleName]);
            await ReloadAsync();
        }
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
}
