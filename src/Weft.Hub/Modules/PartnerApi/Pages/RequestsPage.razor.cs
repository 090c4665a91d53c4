using System.Globalization;
using Microsoft.AspNetCore.Components;
using Weft.Hub.Console;
using Weft.Hub.Modules.PartnerApi.Console;
using Weft.Hub.Modules.PartnerApi.Reference;
using Weft.Hub.Modules.PartnerApi.Requests;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.PartnerApi.Pages;

/// <summary>API请求 (scm-partner-api 14): what partners sent, how far it is, and which of it waits for a person.</summary>
public sealed partial class RequestsPage
{
    private IReadOnlyList<SystemRow> systems = [];
    private long waiting;
    private string? requestId;

    [CascadingParameter]
    private SignedInPerson Person { get; set; } = null!;

    [Inject]
    private FunctionReference Reference { get; set; } = null!;

    protected override async Task<Answer<PageOf<RequestRow>>> ReadAsync()
    {
        requestId = Value("requestId");
        var filters = DayFilters.Of(Asked, TenantTime.For(Person.User.TimeZone));
        return await Calls.RunAsync([PartnerPermissions.Requests], async call =>
        {
            var known = await SystemSlices.ListAsync(PageCalls.Form(new { size = 100 }), call.Db, call.Stopped);
            systems = known.Refusal is null ? known.Value.Records : [];
            var attention = await RequestSlices.AttentionAsync(call.Db, call.Clock, call.Stopped);
            waiting = attention.Refusal is null ? attention.Value.Count : 0;
            return await RequestSlices.ListAsync(PageCalls.Query(filters), call.Context, call.Db, call.Clock, call.Stopped);
        });
    }

    private static bool MayProcess(RequestRow request) =>
        request.State is RequestState.Waiting or RequestState.Again or RequestState.Failed || (request is { State: RequestState.Done, ResultCode: "7" } && !IsAction(request.FunctionCode));

    private static bool IsAction(string code) => code.StartsWith("API290", StringComparison.Ordinal);

    internal static string Moment(DateTimeOffset? at) => at?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "—";

    private async Task ProcessAsync(RequestRow request)
    {
        await RequestProcessing.AskAsync(Dialogs, Calls, Toasts, T, request);
        await ReloadAsync();
    }
}
