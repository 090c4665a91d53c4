using Weft.Hub.Modules.AppStore;

namespace Weft.Hub.Modules.Integrations.PaymentSync;

/// <summary>付款对接 as the store sells it (app-store 1, 7).</summary>
internal sealed class PaymentSyncApp : IAppType
{
    public const string AppType = "PAYMENT_SYNC";

    public string Code => AppType;

    public string Name => "付款对接";

    public OrderScope DefaultScope => OrderScope.TenantOpenApi;

    public CatalogueEntry Catalogue { get; } = new(
        "💰", "对账单推送给客户，客户付款确认自动回传。", 999, 9990, 4, false,
        ["付款信息同步", "自动对账", "结算数据推送", "账单生成", "付款状态跟踪"]);

    public IReadOnlyList<AppEndpoint> Endpoints { get; } =
    [
        new("POST", "/payment/confirm", "确认付款"),
        new("GET", "/payment/{reconciliationNo}", "查询对账信息"),
        new("GET", "/payment/pending", "查询待付款对账单"),
        new("POST", "/payment/list", "查询对账单列表"),
        new("GET", "/events", "按序号补取本应用的事件"),
        new("PUSH", ReconciliationCreatedEvent.EventType, "对账单审批通知"),
    ];

    public (string Page, string Path) View => ("财务管理 → 财务中心", "/finance/center");
}
