using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Weft.Hub.Console;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Gateway.Calls;

/// <summary>日志查询 (console-pages 4.3): filters and export are those of <see cref="ListCalls"/>; a row's drawer says what went wrong.</summary>
public sealed partial class LogsTab
{
    private const string View = "MENU_TENANT_APP_VIEW";

    private static readonly string[] Results = ["SUCCESS", "FAILED", "ERROR"];

    private List<(long Id, string Name)> apps = [];
    private string? code;
    private string? path;
    private string? request;
    private string? order;
    private CallShown? shown;
    private TenantTime time = TenantTime.For(null);
    private DateOnly today;

    [CascadingParameter]
    private SignedInPerson Person { get; set; } = null!;

    protected override IReadOnlyList<string> Selections => ["call"];

    /// <summary>The list's own default is seven days.</summary>
    private string First => Value("from") ?? today.AddDays(-7).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string Export => QueryHelpers.AddQueryString("/api/system/tenant-app/logs/export", DayFilters.Of(Asked, time).Where(f => f.Key is not ("page" or "size" or "call" or "tab")).ToDictionary(f => f.Key, f => (string?)f.Value));

    protected override async Task<Answer<PageOf<CallLine>>> ReadAsync()
    {
        time = TenantTime.For(Person.User.TimeZone);
        (code, path, request, order) = (Value("responseCode"), Value("path"), Value("requestId"), Value("orderNo"));
        return await Calls.RunAsync([View], async call =>
        {
            today = time.Day(call.Clock.UtcNow());
            apps = [];
            foreach (var type in call.Get<IEnumerable<IAppType>>())
            {
                apps.AddRange((await call.Get<CredentialDirectory>().ListAsync(call.User.TenantId!.Value, type.Code, call.Stopped)).Select(c => (c.Id, c.AppName)));
            }
            return await ListCalls.HandleAsync(PageCalls.Query(DayFilters.Of(Asked, time)), call.Context, call.Db, call.Get<TenantDirectory>(), call.Clock, call.Stopped);
        });
    }

    protected override async Task OnSelectedAsync()
    {
        if (!long.TryParse(Value("call"), CultureInfo.InvariantCulture, out var id))
        {
            shown = null;
            return;
        }
        var answer = await Calls.RunAsync([View], call => GetCall.HandleAsync(id, call.Db, call.Stopped));
        shown = answer.Refusal is null ? answer.Value : null;
        if (answer.Refusal is { } refusal)
        {
            Toasts.Refused(refusal);
        }
    }

    private void Search() => Ask(("responseCode", code?.Trim()), ("path", path?.Trim()), ("requestId", request?.Trim()), ("orderNo", order?.Trim()));

    private static string ToneOf(string result) => result switch { "SUCCESS" => "good", "FAILED" => "wait", _ => "bad" };
}
