using Weft.Hub.Platform.Modules;

namespace Weft.Hub.Modules.Production;

/// <summary>The permission codes of this module (production-domain 11). Who holds a button's code is its supervisor.</summary>
internal static class ProductionPermissions
{
    public const string Styles = "MENU_STYLE_INFO";
    public const string StyleCreate = "STYLE_CREATE";
    public const string StyleEdit = "STYLE_EDIT";
    public const string Orders = "MENU_PRODUCTION_ORDER_VIEW";
    public const string OrderCreate = "ORDER_CREATE";
    public const string OrderEdit = "ORDER_EDIT";
    public const string OrderCancel = "ORDER_CANCEL";
    public const string OrderComplete = "ORDER_COMPLETE";
    public const string OrderScrap = "ORDER_SCRAP";

    /// <summary>Closing below the threshold is the administrators', beyond a supervisor's right to close (Weft).</summary>
    public const string ForceComplete = "ORDER_FORCE_COMPLETE";
    public const string Factories = "MENU_FACTORY";
    public const string FactoryCreate = "FACTORY_CREATE";
    public const string FactoryEdit = "FACTORY_EDIT";

    public static readonly IReadOnlyList<Permission> All =
    [
        new(Styles, "款式管理", "MENU", null, "/style-info", 200),
        new(StyleCreate, "新建款式", "BUTTON", Styles, Sort: 201),
        new(StyleEdit, "编辑款式", "BUTTON", Styles, Sort: 202),
        new("STYLE_DELETE", "删除款式", "BUTTON", Styles, Sort: 203),
        new("STYLE_IMPORT", "导入款式", "BUTTON", Styles, Sort: 204),
        new("STYLE_EXPORT", "导出款式", "BUTTON", Styles, Sort: 205),
        new(Orders, "生产订单", "MENU", null, "/production", 300),
        new(OrderCreate, "新增订单", "BUTTON", Orders, Sort: 301),
        new(OrderEdit, "编辑订单", "BUTTON", Orders, Sort: 302),
        new("ORDER_DELETE", "删除订单", "BUTTON", Orders, Sort: 303),
        new(OrderCancel, "取消订单", "BUTTON", Orders, Sort: 304),
        new(OrderComplete, "关单", "BUTTON", Orders, Sort: 305),
        new(ForceComplete, "强制关单", "BUTTON", Orders, Sort: 306),
        new(OrderScrap, "报废订单", "BUTTON", Orders, Sort: 307),
        new("ORDER_IMPORT", "导入订单", "BUTTON", Orders, Sort: 308),
        new("ORDER_EXPORT", "导出订单", "BUTTON", Orders, Sort: 309),
        new("ORDER_TRANSFER", "转厂", "BUTTON", Orders, Sort: 310),
        new(Factories, "供应商管理", "MENU", null, "/system/factory", 830),
        new(FactoryCreate, "新建供应商", "BUTTON", Factories, Sort: 831),
        new(FactoryEdit, "编辑供应商", "BUTTON", Factories, Sort: 832),
        new("FACTORY_DELETE", "删除供应商", "BUTTON", Factories, Sort: 833),
    ];
}
