using Weft.Hub.Modules.AppStore;

namespace Weft.Hub.Modules.Integrations.LogisticsSync;

/// <summary>物流对接 as the store sells it (app-store 1, 7).</summary>
internal sealed class LogisticsSyncApp : IAppType
{
    public const string AppType = "LOGISTICS_SYNC";

    public string Code => AppType;

    public string Name => "物流对接";

    public OrderScope DefaultScope => OrderScope.TenantOpenApi;

    // 物流轨迹跟踪, 签收状态通知 and 退货物流对接 are listed once they are delivered (app-store 1).
    public CatalogueEntry Catalogue { get; } = new(
        "🚚", "发货信息自动同步给客户：单号、承运商与数量随时可查。", 799, 7990, 3, true,
        ["发货信息同步", "批量发货管理"]);

    public IReadOnlyList<AppEndpoint> Endpoints { get; } =
    [
        new("GET", "/logistics/{orderNo}", "查询物流信息"),
        new("POST", "/logistics/list", "查询出库列表"),
        new("GET", "/events", "按序号补取本应用的事件"),
        new("PUSH", LogisticsUpdateEvent.EventType, "成品出库通知"),
    ];

    public (string Page, string Path) View => ("仓库管理 → 成品仓库", "/warehouse/finished");
}
