using Microsoft.AspNetCore.Components;
using Weft.Hub.Console;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Production.Orders;

/// <summary>关单, 取消 and 报废 of one order; the rules are those of <see cref="EndOrder"/>.</summary>
public sealed partial class EndOrderDialog
{
    public const string Complete = "complete";
    public const string Cancel = "cancel";
    public const string Scrap = "scrap";

    private string? reason;
    private bool force;
    private decimal? threshold;

    [Parameter, EditorRequired]
    public OrderRow Order { get; set; } = null!;

    [Parameter, EditorRequired]
    public string Action { get; set; } = "";

    [Parameter]
    public bool MayForce { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (Action == Complete)
        {
            var read = await Calls.RunAsync<decimal>(
                [Code], async call => (await call.Get<TenantSettings>().ProductionAsync(call.Db.FilterTenant, call.Stopped)).CompletionThreshold);
            threshold = read.Refusal is null ? read.Value : null;
        }
    }

    private async Task<Refusal?> SaveAsync()
    {
        var fields = PageCalls.Form(new { reason = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim(), force = force ? true : (bool?)null, version = Order.Version });
        var answer = await Calls.RunAsync([Code], call => Action switch
        {
            Complete => EndOrder.CompleteAsync(Order.OrderNo, fields, call.Context, call.Get<CompleteOrder>(), call.Db, call.Stopped),
            Cancel => EndOrder.CancelAsync(Order.OrderNo, fields, call.Context, call.Get<CancelOrder>(), call.Db, call.Stopped),
            _ => EndOrder.ScrapAsync(Order.OrderNo, fields, call.Context, call.Get<ScrapOrder>(), call.Db, call.Stopped),
        });
        if (answer.Refusal is null)
        {
            Toasts.Done(T["orders.done", Order.OrderNo, T["orderstatus." + answer.Value.Status.Code()]]);
        }
        return answer.Refusal;
    }

    private string Code => Action switch
    {
        Complete => ProductionPermissions.OrderComplete,
        Cancel => ProductionPermissions.OrderCancel,
        _ => ProductionPermissions.OrderScrap,
    };
}
