using Weft.Hub.Modules.AppStore;

namespace Weft.Hub.Modules.Integrations.QualityFeedback;

/// <summary>质检反馈 as the store sells it (app-store 1, 7).</summary>
internal sealed class QualityFeedbackApp : IAppType
{
    public const string AppType = "QUALITY_FEEDBACK";

    public string Code => AppType;

    public string Name => "质检反馈";

    public OrderScope DefaultScope => OrderScope.TenantOpenApi;

    public CatalogueEntry Catalogue { get; } = new(
        "✅", "质检结果自动推送给客户：合格、不良与返修数量随时可查。", 799, 7990, 2, false,
        ["质检结果推送", "不良品反馈", "质检报告生成", "质量数据统计", "异常预警通知"]);

    public IReadOnlyList<AppEndpoint> Endpoints { get; } =
    [
        new("GET", "/quality/{orderNo}", "查询质检报告"),
        new("POST", "/quality/list", "查询质检记录列表"),
        new("GET", "/events", "按序号补取本应用的事件"),
        new("PUSH", QualityResultEvent.EventType, "质检结果通知"),
    ];

    public (string Page, string Path) View => ("生产管理 → 入库管理", "/production/warehousing");
}
