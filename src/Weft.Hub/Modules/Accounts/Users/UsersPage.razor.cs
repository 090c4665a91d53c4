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

    /// <summary>More than a workshop gives its work to.</summary>
    private const int MostFactories = 500;

    private IReadOnlyList<RoleRow> roles = [];
    private string? keyword;
    private UserRow? target;
    private string? doing;
    private UserLinkAnswer? link;

    [CascadingParameter]
    private SignedInPerson Person { get; set; } = null!;

    private bool May(string code) => Person.User.May(code);

    protected override async Task<Answer<PageOf<UserRow>>> ReadAsync()
    {
        keyword = Value("keyword");
        var known = await Calls.RunAsync(["MENU_USER"], call => ListRoles.HandleAsync(PageCalls.Form(new { size = 100 }), call.Context, call.Db, call.Get<ModuleCatalogue>(), call.Stopped));
        roles = known.Refusal is null ? known.Value.Records : [];
        return await Calls.RunAsync(["MENU_USER"], call => ListUsers.HandleAsync(PageCalls.Query(Asked), call.Context, call.Db, call.Get<IFactoryDirectory>(), call.Stopped));
    }

    private async Task EditAsync(UserRow? user)
    {
        var factories = await Calls.RunAsync<List<FactoryFace>>(
            ["MENU_USER"], async call => (await call.Get<IFactoryDirectory>().ActiveAsync(MostFactories, call.Stopped)).ToList());
        await Dialogs.AskAsync(
            user is null ? T["users.create"] : T["users.edit"] + " · " + user.Name,
            new DialogParameters<UserDialog>
            {
                { d => d.Person, Person }, { d => d.User, user }, { d => d.Roles, roles }, { d => d.Factories, factories.Refusal is null ? factories.Value : [] }, { d => d.Made, made => link = made },
            },
            1);
        await ReloadAsync();
    }

    private void Do(string what, UserRow user) => (doing, target) = (what, user);

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
}
