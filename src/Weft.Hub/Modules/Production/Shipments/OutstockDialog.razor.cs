using Microsoft.AspNetCore.Components;
using Weft.Hub.Console;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Stock;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Production.Shipments;

/// <summary>出库: the pieces of an order's style, or of any style for a transfer; all or nothing, by <see cref="CreateOutstock"/>.</summary>
public sealed partial class OutstockDialog
{
    private IReadOnlyList<OrderRow> orders = [];
    private IReadOnlyList<Line> skus = [];
    private string type = "shipment";
    private string? orderNo;
    private string? orderHint;
    private string? warehouse;
    private string? customer;
    private string? phone;
    private string? address;
    private string? express;
    private string? tracking;
    private string? reason;
    private int turn;

    /// <summary>The style whose stock is offered at first.</summary>
    [Parameter]
    public string? StyleNo { get; set; }

    private long Total => skus.Sum(l => (long)Math.Max(0, l.Quantity ?? 0));

    protected override async Task OnInitializedAsync()
    {
        if (StyleNo is not null)
        {
            await ReadStockAsync(StyleNo);
            orders = await OrdersAsync("styleNo", StyleNo);
        }
    }

    private async Task FindAsync(string? typed)
    {
        orderNo = typed?.Trim();
        orderHint = null;
        if (orderNo is not { Length: >= 2 } text)
        {
            return;
        }
        var mine = ++turn;
        var found = await OrdersAsync("keyword", text);
        if (mine != turn)
        {
            return;
        }
        orders = found;
        if (found.FirstOrDefault(o => o.OrderNo == text) is { } order)
        {
            orderHint = T["outstock.order", order.StyleNo, order.CompletedQuantity, order.ShippedQuantity];
            customer ??= order.CustomerName ?? order.Company;
            await ReadStockAsync(order.StyleNo);
            foreach (var line in skus)
            {
                line.Price ??= order.OrderUnitPrice;
            }
        }
    }

    private async Task<IReadOnlyList<OrderRow>> OrdersAsync(string filter, string text)
    {
        var found = await Calls.RunAsync([ProductionPermissions.Orders, ProductionPermissions.OutstockCreate], call =>
            ListOrders.HandleAsync(PageCalls.Query(filter, text, 20), call.Context, call.Db, call.Clock, call.Stopped));
        return found.Refusal is null ? [.. found.Value.Records.Where(o => o.Status is OrderStatus.Production or OrderStatus.Completed)] : [];
    }

    private async Task ReadStockAsync(string styleNo)
    {
        var found = await Calls.RunAsync([ProductionPermissions.FinishedGoods], call => ListSkus.HandleAsync(PageCalls.Query("styleNo", styleNo), call.Context, call.Db, call.Stopped));
        skus = found.Refusal is null ? [.. found.Value.Records.Select(s => new Line(s) { Price = s.SalesPrice > 0 ? s.SalesPrice : null })] : [];
    }

    private async Task<Refusal?> SaveAsync()
    {
        static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
        var isShipment = type == "shipment";
        var fields = PageCalls.Form(new
        {
            OutstockType = type, OrderNo = Given(orderNo), Warehouse = Given(warehouse),
            Items = skus.Where(l => l.Quantity > 0).Select(l => new { l.Sku.SkuCode, l.Quantity, SalesPrice = isShipment ? l.Price : null }).ToList(),
            CustomerName = isShipment ? Given(customer) : null, CustomerPhone = isShipment ? Given(phone) : null, ShippingAddress = isShipment ? Given(address) : null,
            ExpressCompany = isShipment ? Given(express) : null, TrackingNo = isShipment ? Given(tracking) : null, Reason = Given(reason),
        });
        var answer = await Calls.RunAsync([ProductionPermissions.OutstockCreate], call =>
            CreateOutstock.HandleAsync(fields, call.Context, call.Get<BookOutstock>(), call.Db, call.Stopped));
        if (answer.Refusal is null)
        {
            Toasts.Done(T["outstock.done", answer.Value.OutstockNo, Texts.Number(answer.Value.TotalQuantity)]);
        }
        return answer.Refusal;
    }

    private sealed class Line(SkuRow sku)
    {
        public SkuRow Sku { get; } = sku;
        public int? Quantity { get; set; }
        public decimal? Price { get; set; }
    }
}
