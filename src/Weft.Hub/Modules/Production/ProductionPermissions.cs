using Weft.Hub.Platform.Modules;

namespace Weft.Hub.Modules.Production;

/// <summary>The permission codes of this module (production-domain 11). Who holds a button's code is its supervisor.</summary>
internal static class ProductionPermissions
{
    /// <summary>Everybody's first page; the code is the accounts module's.</summary>
    public const string Dashboard = "MENU_DASHBOARD";
    public const string Styles = "MENU_STYLE_INFO";
    public const string StyleCreate = "STYLE_CREATE";
    public const string StyleEdit = "STYLE_EDIT";
    public const string Orders = "MENU_PRODUCTION_ORDER_VIEW";
    public const string OrderCreate = "ORDER_CREATE";
    public const string OrderEdit = "ORDER_EDIT";
    public const string OrderCancel = "ORDER_CANCEL";
    public const string OrderComplete = "ORDER_COMPLETE";
    public const string OrderScrap = "ORDER_SCRAP";

    public const string OrderTransfer = "ORDER_TRANSFER";

    /// <summary>Closing below the threshold is the administrators', beyond a supervisor's right to close (Weft).</summary>
    public const string ForceComplete = "ORDER_FORCE_COMPLETE";
    public const string Factories = "MENU_FACTORY";
    public const string FactoryCreate = "FACTORY_CREATE";
    public const string FactoryEdit = "FACTORY_EDIT";

    public const string FinishedGoods = "MENU_FINISHED_GOODS_VIEW";
    public const string OutstockCreate = "OUTSTOCK_CREATE";
    public const string OutstockEdit = "OUTSTOCK_EDIT";
    public const string OutstockReverse = "OUTSTOCK_REVERSE";

    /// <summary>Counted stock and prices are the administrators' (Weft).</summary>
    public const string StockAdjust = "STOCK_ADJUST";
    public const string Finance = "MENU_FINANCE_VIEW";
    public const string ReconciliationEdit = "FINANCE_RECON_EDIT";
    public const string ReconciliationApprove = "FINANCE_RECON_APPROVE";
    public const string ReconciliationPay = "FINANCE_RECON_PAY";

    /// <summary>Taking back what a customer's system confirmed is the administrators' (Weft).</summary>
    public const string ReconciliationReturnPaid = "FINANCE_RECON_RETURN_PAID";

    public const string Cutting = "MENU_CUTTING";
    public const string CuttingCreate = "CUTTING_CREATE";
    public const string CuttingEdit = "CUTTING_EDIT";

    /// <summary>Returns a task that someone else has taken.</summary>
    public const string CuttingDelete = "CUTTING_DELETE";
    public const string CuttingScan = "CUTTING_SCAN";
    public const string ProgressScan = "PROGRESS_SCAN";

    /// <summary>Takes a process scan back (Weft).</summary>
    public const string UndoScan = "PROGRESS_SCAN_UNDO";
    public const string Warehousing = "MENU_WAREHOUSE_VIEW";
    public const string WarehousingCreate = "WAREHOUSING_CREATE";
    public const string WarehousingEdit = "WAREHOUSING_EDIT";
    public const string WarehousingRollback = "WAREHOUSING_ROLLBACK";
    public const string StyleDelete = "STYLE_DELETE";
    public const string FactoryDelete = "FACTORY_DELETE";
    public const string StyleImport = "STYLE_IMPORT";
    public const string OrderImport = "ORDER_IMPORT";
    public const string FactoryImport = "FACTORY_IMPORT";

    /// <summary>Customers have no codes in production-domain 11; these are shaped like the others (Weft).</summary>
    public const string Customers = "MENU_CUSTOMER";
    public const string CustomerCreate = "CUSTOMER_CREATE";
    public const string CustomerEdit = "CUSTOMER_EDIT";
    public const string CustomerDelete = "CUSTOMER_DELETE";

    public static readonly IReadOnlyList<Permission> All =
    [
        new(Styles, "款式管理", "MENU", null, "/style-info", 200),
        new(StyleCreate, "新建款式", "BUTTON", Styles, Sort: 201),
        new(StyleEdit, "编辑款式", "BUTTON", Styles, Sort: 202),
        new(StyleDelete, "删除款式", "BUTTON", Styles, Sort: 203),
        new(StyleImport, "导入款式", "BUTTON", Styles, Sort: 204),
        new("STYLE_EXPORT", "导出款式", "BUTTON", Styles, Sort: 205),
        new(Orders, "生产订单", "MENU", null, "/production", 300),
        new(OrderCreate, "新增订单", "BUTTON", Orders, Sort: 301),
        new(OrderEdit, "编辑订单", "BUTTON", Orders, Sort: 302),
        new("ORDER_DELETE", "删除订单", "BUTTON", Orders, Sort: 303),
        new(OrderCancel, "取消订单", "BUTTON", Orders, Sort: 304),
        new(OrderComplete, "关单", "BUTTON", Orders, Sort: 305),
        new(ForceComplete, "强制关单", "BUTTON", Orders, Sort: 306),
        new(OrderScrap, "报废订单", "BUTTON", Orders, Sort: 307),
        new(OrderImport, "导入订单", "BUTTON", Orders, Sort: 308),
        new("ORDER_EXPORT", "导出订单", "BUTTON", Orders, Sort: 309),
        new(OrderTransfer, "转厂", "BUTTON", Orders, Sort: 310),
        new(Cutting, "裁剪管理", "MENU", null, "/production/cutting", 320),
        new(CuttingCreate, "生成菲号", "BUTTON", Cutting, Sort: 321),
        new(CuttingEdit, "领取、退回裁剪任务", "BUTTON", Cutting, Sort: 322),
        new(CuttingDelete, "退回他人的裁剪任务", "BUTTON", Cutting, Sort: 323),
        new(CuttingScan, "扫菲查询", "BUTTON", Cutting, Sort: 324),
        new(ProgressScan, "工序扫菲", "BUTTON", Orders, Sort: 325),
        new(UndoScan, "撤销扫菲", "BUTTON", Orders, Sort: 326),
        new(Warehousing, "入库管理", "MENU", null, "/production/warehousing", 340),
        new(WarehousingCreate, "质检", "BUTTON", Warehousing, Sort: 341),
        new(WarehousingEdit, "入库、返修申报", "BUTTON", Warehousing, Sort: 342),
        new("WAREHOUSING_DELETE", "删除质检入库", "BUTTON", Warehousing, Sort: 343),
        new(WarehousingRollback, "冲销", "BUTTON", Warehousing, Sort: 344),
        new(Factories, "供应商管理", "MENU", null, "/system/factory", 830),
        new(FactoryCreate, "新建供应商", "BUTTON", Factories, Sort: 831),
        new(FactoryEdit, "编辑供应商", "BUTTON", Factories, Sort: 832),
        new(FinishedGoods, "成品仓库", "MENU", null, "/warehouse/finished", 600),
        new(OutstockCreate, "出库", "BUTTON", FinishedGoods, Sort: 601),
        new(OutstockEdit, "填写物流", "BUTTON", FinishedGoods, Sort: 602),
        new(OutstockReverse, "冲销出库", "BUTTON", FinishedGoods, Sort: 603),
        new(StockAdjust, "库存调整", "BUTTON", FinishedGoods, Sort: 604),
        new(Finance, "财务中心", "MENU", null, "/finance/center", 700),
        new(ReconciliationEdit, "编辑对账单", "BUTTON", Finance, Sort: 701),
        new(ReconciliationApprove, "核实/审批对账单", "BUTTON", Finance, Sort: 702),
        new(ReconciliationPay, "确认付款", "BUTTON", Finance, Sort: 703),
        new(ReconciliationReturnPaid, "退回客户确认的付款", "BUTTON", Finance, Sort: 704),
        new(FactoryDelete, "删除供应商", "BUTTON", Factories, Sort: 833),
        new(FactoryImport, "导入供应商", "BUTTON", Factories, Sort: 834),
        new(Customers, "客户管理", "MENU", null, "/system/customer", 835),
        new(CustomerCreate, "新建客户", "BUTTON", Customers, Sort: 836),
        new(CustomerEdit, "编辑客户", "BUTTON", Customers, Sort: 837),
        new(CustomerDelete, "删除客户", "BUTTON", Customers, Sort: 838),
    ];
}
