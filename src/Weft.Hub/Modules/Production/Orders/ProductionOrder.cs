using System.Globalization;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Orders;

/// <summary>What a factory is to make for a customer, and what became of it (production-domain 4).</summary>
internal sealed partial class ProductionOrder : TenantRow
{
    private readonly List<OrderLine> lines = [];

    private ProductionOrder()
    {
    }

    public string OrderNo { get; private set; } = "";
    public OrderSourceType SourceType { get; private set; }
    public long? SourceAppId { get; private set; }
    public string? ExternalOrderNo { get; private set; }
    public string? ContentHash { get; private set; }

    /// <summary>Null while the tenant has no such style.</summary>
    public long? StyleId { get; private set; }
    public string StyleNo { get; private set; } = "";
    public string StyleName { get; private set; } = "";
    public string? ProductCategory { get; private set; }
    public long? FactoryId { get; private set; }
    public string? FactoryName { get; private set; }
    public FactoryType? FactoryType { get; private set; }
    public string? CustomerName { get; private set; }
    public string? Company { get; private set; }
    public string? Merchandiser { get; private set; }
    public string? PatternMaker { get; private set; }
    public IReadOnlyList<string> Colors { get; private set; } = [];
    public IReadOnlyList<string> Sizes { get; private set; } = [];
    public IReadOnlyList<OrderLine> Lines => lines;

    /// <summary>True until the order is split into colours and sizes; it can not be cut before.</summary>
    public bool LineAllocationOpen { get; private set; }
    public int OrderQuantity { get; private set; }

    /// <summary>What a gateway order was placed for: below it only with a remark.</summary>
    public int? CustomerQuantity { get; private set; }

    /// <summary>Sum of qualified pieces in the warehouse.</summary>
    public int CompletedQuantity { get; private set; }
    public int InspectedQuantity { get; private set; }
    public int CuttingQuantity { get; private set; }
    public int CuttingBundleCount { get; private set; }
    public int ShippedQuantity { get; private set; }
    public int MaterialArrivalRate { get; private set; }
    public bool ProcurementConfirmed { get; private set; }
    public int ProductionProgress { get; private set; }
    public IReadOnlyList<OrderProcess> Processes { get; private set; } = [];
    public decimal? FactoryUnitPrice { get; private set; }
    public decimal? OrderUnitPrice { get; private set; }
    public DateOnly? PlannedStartDate { get; private set; }
    public DateOnly? PlannedEndDate { get; private set; }
    public DateOnly? ExpectedShipDate { get; private set; }

    /// <summary>The day after which it is late: planned, or else expected. Stored as it is computed here, for the index that finds late orders.</summary>
    public DateOnly? DueDate
    {
        get => PlannedEndDate ?? ExpectedShipDate;
        private set => _ = value;
    }

    public DateTime? ActualStartDate { get; private set; }
    public DateTime? ActualEndDate { get; private set; }
    public Urgency Urgency { get; private set; }
    public PlateType PlateType { get; private set; }
    public OrderStatus Status { get; private set; }
    public string? Remarks { get; private set; }

    public static ProductionOrder Place(long tenantId, string placedBy, PlaceOrderCommand command, StyleLink? style, FactoryLink? factory)
    {
        var fromGateway = command.Origin.AppId is not null;
        var order = new ProductionOrder
        {
            TenantId = tenantId,
            CreatedByName = command.Origin.Marker ?? placedBy,
            SourceType = fromGateway ? OrderSourceType.OpenApi : OrderSourceType.Console,
            SourceAppId = command.Origin.AppId,
            ExternalOrderNo = command.ExternalOrderNo,
            ContentHash = command.ContentHash,
            StyleId = style?.Id,
            StyleNo = command.StyleNo,
            StyleName = style?.StyleName ?? command.StyleName ?? command.StyleNo + " (待关联)",
            ProductCategory = command.ProductCategory ?? style?.Category,
            FactoryId = factory?.Id,
            FactoryName = factory?.FactoryName ?? command.FactoryName,
            FactoryType = factory?.FactoryType,
            CustomerName = command.CustomerName ?? style?.Customer,
            Company = command.Company,
            Merchandiser = command.Merchandiser,
            PatternMaker = command.PatternMaker,
            Colors = command.Colors,
            Sizes = command.Sizes,
            OrderQuantity = command.Quantity,
            CustomerQuantity = fromGateway ? command.Quantity : null,
            Processes = Priced(style?.Processes ?? [], command.ProcessPrices),
            FactoryUnitPrice = command.FactoryUnitPrice,
            OrderUnitPrice = command.OrderUnitPrice,
            PlannedStartDate = command.PlannedStartDate,
            PlannedEndDate = command.PlannedEndDate,
            ExpectedShipDate = command.ExpectedShipDate,
            Urgency = command.Urgency,
            PlateType = command.PlateType ?? (style is { WasOrdered: true } ? PlateType.Reorder : PlateType.First),
            Remarks = command.Remarks,
        };
        order.Allocate(command.Lines);
        return order;
    }

    /// <summary>False for what can not be an order's number: nobody needs to ask the database for it.</summary>
    public static bool IsNumber(string text) =>
        text.Length is >= 14 and <= 32 && text.StartsWith("PO", StringComparison.Ordinal) && !text.AsSpan(2).ContainsAnyExceptInRange('0', '9');

    /// <summary>Called in the transaction that saves; again with another number if that has to be repeated.</summary>
    public void Number(DateOnly day, long number) =>
        // At least four digits; after 9999 it grows (openapi-gateway 6.1).
        OrderNo = string.Create(CultureInfo.InvariantCulture, $"PO{day:yyyyMMdd}{number:D4}");

    /// <summary>Closes the order (关单): enough of what was cut is in the warehouse, or an administrator forces it with a reason.</summary>
    public Refusal? Complete(decimal threshold, string? reason, bool force, DateTime now)
    {
        if (Refused("关单") is { } refusal)
        {
            return refusal;
        }
        var needed = (int)Math.Ceiling(CuttingQuantity * threshold);
        var unmet = CuttingQuantity == 0 ? ProductionErrors.NothingCut
            : CompletedQuantity < needed ? ProductionErrors.TooFewQualified.With(CompletedQuantity, needed)
            : null;
        if (unmet is not null && !force)
        {
            return unmet;
        }
        if (unmet is not null && string.IsNullOrWhiteSpace(reason))
        {
            return ProductionErrors.ReasonMissing;
        }
        (Status, ProductionProgress, ActualEndDate) = (OrderStatus.Completed, 100, now);
        return null;
    }

    public Refusal? Cancel()
    {
        if (Refused("取消") is { } refusal)
        {
            return refusal;
        }
        if (Status != OrderStatus.Pending || CuttingBundleCount > 0 || InspectedQuantity > 0)
        {
            return ProductionErrors.CancelInProduction;
        }
        Status = OrderStatus.Cancelled;
        return null;
    }

    public Refusal? Scrap()
    {
        if (Refused("报废") is { } refusal)
        {
            return refusal;
        }
        if (ShippedQuantity > 0)
        {
            return ProductionErrors.ScrapShipped.With(ShippedQuantity);
        }
        Status = OrderStatus.Scrapped;
        return null;
    }

    /// <summary>The first bundle, scan or inspection begins production; later ones change nothing.</summary>
    public Refusal? BeginProduction(DateTime now)
    {
        if (Refused("生产") is { } refusal)
        {
            return refusal;
        }
        if (Status == OrderStatus.Pending)
        {
            (Status, ActualStartDate) = (OrderStatus.Production, now);
        }
        return null;
    }

    public Refusal? Edit(OrderEdit edit, FactoryLink? factory)
    {
        if (Refused("修改") is { } refusal)
        {
            return refusal;
        }
        if (Status != OrderStatus.Pending && edit.ForbiddenInProduction is { } what)
        {
            return ProductionErrors.OnlyWhilePending.With(Status.ChineseName(), what);
        }
        if (QuantityRefused(edit) is { } quantityRefusal)
        {
            return quantityRefusal;
        }
        Remarks = edit.Remarks.Over(Remarks);
        ExpectedShipDate = edit.ExpectedShipDate.Over(ExpectedShipDate);
        PlannedStartDate = edit.PlannedStartDate.Over(PlannedStartDate);
        PlannedEndDate = edit.PlannedEndDate.Over(PlannedEndDate);
        if (PlannedStartDate > PlannedEndDate)
        {
            return Refusal.Invalid("plannedEndDate", "不能早于 plannedStartDate");
        }
        Merchandiser = edit.Merchandiser.Over(Merchandiser);
        PatternMaker = edit.PatternMaker.Over(PatternMaker);
        Company = edit.Company.Over(Company);
        CustomerName = edit.CustomerName.Over(CustomerName);
        OrderUnitPrice = edit.OrderUnitPrice.Over(OrderUnitPrice);
        FactoryUnitPrice = edit.FactoryUnitPrice.Over(FactoryUnitPrice);
        Urgency = edit.Urgency ?? Urgency;
        Processes = edit.Processes ?? Processes;
        if (edit.FactoryId.Given)
        {
            (FactoryId, FactoryName, FactoryType) = (factory?.Id, factory?.FactoryName, factory?.FactoryType);
        }
        OrderQuantity = edit.OrderQuantity ?? OrderQuantity;
        if (edit.Lines is { } given)
        {
            Allocate(given);
        }
        return null;
    }

    /// <summary>The style has come after the order (待关联); prices that the customer named stay.</summary>
    public void Link(StyleLink style)
    {
        (StyleId, StyleName, ProductCategory) = (style.Id, style.StyleName, ProductCategory ?? style.Category);
        if (Status == OrderStatus.Pending)
        {
            Processes = Priced(style.Processes, [.. Processes.Select(p => new ProcessPrice(p.Name, p.Code, p.UnitPrice))]);
        }
    }

    /// <summary>Splits an order that came without colours and sizes (拆分颜色尺码).</summary>
    public Refusal? AllocateOpen(IReadOnlyList<OrderLineInput> given)
    {
        if (Refused("拆分颜色尺码") is { } refusal)
        {
            return refusal;
        }
        if (!LineAllocationOpen)
        {
            return ProductionErrors.LinesAllocated;
        }
        if (given.Sum(l => (long)l.Quantity) is var sum && sum != OrderQuantity)
        {
            return Refusal.Invalid("lines", $"数量合计 {sum} 与订单数量 {OrderQuantity} 不一致");
        }
        Allocate(given);
        return null;
    }

    /// <summary>Pieces in shipments that were not reversed; whoever changes them holds the order's row.</summary>
    public void CountShipped(int quantity) => ShippedQuantity = quantity;

    /// <summary>Derived, never stored (production-domain 4, D14).</summary>
    public bool IsOverdue(DateOnly today) => !Status.IsFinal() && DueDate < today;

    private Refusal? Refused(string action) => Status.IsFinal() ? ProductionErrors.OrderIsFinal.With(Status.ChineseName(), action) : null;

    private Refusal? QuantityRefused(OrderEdit edit)
    {
        var quantity = edit.OrderQuantity ?? OrderQuantity;
        if (quantity < CustomerQuantity && quantity < OrderQuantity && string.IsNullOrWhiteSpace(edit.Reason))
        {
            return Refusal.Invalid("reason", $"必填：数量少于客户下单的 {CustomerQuantity} 件，请说明原因");
        }
        if (edit.Lines is null)
        {
            return quantity != OrderQuantity && !LineAllocationOpen ? Refusal.Invalid("lines", "修改数量时必须同时给出颜色尺码明细") : null;
        }
        return edit.Lines.Sum(l => (long)l.Quantity) is var sum && sum != quantity
            ? Refusal.Invalid("lines", $"数量合计 {sum} 与订单数量 {quantity} 不一致")
            : null;
    }

    private void Allocate(IReadOnlyList<OrderLineInput> given)
    {
        LineAllocationOpen = given.Count == 0;
        if (given.Count == 0)
        {
            return;
        }
        lines.Clear();
        lines.AddRange(given.Select((line, index) => new OrderLine(TenantId, line.Color, line.Size, line.Quantity, index)));
        Colors = [.. given.Select(l => l.Color).Distinct(StringComparer.Ordinal)];
        Sizes = [.. given.Select(l => l.Size).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The style's processes with the prices given; processes that only the customer names come last.</summary>
    private static IReadOnlyList<OrderProcess> Priced(IReadOnlyList<OrderProcess> fromStyle, IReadOnlyList<ProcessPrice> prices)
    {
        if (prices.Count == 0)
        {
            return fromStyle;
        }
        var processes = fromStyle.ToList();
        foreach (var price in prices)
        {
            var known = processes.FindIndex(p => price.ProcessCode is not null && p.Code == price.ProcessCode);
            known = known >= 0 ? known : processes.FindIndex(p => price.ProcessName is not null && p.Name == price.ProcessName);
            if (known >= 0)
            {
                processes[known] = processes[known] with { UnitPrice = price.UnitPrice };
            }
            else
            {
                processes.Add(new OrderProcess(price.ProcessCode, price.ProcessName ?? price.ProcessCode!, null, price.UnitPrice, processes.Count + 1));
            }
        }
        return processes;
    }
}
