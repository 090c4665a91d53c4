using MudBlazor;
using Weft.Hub.Console;
using Weft.Hub.Modules.Production;
using Weft.Hub.Modules.Webhooks;

namespace Weft.Hub.Modules.Tracing;

/// <summary>The whole story behind a number, day by day: what <see cref="TraceNumber"/> answers, to be read.</summary>
public sealed partial class TracePage
{
    private readonly Part<TraceNumber.Response> story = new();
    private string? number;

    protected override async Task LoadAsync()
    {
        number = Value("number");
        if (number is { } wanted)
        {
            await story.LoadAsync(() => Calls.RunAsync([TraceNumber.Orders], call =>
                TraceNumber.HandleAsync(wanted, PageCalls.Query(Asked), call.Context, call.Get<OrderTrace>(), call.Get<DeliveryTrace>(), call.Stopped)));
        }
    }

    private string Name(TraceNumber.Entry e) => e.Kind switch
    {
        "EVENT" => T["trace.told", T.Word("event", e.Action)],
        "STOCK" => T.Word("tracestock", e.Action),
        "SCAN" => T["trace.scan", e.ProcessName ?? ""],
        _ => T.Word("timeline", e.Action),
    };

    private string Detail(TraceNumber.Entry e)
    {
        List<string?> parts =
        [
            e.OperatorName, e.BundleNo is { } bundle ? T["trace.bundle", bundle] : null, e.SkuCode, e.Color is null ? null : $"{e.Color} {e.Size}",
            e.QualifiedQuantity is { } good ? T["trace.found", good, e.UnqualifiedQuantity ?? 0] : e.Quantity is { } pieces ? T["unit.pieces", Texts.Number(pieces)] : null,
            e.Balance is { } balance ? T["trace.balance", Texts.Number(balance)] : null, e.Warehouse, e.Source == "OPENAPI" ? "OpenAPI" : null, T.Note(e.Action, e.Remark),
        ];
        return string.Join(" · ", parts.Where(p => !string.IsNullOrEmpty(p)));
    }

    private static string? Look(TraceNumber.Entry e) => e.Delivery?.State == "DEAD" || e.UnqualifiedQuantity > 0 ? "bad" : e.Kind == "EVENT" ? "told" : null;

    private static string IconOf(string kind) => kind switch
    {
        "SCAN" => Icons.Material.Outlined.QrCodeScanner,
        "INSPECTION" => Icons.Material.Outlined.FactCheck,
        "WAREHOUSING" => Icons.Material.Outlined.Warehouse,
        "STOCK" => Icons.Material.Outlined.Inventory2,
        "OUTSTOCK" => Icons.Material.Outlined.LocalShipping,
        "RECONCILIATION" => Icons.Material.Outlined.AccountBalanceWallet,
        "EVENT" => Icons.Material.Outlined.CloudUpload,
        _ => Icons.Material.Outlined.Assignment,
    };

    private static string Tone(OrderStatus status) => status switch
    {
        OrderStatus.Pending => "wait",
        OrderStatus.Production => "busy",
        OrderStatus.Completed => "good",
        _ => "calm",
    };
}
