using Weft.Hub.Modules.AppStore;
using Weft.Hub.Platform.Modules;

namespace Weft.Hub.Modules.Integrations.PaymentSync;

/// <summary>付款对接: Reconciliations out, payment confirmations in (openapi-gateway 2).</summary>
internal sealed class PaymentSyncModule : IModule
{
    public string Name => "PaymentSync";

    public void AddServices(IServiceCollection services, IConfiguration configuration) => services.AddSingleton<IAppType, PaymentSyncApp>();

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
        // GET /openapi/v1/events serves every app type; the Webhooks module maps it.
    }
}
