using Microsoft.AspNetCore.Components;
using MudBlazor;
using Weft.Hub.Console;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.Production.Stock;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Files;

namespace Weft.Hub.Modules.Production.Shipments;

/// <summary>成品仓库 (console-pages 8): what is there, and what went out.</summary>
public sealed partial class FinishedPage
{
    private static readonly Dictionary<string, string> ChipNames = new() { ["orderNo"] = "orders.no", ["styleNo"] = "orders.styleno", ["outstockNo"] = "outstock.no" };

    private readonly Part<StockSummaryAnswer> sums = new();
    private readonly Part<PageOf<SkuRow>> skus = new();
    private readonly Part<PageOf<GoodsRow>> goods = new();
    private readonly Part<PageOf<OutstockRow>> outstocks = new();
    private IReadOnlyDictionary<string, PushState> pushes = PushReads.None;
    private IReadOnlyList<string> warehouses = [];
    private string? keyword;

    [CascadingParameter]
    private SignedInPerson Person { get; set; } = null!;

    private bool SeesPushes => Person.User.FactoryId is null;

    private string Tab => Value("tab") == "outstock" ? "outstock" : "stock";

    /// <summary>By SKU, whichever order it came from; otherwise by order and style.</summary>
    private bool IsBySku => Value("view") == "sku";

    /// <summary>Those of the dictionary, and the one that the address asks for.</summary>
    private IEnumerable<string> Warehouses => Value("warehouse") is { } asked && !warehouses.Contains(asked) ? [.. warehouses, asked] : warehouses;

    private (string Key, string Text, string? Address)[] TabItems =>
        [("stock", T["stock.tab.stock"], "/warehouse/finished"), ("outstock", T["stock.tab.outstock"], "/warehouse/finished?tab=outstock")];

    protected override async Task OnInitializedAsync()
    {
        var read = await Calls.RunAsync<string[]>([ProductionPermissions.FinishedGoods], async call => (await DictLabels.ReadAsync(call.Db, "warehouse", call.Stopped)).ToArray());
        warehouses = read.Refusal is null ? read.Value : [];
    }

    protected override async Task LoadAsync()
    {
        keyword = Value("keyword");
        string[] codes = [ProductionPermissions.FinishedGoods];
        // The records have other filters: above them the cards show the whole stock.
        var counted = PageCalls.Query(Tab == "stock" ? Asked : new Dictionary<string, string>());
        await sums.LoadAsync(() => Calls.RunAsync(codes, call => Tab == "stock" && !IsBySku
            ? ListGoods.SummaryAsync(counted, call.Context, call.Db, call.Stopped)
            : StockSummary.HandleAsync(counted, call.Context, call.Db, call.Stopped)));
        var query = PageCalls.Query(Asked);
        if (Tab == "outstock")
        {
            await outstocks.LoadAsync(() => Calls.RunAsync(codes, async call =>
            {
                var rows = await ListOutstocks.HandleAsync(query, call.Context, call.Db, call.Stopped);
                if (rows.Refusal is null)
                {
                    pushes = await call.PushesAsync(PushedDocument.Shipment, rows.Value.Records.Select(o => (o.OrderNo, o.OutstockNo)));
                }
                return rows;
            }));
            return;
        }
        await (IsBySku
            ? skus.LoadAsync(() => Calls.RunAsync(codes, call => ListSkus.HandleAsync(query, call.Context, call.Db, call.Stopped)))
            : goods.LoadAsync(() => Calls.RunAsync(codes, call => ListGoods.HandleAsync(query, call.Context, call.Db, call.Get<FileLinks>(), call.Stopped))));
    }

    private string? Sum(Func<StockSummaryAnswer, long> of) => sums.Value is { } value ? Texts.Number(of(value)) : null;

    private async Task ShipAsync(string? styleNo, string? orderNo)
    {
        await Dialogs.AskAsync(T["outstock.do"], new DialogParameters<OutstockDialog> { { d => d.StyleNo, styleNo }, { d => d.OrderNo, orderNo } }, 2);
        await ReloadAsync();
    }

    private Task InboundAsync(GoodsRow row) =>
        Dialogs.AskAsync(T["stock.inbound"] + " · " + row.OrderNo, new DialogParameters<InboundDialog> { { d => d.Goods, row } }, 2);

    private async Task ShippingAsync(OutstockRow outstock)
    {
        await Dialogs.AskAsync(T["outstock.fill"] + " · " + outstock.OutstockNo, new DialogParameters<ShippingDialog> { { d => d.Outstock, outstock } }, 1);
        await ReloadAsync();
    }

    private Task DetailAsync(string outstockNo) =>
        Dialogs.AskAsync(outstockNo, new DialogParameters<OutstockDetailDialog> { { d => d.OutstockNo, outstockNo } }, 1);

    private Task MovementsAsync(SkuRow sku) =>
        Dialogs.AskAsync(T["stock.movements"] + " · " + sku.SkuCode, new DialogParameters<MovementsDialog> { { d => d.SkuCode, sku.SkuCode } }, 1);

    private async Task ReverseAsync(OutstockRow outstock)
    {
        await Dialogs.ConfirmAsync(
            T["inspect.reverse"] + " · " + outstock.OutstockNo, T["outstock.reverse.text", Texts.Number(outstock.TotalQuantity)], T["inspect.reverse"], async reason =>
            {
                var answer = await Calls.RunAsync([ProductionPermissions.OutstockReverse], call => EditShipping.ReverseAsync(
                    outstock.OutstockNo, PageCalls.Form(new { reason, outstock.Version }), call.Context, call.Get<ReverseOutstock>(), call.Db, call.Stopped));
                if (answer.Refusal is null)
                {
                    Toasts.Done(T["inspect.reversed", answer.Value.OutstockNo]);
                }
                return answer.Refusal;
            }, reason: true);
        await ReloadAsync();
    }
}
