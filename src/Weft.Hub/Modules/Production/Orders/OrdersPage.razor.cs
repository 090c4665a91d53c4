using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using Weft.Hub.Console;
using Weft.Hub.Modules.Production.Factories;
using Weft.Hub.Modules.Production.Reconciliations;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Files;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Orders;

/// <summary>生产订单 (console-pages 5): the list; filters, order and page are those of <see cref="ListOrders"/>.</summary>
public sealed partial class OrdersPage
{
    /// <summary>Names the list's columns among a user's settings.</summary>
    public const string ColumnsName = "orders";

    private const string List = "/api/production/orders";

    private static readonly string[] Statuses = ["pending", "production", "overdue", "completed", "cancelled", "scrapped"];

    /// <summary>Filters without a field of their own on the page: they come with a link from elsewhere.</summary>
    private static readonly Dictionary<string, string> ChipNames = new() { ["orderNo"] = "orders.no", ["styleNo"] = "orders.styleno" };

    private readonly Part<OrderSummaryAnswer> cards = new();
    private readonly Picks picks = new();
    private Columns<OrderRow> columns = null!;
    private IReadOnlyList<FactoryRow> factories = [];
    private IReadOnlyList<OrderSource> sources = [];
    private string? keyword;
    private DateOnly today;

    [CascadingParameter]
    private SignedInPerson Person { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private string Today => today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private bool IsCards => Value("view") == "cards";

    private bool MayPick => Person.User.May(ProductionPermissions.OrderComplete) || Person.User.May(Platform.Sheets.Exports.Permission);

    private string PickedLink => List + "/export?orderNos=" + string.Join(',', picks.Numbers);

    protected override async Task OnInitializedAsync()
    {
        columns = new Columns<OrderRow>(ColumnsName, All);
        await columns.LoadAsync(Calls);
        var found = await Calls.RunAsync([ProductionPermissions.Orders], call => ListFactories.HandleAsync(PageCalls.Query("status", "active"), call.Context, call.Db, call.Stopped));
        factories = found.Refusal is null ? found.Value.Records : [];
        var apps = await Calls.RunAsync([ProductionPermissions.Orders], call => ReadSources.HandleAsync(call.Context, call.Get<IEnumerable<IOrderSources>>(), call.Stopped));
        sources = apps.Refusal is null ? apps.Value : [];
    }

    protected override async Task<Answer<PageOf<OrderRow>>> ReadAsync()
    {
        keyword = Value("keyword");
        picks.Follow(Asked);
        today = TenantTime.For(Person.User.TimeZone).Day(Clock.GetUtcNow().UtcDateTime);
        return await Calls.RunAsync([ProductionPermissions.Orders], call =>
            ListOrders.HandleAsync(PageCalls.Query(Asked), call.Context, call.Db, call.Get<FileLinks>(), call.Clock, call.Stopped));
    }

    /// <summary>The rows do not wait for the cards, nor the cards for the rows.</summary>
    protected override Task LoadAsync() => Task.WhenAll(base.LoadAsync(), CardsAsync());

    private async Task CardsAsync()
    {
        string[] beside = ["view", "page", "size", "sort"];
        await cards.LoadAsync(() => Calls.RunAsync([ProductionPermissions.Orders], call => call.Get<RecentFigures>().GetAsync(
            call.User, "orders", Asked.Where(a => !beside.Contains(a.Key)), () => OrderSummary.HandleAsync(PageCalls.Query(Asked), call.Context, call.Db, call.Clock, call.Stopped), call.Stopped)));
        StateHasChanged();
    }

    /// <summary>How the rows are shown changes nothing of what is read.</summary>
    protected override IReadOnlyList<string> Selections => ["view"];

    /// <summary>来源 is the console, any application, or one of them.</summary>
    private void AskSource(string? wanted)
    {
        var isApp = long.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out _);
        Ask(("source", isApp ? null : wanted), ("sourceAppId", isApp ? wanted : null));
    }

    private async Task ProcessAsync(OrderRow order, string stage)
    {
        await Dialogs.AskAsync(T["process.title"] + " · " + order.OrderNo, new DialogParameters<ProcessDialog> { { d => d.OrderNo, order.OrderNo }, { d => d.Stage, stage }, { d => d.Person, Person } }, 2);
        await ReloadAsync();
    }

    private void Pick(string number, bool on) => TellOf(picks.Set(number, on));

    private void PickAll(bool on) => TellOf(picks.SetAll(Rows!.Records.Select(o => o.OrderNo), on));

    private void TellOf(bool found)
    {
        if (!found)
        {
            Toasts.Wrong(T["list.mostpicked", Picks.Most]);
        }
    }

    /// <summary>关单 of what is ticked: each by itself, with one line of result per order.</summary>
    private async Task CompleteAsync()
    {
        var numbers = picks.Numbers;
        BatchEndAnswer? result = null;
        var confirmed = await Dialogs.ConfirmAsync(T["orders.complete"], T["orders.batch.text", numbers.Count], T["orders.complete"], async reason =>
        {
            var answer = await Calls.RunAsync([ProductionPermissions.OrderComplete], call =>
                CompleteOrders.HandleAsync(PageCalls.Form(new { OrderNos = numbers, reason }), call.Context, call.Get<CompleteOrder>(), call.Db, call.Stopped));
            result = answer.Refusal is null ? answer.Value : null;
            return answer.Refusal;
        }, reason: false, isHarmless: true);
        if (confirmed && result is { } done)
        {
            picks.Clear();
            var lines = done.Results.Select(l => new BatchDialog.Line(l.OrderNo, l.Success, l.Message)).ToList();
            await Dialogs.AskAsync(T["orders.batch.done", done.SuccessCount, done.FailedCount], new DialogParameters<BatchDialog> { { d => d.Lines, lines }, { d => d.Label, T["orders.no"] } });
        }
        await ReloadAsync();
    }

    private async Task NewAsync()
    {
        if (await Dialogs.AskAsync(T["orders.new"], new DialogParameters<NewOrderDialog>(), 2))
        {
            await ReloadAsync();
        }
    }

    private string? Count(Func<OrderSummaryAnswer, long> of) => cards.Value is { } value ? Texts.Number(of(value)) : null;

    private string? Pieces(Func<OrderSummaryAnswer, long> of) => cards.Value is { } value ? T["unit.pieces", Texts.Number(of(value))] : null;

    private void Search() => Ask(("keyword", keyword?.Trim()));

    /// <summary>How many days are left, or how many the order is late; nothing for orders that have ended.</summary>
    private string? Left(OrderRow order) => order.Status.IsFinal() || (order.PlannedEndDate ?? order.ExpectedShipDate) is not { } due ? null
        : due < today ? T["orders.late", today.DayNumber - due.DayNumber]
        : T["orders.left", due.DayNumber - today.DayNumber];

    private static string Link(OrderRow order) => "/production/order-flow/" + Uri.EscapeDataString(order.OrderNo);
}
