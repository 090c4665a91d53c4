using Weft.Hub.Modules.AppStore;
using Weft.Hub.Platform.Modules;

namespace Weft.Hub.Modules.Integrations.QualityFeedback;

/// <summary>质检反馈: Inspection results for customers (openapi-gateway 2).</summary>
internal sealed class QualityFeedbackModule : IModule
{
    public string Name => "QualityFeedback";

    public void AddServices(IServiceCollection services, IConfiguration configuration) => services.AddSingleton<IAppType, QualityFeedbackApp>();

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
        // GET /openapi/v1/events serves every app type; the Webhooks module maps it.
    }
}
