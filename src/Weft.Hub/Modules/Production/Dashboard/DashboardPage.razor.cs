using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using Weft.Hub.Console;
using Weft.Hub.Console.Components;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Production.Dashboard;

/// <summary>数据面板 (console-pages 2). Each part loads and fails by itself.</summary>
public sealed partial class DashboardPage
{
    private static readonly string[] Ranges = ["day", "week", "month"];

    private static readonly (string Code, string Path, string Text, string Icon)[] Quick =
    [
        (ProductionPermissions.Orders, "/production", "orders.title", Icons.Material.Outlined.Assignment), (ProductionPermissions.Cutting, "/production/cutting", "cutting.title", Icons.Material.Outlined.ContentCut),
        (ProductionPermissions.Warehousing, "/production/warehousing", "inspect.title", Icons.Material.Outlined.FactCheck), (ProductionPermissions.FinishedGoods, "/warehouse/finished", "stock.title", Icons.Material.Outlined.Inventory2),
        (ProductionPermissions.Finance, "/finance/center", "finance.title", Icons.Material.Outlined.AccountBalanceWallet), (ProductionPermissions.Styles, "/style-info", "styles.title", Icons.Material.Outlined.Checkroom),
    ];

    private readonly Part<DashboardCards> cards = new();
    private readonly Part<QualitySummary> quality = new();
    private readonly Part<TrendAnswer> trends = new();
    private readonly Part<DueAnswer> due = new();
    private readonly Part<ActivityAnswer> activity = new();
    private IReadOnlyList<string> labels = [];
    private IReadOnlyList<Chart.Row> orderSeries = [];
    private IReadOnlyList<Chart.Row> scanSeries = [];

    [CascadingParameter]
    private SignedInPerson Person { get; set; } = null!;

    private string Range => Value("range") is "week" or "month" ? Value("range")! : "day";

    private IEnumerable<(string Key, string Icon, PeriodCount Count, string Unit)> Kpis => cards.Value is not { } value ? [] :
    [
        ("styles", Icons.Material.Outlined.Checkroom, value.Styles, "dashboard.unit.style"), ("ordered", Icons.Material.Outlined.Assignment, value.Ordered, "unit.piece"),
        ("cut", Icons.Material.Outlined.ContentCut, value.Cut, "unit.piece"), ("moved", Icons.Material.Outlined.SwapVert, value.Moved, "unit.piece"),
    ];

    protected override async Task LoadAsync()
    {
        string[] codes = [ProductionPermissions.Dashboard];
        await cards.LoadAsync(() => Calls.RunAsync(codes, call => ReadDashboard.CardsAsync(call.Context, call.Db, call.Clock, call.Stopped)));
        await quality.LoadAsync(() => Calls.RunAsync(codes, call =>
            ReadDashboard.QualityAsync(PageCalls.Query("range", Range), call.Context, call.Db, call.Clock, call.Stopped)));
        await trends.LoadAsync(() => Calls.RunAsync(codes, call => ReadTrends.HandleAsync(call.Context, call.Db, call.Clock, call.Stopped)));
        if (trends.Value is { } trend)
        {
            labels = [.. trend.Days.Select(d => d.ToString("MM-dd", CultureInfo.InvariantCulture))];
            orderSeries = [new(T["dashboard.series.ordered"], "bar", trend.Ordered), new(T["dashboard.series.cut"], "line", trend.Cut)];
            scanSeries = [new(T["dashboard.series.scans"], "bar", trend.Scans), new(T["dashboard.series.scanned"], "line", trend.Scanned)];
        }
        if (Person.User.May(ProductionPermissions.Orders))
        {
            await due.LoadAsync(() => Calls.RunAsync(codes, call => ReadDashboard.DueAsync(call.Context, call.Db, call.Clock, call.Stopped)));
            await activity.LoadAsync(() => Calls.RunAsync(codes, call => ReadDashboard.ActivityAsync(call.Context, call.Db, call.Stopped)));
        }
    }

    private static string Rate(decimal rate) => rate.ToString("0.0%", CultureInfo.InvariantCulture);
}
