using Weft.Hub.Modules.Production.Cutting;
using Weft.Hub.Modules.Production.Quality;
using Weft.Hub.Modules.Production.Reconciliations;
using Weft.Hub.Modules.Production.Shipments;
using Weft.Hub.Modules.Production.Stock;
using Weft.Hub.Platform.Sheets;

namespace Weft.Hub.Modules.Production.Imports;

/// <summary>One SKU of an outstock document, as an export writes it.</summary>
internal sealed record ShippedRow(OutstockRow Outstock, OutstockItemRow Item)
{
    /// <summary>Null for who does not see prices, and where there is none.</summary>
    public decimal? Amount => Item.SalesPrice is { } price ? Money.Rounded(price * Item.Quantity) : null;
}

/// <summary>One colour and size of an order's goods, as an export writes it.</summary>
internal sealed record StoredRow(GoodsRow Goods, GoodsSize Size);

/// <summary>The columns of what the workshop, the warehouse and the finance centre export.</summary>
internal static partial class SheetColumns
{
    public static readonly IReadOnlyList<ExportColumn<CuttingTaskRow>> Tasks =
    [
        new("订单号", t => t.OrderNo), new("款号", t => t.StyleNo), new("款名", t => t.StyleName), new("订单数量", t => t.Quantity), new("裁剪数量", t => t.CuttingQuantity),
        new("扎数", t => t.CuttingBundleCount), new("状态", t => t.StatusName), new("裁剪人", t => t.ReceiverName), new("领取时间", t => t.ReceivedTime), new("完成时间", t => t.BundledTime),
        new("预计出货", t => t.ExpectedShipDate), new("下单人", t => t.CreatedByName), new("备注", t => t.Remarks), new("创建时间", t => t.CreateTime),
    ];

    public static readonly IReadOnlyList<ExportColumn<BundleAnswer>> Bundles =
    [
        new("订单号", b => b.OrderNo), new("款号", b => b.StyleNo), new("款名", b => b.StyleName), new("扎号", b => b.BundleNo), new("床号", b => b.BedNo), new("颜色", b => b.Color),
        new("尺码", b => b.Size), new("数量", b => b.Quantity), new("状态", b => b.StatusName), new("已质检", b => b.InspectedQuantity), new("合格", b => b.QualifiedQuantity),
        new("待返修", b => b.RepairQuantity), new("返修待质检", b => b.RepairedWaitingQuantity), new("报废", b => b.ScrappedQuantity), new("已入库", b => b.WarehousedQuantity),
        new("二维码内容", b => b.QrCode),
    ];

    public static readonly IReadOnlyList<ExportColumn<ScanRow>> Scans =
    [
        new("时间", s => s.ScanTime), new("订单号", s => s.OrderNo), new("扎号", s => s.BundleNo), new("工序编码", s => s.ProcessCode), new("工序", s => s.ProcessName),
        new("阶段", s => s.Stage), new("数量", s => s.Quantity), new("工价", s => s.UnitPrice), new("操作人", s => s.OperatorName),
    ];

    public static readonly IReadOnlyList<ExportColumn<InspectionRow>> Inspections =
    [
        new("质检入库号", w => w.WarehousingNo), new("订单号", w => w.OrderNo), new("款号", w => w.StyleNo), new("款名", w => w.StyleName), new("扎号", w => w.BundleNo),
        new("颜色", w => w.Color), new("尺码", w => w.Size), new("质检数量", w => w.InspectedQuantity), new("合格数量", w => w.QualifiedQuantity),
        new("不合格数量", w => w.UnqualifiedQuantity), new("缺陷类别", w => w.DefectCategoryName),
        new("处理方式", w => w.DefectHandling switch { DefectHandling.Repair => "返修", DefectHandling.Scrap => "报废", _ => null }), new("缺陷说明", w => w.DefectRemark),
        new("复检", w => w.RecheckOfId is not null), new("质检人员", w => w.InspectorName), new("质检时间", w => w.InspectedAt), new("仓库", w => w.Warehouse), new("库位", w => w.Location),
        new("入库时间", w => w.WarehousedAt), new("入库人", w => w.WarehousedBy), new("状态", w => w.StatusName),
    ];

    public static readonly IReadOnlyList<ExportColumn<SkuRow>> Skus =
    [
        new("SKU", s => s.SkuCode), new("款号", s => s.StyleNo), new("款名", s => s.StyleName), new("颜色", s => s.Color), new("尺码", s => s.Size), new("库存", s => s.StockQuantity),
        new("锁定", s => s.LockedQuantity), new("可用", s => s.AvailableQuantity), new("次品", s => s.DefectQuantity), new("成本价", s => s.CostPrice), new("销售价", s => s.SalesPrice),
        new("更新时间", s => s.UpdateTime),
    ];

    public static readonly IReadOnlyList<ExportColumn<StoredRow>> Goods =
    [
        new("款号", r => r.Goods.StyleNo), new("订单号", r => r.Goods.OrderNo), new("款名", r => r.Goods.StyleName), new("颜色", r => r.Size.Color), new("尺码", r => r.Size.Size),
        new("SKU", r => r.Size.SkuCode), new("入库", r => r.Size.StoredQuantity), new("出库", r => r.Size.OutQuantity), new("可用", r => r.Size.AvailableQuantity),
        new("锁定", r => r.Size.LockedQuantity), new("次品", r => r.Size.DefectQuantity), new("仓库", r => r.Size.Warehouse), new("库位", r => r.Size.Location),
    ];

    public static readonly IReadOnlyList<ExportColumn<MovementRow>> Movements =
    [
        new("时间", m => m.Time), new("SKU", m => m.SkuCode),
        new("类型", m => m.Type switch
        {
            MovementType.Inbound => "入库",
            MovementType.Outbound => "出库",
            MovementType.Reversal => "冲销",
            MovementType.Adjust => "调整",
            _ => throw new InvalidOperationException($"No word for {m.Type}."),
        }),
        new("变动", m => m.Delta), new("结存", m => m.Balance), new("单号", m => m.RefNo), new("原因", m => m.Reason), new("操作人", m => m.OperatorName),
    ];

    public static readonly IReadOnlyList<ExportColumn<ShippedRow>> Outstocks =
    [
        new("出库单号", r => r.Outstock.OutstockNo), new("出库类型", r => r.Outstock.OutstockTypeName), new("订单号", r => r.Outstock.OrderNo), new("款号", r => r.Item.StyleNo),
        new("款名", r => r.Item.StyleNo == r.Outstock.StyleNo ? r.Outstock.StyleName : null), new("SKU", r => r.Item.SkuCode), new("颜色", r => r.Item.Color), new("尺码", r => r.Item.Size),
        new("出库数量", r => r.Item.Quantity), new("单价", r => r.Item.SalesPrice), new("出库金额", r => r.Amount), new("客户名称", r => r.Outstock.CustomerName),
        new("联系电话", r => r.Outstock.CustomerPhone), new("收货地址", r => r.Outstock.ShippingAddress), new("仓库", r => r.Outstock.Warehouse), new("快递公司", r => r.Outstock.ExpressCompany),
        new("快递单号", r => r.Outstock.TrackingNo), new("操作人", r => r.Outstock.OperatorName), new("出库时间", r => r.Outstock.OutstockTime),
        new("签收", r => r.Outstock.ReceiveStatus == ReceiveStatus.Received), new("已冲销", r => r.Outstock.Reversed), new("冲销单", r => r.Outstock.ReversalOfId is not null),
        new("原因", r => r.Outstock.Reason), new("备注", r => r.Outstock.Remark),
    ];

    public static readonly IReadOnlyList<ExportColumn<ReconciliationRow>> Statements =
    [
        new("对账单号", r => r.ReconciliationNo), new("订单号", r => r.OrderNo), new("客户", r => r.CustomerName), new("款号", r => r.StyleNo), new("款名", r => r.StyleName),
        new("数量", r => r.Quantity), new("单价", r => r.UnitPrice), new("总金额", r => r.TotalAmount), new("扣款", r => r.DeductionAmount), new("补款", r => r.SupplementAmount),
        new("应付金额", r => r.FinalAmount), new("面料成本", r => r.MaterialCost), new("工序成本", r => r.ProcessCost), new("总成本", r => r.TotalCost), new("利润", r => r.ProfitAmount),
        new("利润率", r => r.ProfitMargin), new("对账日期", r => r.ReconciliationDate), new("状态", r => r.StatusName), new("核实时间", r => r.VerifiedAt), new("核实人", r => r.VerifiedBy),
        new("审批时间", r => r.ApprovedAt), new("审批人", r => r.ApprovedBy), new("付款时间", r => r.PaidAt), new("付款方式", r => r.PaymentMethod), new("付款凭证", r => r.PaymentRef),
        new("付款人", r => r.PaidBy), new("驳回原因", r => r.RejectReason), new("备注", r => r.Remark), new("创建时间", r => r.CreateTime),
    ];

    public static readonly IReadOnlyList<ExportColumn<SettlementRow>> Settlements =
    [
        new("订单号", r => r.OrderNo), new("款号", r => r.StyleNo), new("款名", r => r.StyleName), new("工厂", r => r.FactoryName), new("状态", r => r.Status.ChineseName()),
        new("完成时间", r => r.CompletedAt), new("颜色", r => string.Join('、', r.Colors)), new("下单数", r => r.OrderQuantity), new("入库数", r => r.StoredQuantity), new("次品数", r => r.DefectQuantity),
        new("单价", r => r.UnitPrice), new("面辅料成本", r => r.MaterialCost), new("生产成本", r => r.ProcessCost), new("报废损失", r => r.ScrapLoss), new("总金额", r => r.TotalAmount),
        new("利润", r => r.ProfitAmount), new("利润率", r => r.ProfitMargin), new("备注", r => r.Remark),
    ];

    public static readonly IReadOnlyList<ExportColumn<FactorySettlementRow>> FactorySettlements =
    [
        new("工厂ID", r => r.FactoryId), new("工厂名称", r => r.FactoryName), new("订单数", r => r.Orders), new("下单总量", r => r.OrderQuantity), new("入库总量", r => r.StoredQuantity),
        new("次品量", r => r.DefectQuantity), new("面辅料成本", r => r.MaterialCost), new("生产成本", r => r.ProcessCost), new("总金额", r => r.TotalAmount), new("利润", r => r.ProfitAmount),
        new("订单号列表", r => string.Join('、', r.OrderNos)),
    ];
}
