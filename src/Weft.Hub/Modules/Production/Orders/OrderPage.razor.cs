using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using MudBlazor;
using Weft.Hub.Console;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.Production.Cutting;
using Weft.Hub.Modules.Production.Quality;
using Weft.Hub.Modules.Production.Reconciliations;
using Weft.Hub.Modules.Production.Shipments;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Files;

namespace Weft.Hub.Modules.Production.Orders;

/// <summary>One order (order-flow): what it is in tabs, each read when it is opened; also by <c>?orderId=</c>.</summary>
public sealed partial class OrderPage
{
    private readonly Part<OrderDetail> order = new();
    private readonly Part<OrderProcesses> stages = new();
    private readonly Part<PageOf<BundleAnswer>> bundles = new();
    private readonly Part<PageOf<InspectionRow>> quality = new();
    private readonly Part<PageOf<OutstockRow>> shipped = new();
    private readonly Part<ReconciliationPage> statements = new();

    [Parameter]
    public string? OrderNo { get; set; }

    [CascadingParameter]
    private SignedInPerson Person { get; set; } = null!;

    private string Tab => Value("tab") ?? "about";

    /// <summary>What other modules know of the order.</summary>
    private IReadOnlyList<Console.Tab> Brought => Console.Tab.Of("order", Person.User);

    private Console.Tab? Opened => Brought.FirstOrDefault(t => t.About.Name == Tab);

    private (string Key, string Text, string? Address)[] Shown =>
        [.. Own.SkipLast(1), .. Brought.Select(t => (t.About.Name, T[t.About.Title], (string?)AddressOf(t.About.Name))), Own[^1]];

    private (string Key, string Text, string? Address)[] Own =>
        [.. new (string Key, string? Code)[]
        {
            ("about", null), ("lines", null), ("bundles", ProductionPermissions.Cutting), ("quality", ProductionPermissions.Warehousing),
            ("ship", ProductionPermissions.FinishedGoods), ("money", ProductionPermissions.Finance), ("history", null),
        }.Where(tab => tab.Code is null || Person.User.May(tab.Code)).Select(tab => (tab.Key, T["order.tab." + tab.Key], (string?)AddressOf(tab.Key)))];

    protected override async Task LoadAsync()
    {
        OrderNo ??= Value("orderNo") ?? await NumberAsync(Value("orderId"));
        var number = OrderNo ?? "";
        await order.LoadAsync(() => Calls.RunAsync([ProductionPermissions.Orders], call => ReadOrder.HandleAsync(number, call.Context, call.Db, call.Get<FileLinks>(), call.Clock, call.Stopped)));
        if (order.Problem is not null)
        {
            return;
        }
        var query = PageCalls.Query("orderNo", number);
        switch (Tab)
        {
            case "bundles":
                await bundles.LoadAsync(() => Calls.RunAsync([ProductionPermissions.Cutting], call =>
                    ListCutting.BundlesAsync(query, call.Context, call.Db, call.Get<FileLinks>(), call.Get<TenantSettings>(), call.Stopped)));
                break;
            case "quality":
                await quality.LoadAsync(() => Calls.RunAsync([ProductionPermissions.Warehousing], call => ListInspections.HandleAsync(query, call.Context, call.Db, call.Get<FileLinks>(), call.Stopped)));
                break;
            case "ship":
                await shipped.LoadAsync(() => Calls.RunAsync([ProductionPermissions.FinishedGoods], call => ListOutstocks.HandleAsync(query, call.Context, call.Db, call.Stopped)));
                break;
            case "money":
                await statements.LoadAsync(() => Calls.RunAsync([ProductionPermissions.Finance], call => ListReconciliations.HandleAsync(query, call.Context, call.Db, call.Stopped)));
                break;
            default:
                await stages.LoadAsync(() => Calls.RunAsync([ProductionPermissions.Orders], call => ReadProcesses.HandleAsync(number, call.Context, call.Db, call.Stopped)));
                break;
        }
    }

    private async Task ProcessAsync(string stage)
    {
        await Dialogs.AskAsync(T["process.title"] + " · " + OrderNo, new DialogParameters<ProcessDialog> { { d => d.OrderNo, OrderNo ?? "" }, { d => d.Stage, stage }, { d => d.Person, Person } }, 2);
        await ReloadAsync();
    }

    private string AddressOf(string tab) =>
        "/production/order-flow/" + Uri.EscapeDataString(OrderNo ?? "") + (tab == "about" ? "" : "?tab=" + tab);

    private async Task<string?> NumberAsync(string? id)
    {
        if (!long.TryParse(id, CultureInfo.InvariantCulture, out var wanted))
        {
            return null;
        }
        var found = await Calls.RunAsync<string>([ProductionPermissions.Orders], async call =>
            await call.Db.Set<ProductionOrder>().Where(OrderReach.Of(call.User).Filter(call.Db)).Where(o => o.Id == wanted).Select(o => o.OrderNo).FirstOrDefaultAsync(call.Stopped) ?? "");
        return found.Refusal is null ? found.Value : null;
    }
}
