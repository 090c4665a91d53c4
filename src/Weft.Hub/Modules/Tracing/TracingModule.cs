using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Modules;

namespace Weft.Hub.Modules.Tracing;

/// <summary>One number in, the whole story of its orders out: what was done, what is in stock, what was owed, and who was told of it.</summary>
internal sealed class TracingModule : IModule
{
    public string Name => "Tracing";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<Console.ISearchSource, TraceSearch>();
        services.AddScoped<IntegrationTraces>();
    }

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/production/orders/{orderNo}/integration", OrderIntegration.HandleAsync).ForPermission(OrderIntegration.View)
            .WithSummary("订单对接：来源应用、客户单号、推送事件、接口调用").WithTags("追溯");
        // A catch-all: a bundle's code carries the style's number, which may have a slash in it.
        routes.MapGet("/api/trace/{**number}", TraceNumber.HandleAsync).ForPermission(TraceNumber.Orders)
            .WithSummary("追溯：订单号、客户单号、菲号二维码、SKU、质检入库单号、出库单号、对账单号、事件 id；page, size").WithTags("追溯");
    }
}
