using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.Gateway;
using Weft.Hub.Modules.Production;
using Weft.Hub.Modules.Webhooks;
using Weft.Hub.Platform.Modules;

namespace Weft.Hub.Modules.Integrations.LogisticsSync;

/// <summary>物流对接: shipments for customers, by query and by event (openapi-gateway 6.5, 6.9, 7.3).</summary>
internal sealed class LogisticsSyncModule : IModule
{
    public string Name => "LogisticsSync";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IAppType, LogisticsSyncApp>();
        services.AddWebhook<OutstockChanged, LogisticsUpdateEvent>();
        services.AddDocumentPushes(PushedDocument.Shipment, LogisticsUpdateEvent.EventType, "outstockNo", LogisticsSyncApp.AppType);
    }

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
        const string Tag = "物流对接 LOGISTICS_SYNC";
        routes.MapSignedRead("GET", "/logistics/{orderNo}", GetLogistics.HandleAsync, LogisticsSyncApp.AppType).WithTags(Tag).WithSummary("查询物流信息")
            .WithDescription("只含销售出库；已冲销的出库仍列出（reversed=true），但不计入合计。");
        routes.MapSignedRead("POST", "/logistics/list", ListLogistics.HandleAsync, LogisticsSyncApp.AppType).Accepts<ListLogisticsRequest>("application/json").WithTags(Tag)
            .WithSummary("查询出库列表").WithDescription("from、to 可为带时区的时间，或 yyyy-MM-dd（租户时区的整天）。");
    }
}
