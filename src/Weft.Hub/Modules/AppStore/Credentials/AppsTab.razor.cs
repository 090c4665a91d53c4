using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using Weft.Hub.Console;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.AppStore.Credentials;

/// <summary>我的应用 (console-pages 4.2): the tenant's credentials.</summary>
public sealed partial class AppsTab
{
    private const string View = "MENU_TENANT_APP_VIEW";

    private string? keyword;
    private ShowCredentials.Stats? stats;
    private AppTypeAnswer[] types = [];
    private CredentialActions? actions;

    [CascadingParameter]
    private SignedInPerson Person { get; set; } = null!;

    private bool MayManage => Person.User.May("MENU_TENANT_APP_MANAGE");

    private bool MaySecret => Person.User.May("MENU_TENANT_APP_SECRET");

    protected override async Task<Answer<PageOf<CredentialAnswer>>> ReadAsync()
    {
        keyword = Value("keyword");
        var figures = await Calls.RunAsync([View], call => ShowCredentials.StatsAsync(call.Db, call.Get<CredentialFigures>(), call.Clock, call.Stopped));
        stats = figures.Refusal is null ? figures.Value : null;
        var known = await Calls.RunAsync([View], call => ShowCredentials.TypesAsync(
            call.Db, call.Get<StoreTenant>(), call.Get<IEnumerable<IAppType>>(), call.Get<IOptions<AppStoreOptions>>(), call.Clock, call.Stopped));
        types = known.Refusal is null ? known.Value : [];
        return await Calls.RunAsync([View], call => ShowCredentials.ListAsync(PageCalls.Query(Asked), call.Db, call.Get<CredentialView>(), call.Clock, call.Stopped));
    }

    private void Search() => Ask(("keyword", keyword?.Trim()));

    private string? IconOf(string appType) => types.FirstOrDefault(t => t.AppType == appType)?.Icon;

    private static string Link(CredentialAnswer app) => $"/system/tenant-management/apps/{app.Id}";
}
