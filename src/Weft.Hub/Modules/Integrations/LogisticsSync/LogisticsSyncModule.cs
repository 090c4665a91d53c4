using Weft.Hub.Modules.AppStore;
using Weft.Hub.Platform.Modules;

namespace Weft.Hub.Modules.Integrations.LogisticsSync;

/// <summary>物流对接: Shipments for customers (openapi-gateway 2).</summary>
internal sealed class LogisticsSyncModule : IModule
{
    public string Name => "LogisticsSync";

    public void AddServices(IServiceCollection services, IConfiguration configuration) => services.AddSingleton<IAppType, LogisticsSyncApp>();

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
        // GET /openapi/v1/events serves every app type; the Webhooks module maps it.
    }
}
