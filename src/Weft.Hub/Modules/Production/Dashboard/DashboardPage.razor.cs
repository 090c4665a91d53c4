using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using Weft.Hub.Console;
using Weft.Hub.Console.Components;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production.Dashboard;

/// <summary>数据面板 (console-pages 2). Each card loads and fails by itself, and is tried again by itself.</summary>
public sealed partial class DashboardPage
{
    /// <summary>紧急 up to here, 预警 beyond (console-pages 2).</summary>
    private const int UrgentDays = 4;

    private static readonly string[] Ranges = ["day", "week", "month"];
    private static readonly string[] Codes = [ProductionPermissions.Dashboard];

    private static readonly (string Field, string Text, string? Class)[] LateColumns =
        [("orderNo", "orders.no", null), ("styleNo", "orders.styleno", null), ("quantity", "field.pieces", "num"), ("due", "orders.due", null), ("factory", "orders.factory", null)];

    private static readonly Kpi[] Kpis =
    [
        new("styles", Icons.Material.Outlined.Checkroom, "dashboard.unit.style", ReadDashboard.StylesAsync), new("ordered", Icons.Material.Outlined.Assignment, "unit.piece", ReadDashboard.OrderedAsync),
        new("cut", Icons.Material.Outlined.ContentCut, "unit.piece", ReadDashboard.CutAsync), new("moved", Icons.Material.Outlined.SwapVert, "unit.piece", ReadDashboard.MovedAsync),
    ];

    private readonly Dictionary<string, Part<PeriodCount>> cards = Kpis.ToDictionary(k => k.Key, _ => new Part<PeriodCount>(), StringComparer.Ordinal);
    private readonly Part<QualitySummary> quality = new();
    private readonly Part<OrderTrend> orderTrend = new();
    private readonly Part<ScanTrend> scanTrend = new();
    private readonly Part<DueOrders> late = new();
    private readonly Part<DueOrders> soon = new();
    private readonly Part<ActivityAnswer> activity = new();
    private QuickEntries? quick;
    private IReadOnlyList<string> orderLabels = [];
    private IReadOnlyList<string> scanLabels = [];
    private IReadOnlyList<Chart.Row> orderSeries = [];
    private IReadOnlyList<Chart.Row> scanSeries = [];

    [CascadingParameter]
    private SignedInPerson Person { get; set; } = null!;

    private string Range => Value("range") is "week" or "month" ? Value("range")! : "day";

    /// <summary>Three rows of the page at once, so that the sums of one are not waited for by the next; each part is shown as soon as it is there.</summary>
    protected override Task LoadAsync()
    {
        Func<Task>[] charts = [QualityAsync, OrderTrendAsync, ScanTrendAsync];
        Func<Task>[] lists = Person.User.May(ProductionPermissions.Orders) ? [LateAsync, SoonAsync, ActivityAsync] : [];
        return Task.WhenAll(InTurnAsync(Kpis.Select<Kpi, Func<Task>>(kpi => () => ReadAsync(kpi))), InTurnAsync(charts), InTurnAsync(lists));
    }

    private async Task InTurnAsync(IEnumerable<Func<Task>> parts)
    {
        foreach (var load in parts)
        {
            await load();
            StateHasChanged();
        }
    }

    private Task ReadAsync(Kpi kpi) => cards[kpi.Key].LoadAsync(() => RecentAsync(kpi.Key, call => kpi.Read(call.Context, call.Db, call.Clock, call.Stopped)));

    private Task<Answer<T>> RecentAsync<T>(string name, Func<PageCall, Task<Answer<T>>> read) =>
        Calls.RunAsync(Codes, call => call.Get<RecentFigures>().GetAsync(call.User, "dashboard." + name, [], () => read(call), call.Stopped));

    private Task QualityAsync() => quality.LoadAsync(() => Calls.RunAsync(Codes, call =>
        ReadDashboard.QualityAsync(PageCalls.Query("range", Range), call.Context, call.Db, call.Clock, call.Stopped)));

    private async Task OrderTrendAsync()
    {
        await orderTrend.LoadAsync(() => RecentAsync("trend", call => ReadTrends.OrdersAsync(call.Context, call.Db, call.Clock, call.Stopped)));
        if (orderTrend.Value is { } trend)
        {
            orderLabels = Labels(trend.Days);
            orderSeries = [new(T["dashboard.series.ordered"], "bar", trend.Ordered), new(T["dashboard.series.cut"], "line", trend.Cut)];
        }
    }

    private async Task ScanTrendAsync()
    {
        await scanTrend.LoadAsync(() => RecentAsync("scans", call => ReadTrends.ScansAsync(call.Context, call.Db, call.Clock, call.Stopped)));
        if (scanTrend.Value is { } trend)
        {
            scanLabels = Labels(trend.Days);
            scanSeries = [new(T["dashboard.series.scans"], "bar", trend.Scans), new(T["dashboard.series.scanned"], "line", trend.Scanned)];
        }
    }

    private Task LateAsync() => late.LoadAsync(() => Calls.RunAsync(Codes, call => ReadDashboard.OverdueAsync(
        PageCalls.Query(Value("late") is { } sort ? new Dictionary<string, string> { ["sort"] = sort } : []), call.Context, call.Db, call.Clock, call.Stopped)));

    private Task SoonAsync() => soon.LoadAsync(() => Calls.RunAsync(Codes, call => ReadDashboard.SoonAsync(call.Context, call.Db, call.Clock, call.Stopped)));

    private Task ActivityAsync() => activity.LoadAsync(() => Calls.RunAsync(Codes, call => ReadDashboard.ActivityAsync(call.Context, call.Db, call.Stopped)));

    private Task SetAsync() => quick?.SetAsync() ?? Task.CompletedTask;

    private static IReadOnlyList<string> Labels(IReadOnlyList<DateOnly> days) => [.. days.Select(d => d.ToString("MM-dd", CultureInfo.InvariantCulture))];

    private static string IconOf(string action) => action switch
    {
        "CREATE" or "PLACE" => Icons.Material.Outlined.Assignment,
        "CUT" or "TAKE_CUTTING" or "RETURN_CUTTING" => Icons.Material.Outlined.ContentCut,
        "INSPECT" or "RECHECK" => Icons.Material.Outlined.FactCheck,
        "WAREHOUSE" => Icons.Material.Outlined.Inventory2,
        "SHIP" or "BOOK" or "UPDATE_SHIPPING" or "RECEIVE" => Icons.Material.Outlined.LocalShipping,
        "COMPLETE" or "FORCE_COMPLETE" => Icons.Material.Outlined.TaskAlt,
        "CANCEL" or "SCRAP" => Icons.Material.Outlined.Block,
        _ => Icons.Material.Outlined.History,
    };

    /// <summary>One of the cards at the top.</summary>
    private sealed record Kpi(string Key, string Icon, string Unit, Func<HttpContext, HubDbContext, TimeProvider, CancellationToken, Task<Answer<PeriodCount>>> Read);
}
