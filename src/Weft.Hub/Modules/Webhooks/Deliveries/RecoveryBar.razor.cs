using System.Globalization;
using Microsoft.AspNetCore.Components;
using Weft.Hub.Console;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.Webhooks.Recoveries;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Webhooks.Deliveries;

/// <summary>批量补推 of one app: asks what is to be sent again, and shows how far it has come, also of one that was started elsewhere.</summary>
public sealed partial class RecoveryBar
{
    public static readonly string[] Types = ["ORDER_STATUS", "QUALITY_RESULT", "LOGISTICS_UPDATE", "RECONCILIATION_CREATED", "PING"];

    private const string Manage = "MENU_TENANT_APP_MANAGE";

    private static readonly string[] Again = ["DEAD", "SKIPPED", "RETRYING", "DELIVERED"];
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource gone = new();
    private readonly HashSet<string> types = [];
    private readonly HashSet<string> states = ["DEAD", "SKIPPED"];
    private StartRecovery.Response? running;
    private bool asking;
    private DateOnly? from;
    private DateOnly? to;

    /// <summary>The credential.</summary>
    [Parameter]
    public long Id { get; set; }

    [Parameter]
    public EventCallback Ended { get; set; }

    [Inject]
    internal PageCalls Calls { get; set; } = null!;

    [Inject]
    internal Texts T { get; set; } = null!;

    [Inject]
    internal Toasts Toasts { get; set; } = null!;

    public void Ask()
    {
        asking = true;
        StateHasChanged();
    }

    protected override async Task OnInitializedAsync()
    {
        var answer = await Calls.RunAsync([Manage], async call =>
        {
            from ??= TenantTime.For(call.User.TimeZone).Day(call.Clock.UtcNow()).AddDays(-7);
            return await ReadRecoveries.PageAsync(Id, PageCalls.Form(new { page = 1, size = 1 }), call.Context, call.Db, call.Get<CredentialDirectory>(), call.Stopped);
        });
        if (answer.Refusal is null && answer.Value.Records is [{ State: "RUNNING" } last])
        {
            running = last;
            _ = FollowAsync(last.Id);
        }
    }

    private async Task<Refusal?> StartAsync()
    {
        var answer = await Calls.RunAsync([Manage], call =>
        {
            var time = TenantTime.For(call.User.TimeZone);
            return StartRecovery.HandleAsync(
                Id, PageCalls.Form(new
                {
                    from = from is { } first ? Text(time.StartOf(first)) : null, to = to is { } last ? Text(time.StartOf(last.AddDays(1))) : null,
                    types = types.Count == 0 ? null : types.ToArray(), states = states.ToArray(),
                }),
                call.Context, call.Db, call.Get<CredentialDirectory>(), call.Get<Audit>(), call.Get<RecoverySignal>(), call.Clock, call.Stopped);
        });
        if (answer.Refusal is null)
        {
            running = answer.Value;
            _ = FollowAsync(answer.Value.Id);
        }
        return answer.Refusal;
    }

    /// <summary>Looks every second until it has ended; the worker goes on whether somebody looks or not.</summary>
    private async Task FollowAsync(long recoveryId)
    {
        try
        {
            while (running is { State: "RUNNING" })
            {
                await Task.Delay(Look, TimeProvider.System, gone.Token);
                var answer = await Calls.RunAsync([Manage], call => ReadRecoveries.OneAsync(Id, recoveryId, call.Context, call.Db, call.Stopped));
                running = answer.Refusal is null ? answer.Value : null;
                await InvokeAsync(StateHasChanged);
            }
            await InvokeAsync(Ended.InvokeAsync);
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private async Task CancelAsync()
    {
        var answer = await Calls.RunAsync([Manage], call => CancelRecovery.HandleAsync(Id, running!.Id, call.Context, call.Db, call.Get<Audit>(), call.Clock, call.Stopped));
        if (answer.Refusal is { } no)
        {
            Toasts.Refused(no);
        }
    }

    private static void Toggle(HashSet<string> set, string value, bool wanted) => _ = wanted ? set.Add(value) : set.Remove(value);

    private static string Text(DateTime utc) => utc.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }
}
