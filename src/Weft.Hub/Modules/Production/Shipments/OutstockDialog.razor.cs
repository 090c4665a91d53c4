using Microsoft.AspNetCore.Components;
using Weft.Hub.Console;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Stock;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Files;

namespace Weft.Hub.Modules.Production.Shipments;

/// <summary>出库: the pieces of an order's style, or of any style for a transfer; all or nothing, by <see cref="CreateOutstock"/>.</summary>
public sealed partial class OutstockDialog
{
    /// <summary>A price that is further away from the order's needs a reason; the server asks for it too.</summary>
    private const decimal UsualDeviation = 0.10m;

    private IReadOnlyList<OrderRow> orders = [];
    private OrderRow? chosen;
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

    /// <summary>The order whose goods leave, when it was chosen elsewhere.</summary>
    [Parameter]
    public string? OrderNo { get; set; }

    private decimal Amount => skus.Sum(l => Math.Max(0, l.Quantity ?? 0) * (l.Price ?? 0));

    private bool NeedsReason => type == "shipment" && skus.Any(l => l.Quantity > 0 && Deviates(l));

    private long Total => skus.Sum(l => (long)Math.Max(0, l.Quantity ?? 0));

    protected override async Task OnInitializedAsync()
    {
        if (OrderNo is not null)
        {
            await FindAsync(OrderNo);
        }
        else if (StyleNo is not null)
        {
            await ReadStockAsync(StyleNo);
            orders = await OrdersAsync("styleNo", StyleNo);
        }
    }

    private async Task FindAsync(string? typed)
    {
        orderNo = typed?.Trim();
        (orderHint, chosen) = (null, null);
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
            chosen = order;
            orderHint = T["outstock.order", order.StyleNo, order.CompletedQuantity, order.ShippedQuantity];
            customer ??= order.CustomerName ?? order.Company;
            await ReadStockAsync(order.StyleNo);
            await PlaceAsync(order);
        }
    }

    private async Task<IReadOnlyList<OrderRow>> OrdersAsync(string filter, string text)
    {
        var found = await Calls.RunAsync([ProductionPermissions.Orders, ProductionPermissions.OutstockCreate], call =>
            ListOrders.HandleAsync(PageCalls.Query(filter, text, 20), call.Context, call.Db, call.Get<FileLinks>(), call.Clock, call.Stopped));
        return found.Refusal is null ? [.. found.Value.Records.Where(o => o.Status is OrderStatus.Production or OrderStatus.Completed)] : [];
    }

    /// <summary>Where the order's goods are, how many of them are left, and what a piece costs.</summary>
    private async Task PlaceAsync(OrderRow order)
    {
        var goods = await Calls.RunAsync([ProductionPermissions.FinishedGoods], call =>
            ListGoods.HandleAsync(PageCalls.Query("orderNo", order.OrderNo), call.Context, call.Db, call.Get<FileLinks>(), call.Stopped));
        var sizes = goods.Refusal is null ? goods.Value.Records.SelectMany(r => r.Sizes).ToDictionary(s => s.SkuCode) : [];
        foreach (var line in skus)
        {
            var size = sizes.GetValueOrDefault(line.Sku.SkuCode);
            line.Place = size is null ? null : (size.Warehouse + " " + size.Location).Trim();
            line.OfOrder = size?.AvailableQuantity ?? 0;
            line.Usual = order.OrderUnitPrice ?? line.Sku.SalesPrice;
            line.Price = line.Usual > 0 ? line.Usual : line.Price;
        }
    }

    private static bool Deviates(Line line) => line is { Price: { } price, Usual: > 0 and var usual } && Math.Abs(price - usual) > usual * UsualDeviation;

    private async Task ReadStockAsync(string styleNo)
    {
        var found = await Calls.RunAsync([ProductionPermissions.FinishedGoods], call => ListSkus.HandleAsync(PageCalls.Query("styleNo", styleNo), call.Context, call.Db, call.Stopped));
        skus = found.Refusal is null ? [.. found.Value.Records.Select(s => new Line(s) { Price = s.SalesPrice > 0 ? s.SalesPrice : null, Usual = s.SalesPrice })] : [];
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
            CreateOutstock.HandleAsync(fields, call.Context, call.Get<BookOutstock>(), call.Get<PushAudience>(), call.Db, call.Stopped));
        if (answer.Refusal is null)
        {
            Toasts.Done(T["outstock.done", answer.Value.OutstockNo, Texts.Number(answer.Value.TotalQuantity)] + (isShipment ? T.Told(answer.Value.PushedTo) : null));
        }
        return answer.Refusal;
    }

    private sealed class Line(SkuRow sku)
    {
        public SkuRow Sku { get; } = sku;
        public int? Quantity { get; set; }
        public decimal? Price { get; set; }

        /// <summary>What the order, or the SKU, says a piece costs.</summary>
        public decimal? Usual { get; set; }
        public string? Place { get; set; }

        /// <summary>Null until an order is chosen.</summary>
        public int? OfOrder { get; set; }
        public int Most => OfOrder ?? Sku.AvailableQuantity;
    }
}
