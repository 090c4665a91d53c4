using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.Gateway;
using Weft.Hub.Modules.Production;
using Weft.Hub.Modules.Webhooks;
using Weft.Hub.Platform.Modules;

namespace Weft.Hub.Modules.Integrations.QualityFeedback;

/// <summary>质检反馈: inspection results for customers, by query and by event (openapi-gateway 2, 6.4, 6.9, 7.3).</summary>
internal sealed class QualityFeedbackModule : IModule
{
    public string Name => "QualityFeedback";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IAppType, QualityFeedbackApp>();
        services.AddWebhook<QualityInspected, QualityResultEvent>();
        services.AddDocumentPushes(PushedDocument.Inspection, QualityResultEvent.EventType, "warehousingNo", QualityFeedbackApp.AppType);
    }

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
        const string Tag = "质检反馈 QUALITY_FEEDBACK";
        routes.MapSignedRead("GET", "/quality/{orderNo}", GetQuality.HandleAsync, QualityFeedbackApp.AppType).WithTags(Tag).WithSummary("查询质检报告")
            .WithDescription("最多返回最近 200 条质检记录（recordsTruncated=true 表示还有更多，请用 quality/list）。");
        routes.MapSignedRead("POST", "/quality/list", ListQuality.HandleAsync, QualityFeedbackApp.AppType).Accepts<ListQualityRequest>("application/json").WithTags(Tag)
            .WithSummary("查询质检记录列表").WithDescription("from、to 按质检时间，可为带时区的时间，或 yyyy-MM-dd（租户时区的整天）。");
        // GET /openapi/v1/events serves every app type; the Webhooks module maps it.
    }
}
