using Weft.Hub.Platform.Files;
using Microsoft.AspNetCore.Components;
using Weft.Hub.Console;
using Weft.Hub.Modules.Production.Factories;
using Weft.Hub.Modules.Production.Styles;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Production.Orders;

/// <summary>新增订单: header and matrix; the rules are those of <see cref="PlaceConsoleOrder"/>.</summary>
public sealed partial class NewOrderDialog
{
    private readonly Values form = new();
    private readonly SizeMatrix matrix = new();
    private IReadOnlyList<StyleRow> styles = [];
    private IReadOnlyList<FactoryRow> factories = [];
    private string? styleHint;
    private int turn;

    /// <summary>The style that the order is for, when it was chosen elsewhere.</summary>
    [Parameter]
    public string? StyleNo { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var found = await Calls.RunAsync(
            [ProductionPermissions.Orders], call => ListFactories.HandleAsync(PageCalls.Query("status", "active"), call.Context, call.Db, call.Stopped));
        factories = found.Refusal is null ? found.Value.Records : [];
        if (StyleNo is not null)
        {
            await FindStyleAsync(StyleNo);
        }
    }

    private async Task FindStyleAsync(string? typed)
    {
        form.StyleNo = typed?.Trim();
        styleHint = null;
        if (form.StyleNo is not { Length: >= 2 } text)
        {
            return;
        }
        var mine = ++turn;
        var found = await Calls.RunAsync(
            [ProductionPermissions.Styles, ProductionPermissions.OrderCreate],
            call => ListStyles.HandleAsync(PageCalls.Query("keyword", text, 10), call.Context, call.Db, call.Get<FileLinks>(), call.Stopped));
        if (mine != turn || found.Refusal is not null)
        {
            return;
        }
        styles = found.Value.Records;
        if (styles.FirstOrDefault(s => s.StyleNo == text) is { } style)
        {
            (form.StyleName, form.ProductCategory) = (style.StyleName, form.ProductCategory ?? style.Category);
            form.CustomerName ??= style.Customer;
            form.OrderUnitPrice ??= style.Price;
            SizeMatrix.Add(matrix.Colors, style.Color);
            SizeMatrix.Add(matrix.Sizes, style.Size);
            styleHint = T["orders.style.linked", style.StyleName];
        }
        else
        {
            styleHint = T["orders.style.unlinked"];
        }
    }

    private async Task<Refusal?> SaveAsync()
    {
        var lines = matrix.Lines();
        var fields = PageCalls.Form(new
        {
            form.StyleNo, StyleName = Given(form.StyleName), FactoryId = form.FactoryId, CustomerName = Given(form.CustomerName), Company = Given(form.Company),
            ProductCategory = Given(form.ProductCategory), Merchandiser = Given(form.Merchandiser), PatternMaker = Given(form.PatternMaker),
            form.PlannedStartDate, form.PlannedEndDate, form.ExpectedShipDate, PlateType = Given(form.PlateType), form.OrderUnitPrice, form.FactoryUnitPrice,
            OrderQuantity = lines.Count > 0 ? null : form.OrderQuantity, Lines = lines.Count > 0 ? lines : null, Remarks = Given(form.Remarks),
            Urgency = form.Urgent ? "urgent" : null,
        });
        var answer = await Calls.RunAsync(
            [ProductionPermissions.OrderCreate], call => PlaceConsoleOrder.HandleAsync(fields, call.Context, call.Get<PlaceOrder>(), call.Db, call.Stopped));
        if (answer.Refusal is null)
        {
            Toasts.Done(T["orders.placed", answer.Value.OrderNo]);
        }
        return answer.Refusal;
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private sealed class Values
    {
        public string? StyleNo { get; set; }
        public string? StyleName { get; set; }
        public long? FactoryId { get; set; }
        public string? CustomerName { get; set; }
        public string? Company { get; set; }
        public string? ProductCategory { get; set; }
        public string? Merchandiser { get; set; }
        public string? PatternMaker { get; set; }
        public DateOnly? PlannedStartDate { get; set; }
        public DateOnly? PlannedEndDate { get; set; }
        public DateOnly? ExpectedShipDate { get; set; }
        public string? PlateType { get; set; }
        public decimal? OrderUnitPrice { get; set; }
        public decimal? FactoryUnitPrice { get; set; }
        public int? OrderQuantity { get; set; }
        public string? Remarks { get; set; }
        public bool Urgent { get; set; }
    }
}
