using System.Globalization;
using Microsoft.AspNetCore.Components;
using Weft.Hub.Console;
using Weft.Hub.Console.Components;
using Weft.Hub.Modules.Production.Reconciliations;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Files;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Orders;

/// <summary>工序详情 (console-pages 5): stages and processes with quantities, times and people; prices while the order is pending, material until it ends.</summary>
public sealed partial class ProcessDialog
{
    private readonly Part<OrderProcesses> part = new();
    private readonly Dictionary<string, decimal> prices = new(StringComparer.Ordinal);
    private IReadOnlyList<Timeline.Line> history = [];
    private int? arrival;
    private bool confirmed;
    private FormDialog? form;

    /// <summary>Who looks: a dialog stands outside the page, and is told.</summary>
    [Parameter, EditorRequired]
    public SignedInPerson Person { get; set; } = null!;

    [Parameter, EditorRequired]
    public string OrderNo { get; set; } = "";

    /// <summary>The stage that is looked at; empty for all.</summary>
    [Parameter]
    public string Stage { get; set; } = "";

    private bool MayEdit => part.Value is { Editable: true } && Person.User.FactoryId is null && Person.User.May(ProductionPermissions.OrderEdit);

    private bool IsChanged => part.Value?.Processes.Any(p => prices.TryGetValue(p.Name, out var price) && price != p.UnitPrice) == true;

    private List<StageRow> Stages => [.. (part.Value?.Stages ?? []).Where(s => Stage.Length == 0 || s.Progress.Stage == Stage)];

    private List<ProcessRow> Processes => [.. (part.Value?.Processes ?? []).Where(p => Stage.Length == 0 || p.Stage == Stage)];

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        string[] codes = [ProductionPermissions.Orders];
        await part.LoadAsync(() => Calls.RunAsync(codes, call => ReadProcesses.HandleAsync(OrderNo, call.Context, call.Db, call.Stopped)));
        (arrival, confirmed) = (part.Value?.MaterialArrivalRate, part.Value?.ProcurementConfirmed == true);
        var order = await Calls.RunAsync(codes, call => ReadOrder.HandleAsync(OrderNo, call.Context, call.Db, call.Get<FileLinks>(), call.Clock, call.Stopped));
        history = order.Refusal is null ? [.. order.Value.Timeline.Select(e => new Timeline.Line(e.Action, e.Time, e.OperatorName, e.Remark))] : [];
    }

    private bool Has(string stage) => part.Value?.Stages.Any(s => s.Progress.Stage == stage) == true;

    private string PriceOf(ProcessRow row) => (prices.TryGetValue(row.Name, out var price) ? price : row.UnitPrice ?? 0).ToString("0.####", CultureInfo.InvariantCulture);

    private void Price(ProcessRow row, string? text)
    {
        if (decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var price))
        {
            prices[row.Name] = price;
        }
        else
        {
            prices.Remove(row.Name);
        }
    }

    private static string People(IReadOnlyList<string> names) => names.Count == 0 ? "—" : string.Join("、", names);

    private async Task<Refusal?> SaveAsync()
    {
        var seen = part.Value!;
        var fields = PageCalls.Form(new
        {
            seen.Version,
            Processes = seen.Processes.Select(p => new { p.Code, p.Name, p.Stage, UnitPrice = prices.TryGetValue(p.Name, out var price) ? price : p.UnitPrice, p.SortOrder }).ToList(),
        });
        var answer = await Calls.RunAsync([ProductionPermissions.OrderEdit], call => EditOrder.HandleAsync(
            OrderNo, fields, call.Context, call.Get<OrderStatements>(), call.Db, call.Get<Actor>(), call.Clock, call.Stopped));
        if (answer.Refusal is null)
        {
            Toasts.Done(T["orders.saved", OrderNo]);
        }
        return answer.Refusal;
    }

    private async Task SyncAsync()
    {
        var done = await Dialogs.ConfirmAsync(T["process.sync"] + " · " + OrderNo, T["process.sync.text"], T["process.sync"], async _ =>
            (await Calls.RunAsync([ProductionPermissions.OrderEdit], call =>
                SyncProcesses.HandleAsync(OrderNo, PageCalls.Form(new { part.Value!.Version }), call.Context, call.Db, call.Get<Actor>(), call.Clock, call.Stopped))).Refusal, isHarmless: true);
        if (done)
        {
            prices.Clear();
            Toasts.Done(T["process.synced"]);
        }
        await LoadAsync();
    }

    private async Task MaterialAsync()
    {
        var answer = await Calls.RunAsync([ProductionPermissions.OrderEdit], call => ReceiveMaterial.HandleAsync(
            OrderNo, PageCalls.Form(new { MaterialArrivalRate = arrival, ProcurementConfirmed = confirmed }), call.Context, call.Db, call.Get<OrderProgress>(), call.Get<Actor>(), call.Clock, call.Stopped));
        if (answer.Refusal is { } refusal)
        {
            Toasts.Refused(refusal);
            return;
        }
        Toasts.Done(T["orders.saved", OrderNo]);
        if (!IsChanged)
        {
            form?.Kept();
        }
        await LoadAsync();
    }
}
