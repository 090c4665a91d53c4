using Microsoft.AspNetCore.Components;
using MudBlazor;
using Weft.Hub.Console;
using Weft.Hub.Console.Components;
using Weft.Hub.Modules.Accounts.Roles;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Modules;

namespace Weft.Hub.Modules.Accounts.Users;

/// <summary>人员管理 (console-pages 11). A new user gets a link, never a typed password.</summary>
public sealed partial class UsersPage
{
    private static readonly DialogOptions Firm = new() { BackdropClick = false, CloseOnEscapeKey = false, MaxWidth = MaxWidth.Small, FullWidth = true };

    private IReadOnlyList<RoleRow> roles = [];
    private string? keyword;
    private UserRow? target;
    private bool formOpen;
    private string? doing;
    private UserLinkAnswer? link;
    private string? username;
    private string? name;
    private long roleId;
    private string scope = "own";
    private string? phone;
    private string? email;

    [CascadingParameter]
    private SignedInPerson Person { get; set; } = null!;

    private bool May(string code) => Person.User.May(code);

    protected override async Task<Answer<PageOf<UserRow>>> ReadAsync()
    {
        keyword = Value("keyword");
        var known = await Calls.RunAsync(["MENU_USER"], call => ListRoles.HandleAsync(PageCalls.Form(new { size = 100 }), call.Context, call.Db, call.Get<ModuleCatalogue>(), call.Stopped));
        roles = known.Refusal is null ? known.Value.Records : [];
        return await Calls.RunAsync(["MENU_USER"], call => ListUsers.HandleAsync(PageCalls.Query(Asked), call.Context, call.Db, call.Stopped));
    }

    private void Open(UserRow? user)
    {
        (target, formOpen) = (user, true);
        (username, name, phone, email) = (user?.Username, user?.Name, user?.Phone, user?.Email);
        roleId = user?.RoleId ?? (roles.Count > 0 ? roles[^1].Id : 0);
        scope = user?.DataScope ?? "own";
    }

    private void Do(string what, UserRow user) => (doing, target) = (what, user);

    private async Task<Refusal?> SaveAsync()
    {
        Refusal? refusal;
        if (target is null)
        {
            var made = await Calls.RunAsync(["USER_CREATE"], call => SaveUser.CreateAsync(
                PageCalls.Form(new { username = Blank(username), name = Blank(name), roleId, dataScope = scope, phone = Blank(phone), email = Blank(email) }), call.Context, call.Get<Management>(), call.Stopped));
            (refusal, link) = (made.Refusal, made.Refusal is null ? made.Value : null);
        }
        else
        {
            var saved = await Calls.RunAsync(["USER_EDIT"], call => SaveUser.UpdateAsync(
                target.Id, PageCalls.Form(new { version = target.Version, name = Blank(name), roleId, dataScope = scope, phone = Blank(phone), email = Blank(email) }), call.Context,
                call.Get<Management>(), call.Stopped));
            refusal = saved.Refusal;
        }
        if (refusal is null)
        {
            Toasts.Done(T["users.saved", name]);
            await ReloadAsync();
        }
        return refusal;
    }

    private async Task<Refusal?> GoAsync(ConfirmInput input)
    {
        var fields = PageCalls.Form(new { reason = input.Reason });
        if (doing == "reset")
        {
            var reset = await Calls.RunAsync(["USER_RESET_PASSWORD"], call => SwitchUser.ResetPasswordAsync(target!.Id, call.Context, call.Get<Management>(), call.Stopped));
            link = reset.Refusal is null ? reset.Value : null;
            return reset.Refusal;
        }
        var answer = await Calls.RunAsync(["USER_DISABLE"], call => doing == "enable"
            ? SwitchUser.EnableAsync(target!.Id, fields, call.Context, call.Get<Management>(), call.Stopped)
            : SwitchUser.DisableAsync(target!.Id, fields, call.Context, call.Get<Management>(), call.Stopped));
        if (answer.Refusal is null)
        {
            Toasts.Done(T["users.saved", target!.Name]);
            await ReloadAsync();
        }
        return answer.Refusal;
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
