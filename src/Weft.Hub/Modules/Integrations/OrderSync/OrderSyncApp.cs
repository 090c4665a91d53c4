using Weft.Hub.Modules.AppStore;

namespace Weft.Hub.Modules.Integrations.OrderSync;

/// <summary>How the store sells this integration (app-store 1).</summary>
internal sealed class OrderSyncApp : IAppType
{
    public string Code => OrderSyncModule.AppType;

    public string Name => "下单对接";

    public OrderScope DefaultScope => OrderScope.Own;

    public CatalogueEntry Catalogue { get; } = new(
        "📦", "客户ERP系统直接下单到工厂，自动生成生产订单，订单完成后自动通知客户系统。", 999m, 9990m, SortOrder: 1, IsHot: true,
        ["自动接收客户订单", "订单状态同步", "订单变更通知", "批量导入导出", "订单数据校验"]);

    public IReadOnlyList<AppEndpoint> Endpoints { get; } =
    [
        new("POST", "/orders/create", "创建生产订单"),
        new("GET", "/orders/{orderNo}", "查询订单状态"),
        new("POST", "/orders/list", "查询订单列表"),
        new("POST", "/orders/upload", "批量上传订单"),
        new("POST", "/styles/upload", "批量上传款式"),
        new("POST", "/factories/upload", "批量上传加工厂"),
        new("POST", "/processes/upload", "批量上传款式工序"),
        new("PUSH", OrderStatusEvent.EventType, "生产订单完成通知"),
    ];

    public (string Page, string Path) View => ("生产管理 → 生产订单", "/production");
}
