using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using Weft.Hub.Console;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.AppStore.Credentials;

/// <summary>应用详情 (console-pages 4.2): one credential, with the tabs that other modules bring for it.</summary>
public sealed partial class AppPage
{
    private const string View = "MENU_TENANT_APP_VIEW";

    private CredentialAnswer? app;
    private Refusal? problem;
    private IReadOnlyList<AppTypeAnswer> types = [];
    private IReadOnlyList<Tab> tabs = [];
    private Tab? now;
    private CredentialActions? actions;

    [Parameter]
    public long Id { get; set; }

    [CascadingParameter]
    private SignedInPerson Person { get; set; } = null!;

    protected override async Task OnAddressAsync()
    {
        if (app?.Id != Id)
        {
            await LoadAsync();
        }
        tabs = app is null ? [] : Tab.Of("tenant-app", Person.User, app.AppType);
        now = tabs.FirstOrDefault(t => t.About.Name == Value("tab"));
    }

    private async Task LoadAsync()
    {
        problem = null;
        var answer = await Calls.RunAsync([View], call => ShowCredentials.GetAsync(Id, call.Db, call.Get<CredentialView>(), call.Stopped));
        (problem, app) = (answer.Refusal, answer.Refusal is null ? answer.Value : null);
        var known = await Calls.RunAsync([View], call => ShowCredentials.TypesAsync(
            call.Db, call.Get<StoreTenant>(), call.Get<IEnumerable<IAppType>>(), call.Get<IOptions<AppStoreOptions>>(), call.Clock, call.Stopped));
        types = known.Refusal is null ? known.Value : [];
    }
}
