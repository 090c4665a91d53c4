using Microsoft.AspNetCore.Components;
using Weft.Hub.Console;
using Weft.Hub.Modules.AppStore.Credentials;
using Weft.Hub.Modules.AppStore.Subscriptions;
using Weft.Hub.Modules.AppStore.Trials;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.AppStore.Catalogue;

/// <summary>应用商店 (console-pages 3): what is offered, what the tenant has, trial and purchase, orders and subscriptions.</summary>
public sealed partial class AppStorePage
{
    private const string View = "MENU_APP_STORE_VIEW";
    private const string Buy = "MENU_APP_STORE_BUY";
    private const string Manage = "MENU_TENANT_APP_MANAGE";
    private const string Subscriptions = "MENU_APP_SUBSCRIPTION_VIEW";

    private StoreAppAnswer[]? apps;
    private Dictionary<string, MyAppAnswer> mine = [];
    private Refusal? problem;
    private StoreAppAnswer? chosen;
    private TrialStatusAnswer? trial;
    private TrialStartedAnswer? started;
    private StoreAppAnswer? bought;
    private bool busy;

    [CascadingParameter]
    private SignedInPerson Person { get; set; } = null!;

    private bool May(string code) => Person.User.May(code);

    protected override async Task OnAddressAsync()
    {
        if (apps is null)
        {
            await LoadAsync();
        }
        var asked = Value("app") is { } code ? apps?.FirstOrDefault(a => a.AppCode == code) : null;
        if (asked is not null && asked.AppCode != chosen?.AppCode)
        {
            var status = await Calls.RunAsync([View], call => TrialStatus.HandleAsync(asked.Id, call.Db, call.Get<StoreTenant>(), call.Clock, call.Stopped));
            trial = status.Refusal is null ? status.Value : null;
        }
        chosen = asked;
        bought = May(Buy) && Value("buy") is { } wanted ? apps?.FirstOrDefault(a => a.AppCode == wanted) : null;
    }

    private async Task LoadAsync()
    {
        problem = null;
        var list = await Calls.RunAsync([View], call => ShowCatalogue.ListAsync(PageCalls.Form(new { }), call.Db, call.Get<IEnumerable<IAppType>>(), call.Stopped));
        var own = await Calls.RunAsync([View], call => ShowSubscriptions.MineAsync(
            call.Db, call.Get<SubscriptionView>(), call.Get<CredentialView>(), call.Get<StoreTenant>(), call.Get<IEnumerable<IAppType>>(), call.Clock, call.Stopped));
        problem = list.Refusal ?? own.Refusal;
        if (problem is null)
        {
            (apps, mine) = (list.Value, own.Value.ToDictionary(a => a.AppCode, StringComparer.Ordinal));
        }
    }

    private async Task TryAsync()
    {
        if (busy || chosen is not { } app)
        {
            return;
        }
        busy = true;
        var answer = await Calls.RunAsync([Buy], call => StartTrial.HandleAsync(
            PageCalls.Form(new { appId = app.Id }), call.Context, call.Db, call.Get<StartTrial>(), call.Get<CredentialForm>(), call.Get<CredentialView>(),
            call.Get<SubscriptionView>(), call.Get<IEnumerable<IAppType>>(), call.Stopped));
        busy = false;
        if (answer.Refusal is { } refusal)
        {
            Toasts.Refused(refusal);
            return;
        }
        chosen = null;
        Ask(("app", null));
        await LoadAsync();
        // One dialog after the other: the secrets are shown once, and nothing may close their dialog but its button.
        started = answer.Value;
    }

    private void Purchase(string code) => Ask(("app", null), ("panel", null), ("buy", code));

    /// <summary>Nothing of the secrets stays in the page.</summary>
    private Task ForgetAsync()
    {
        started = null;
        return LoadAsync();
    }

    private Task CloseAsync()
    {
        Ask(("buy", null));
        return LoadAsync();
    }
}
