using System.Globalization;
using Microsoft.AspNetCore.Components;
using Weft.Hub.Console;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Webhooks.Deliveries;

/// <summary>推送记录 of one app (console-pages 4.2): states, attempts, and sending again, one or many.</summary>
public sealed partial class DeliveriesTab
{
    private const string Manage = "MENU_TENANT_APP_MANAGE";

    private string? order;
    private GetDelivery.Response? shown;
    private RecoveryBar? bar;

    /// <summary>The credential.</summary>
    [Parameter]
    public long Id { get; set; }

    protected override IReadOnlyList<string> Selections => ["delivery"];

    protected override async Task<Answer<PageOf<DeliveryRow>>> ReadAsync()
    {
        order = Value("orderNo");
        var rows = await Calls.RunAsync([Manage], call => ListDeliveries.HandleAsync(
            Id, PageCalls.Query(Asked), call.Context, call.Db, call.Get<CredentialDirectory>(), call.Stopped));
        // An open drawer shows what became of its delivery meanwhile.
        await OnSelectedAsync();
        return rows;
    }

    protected override async Task OnSelectedAsync()
    {
        if (!long.TryParse(Value("delivery"), CultureInfo.InvariantCulture, out var id))
        {
            shown = null;
            return;
        }
        var answer = await Calls.RunAsync([Manage], call => GetDelivery.HandleAsync(id, call.Context, call.Db, call.Stopped));
        shown = answer.Refusal is null && answer.Value.TenantAppId == Id ? answer.Value : null;
    }

    private async Task ResendAsync(long id)
    {
        var answer = await Calls.RunAsync([Manage], call => ResendDelivery.HandleAsync(id, call.Db, call.Get<DeliveryResend>(), call.Get<Audit>(), call.Stopped));
        if (answer.Refusal is { } refusal)
        {
            Toasts.Refused(refusal);
            return;
        }
        Toasts.Done(T["delivery.resent", answer.Value.EventId]);
        await ReloadAsync();
    }
}
