using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.Gateway;
using Weft.Hub.Modules.Webhooks.Deliveries;
using Weft.Hub.Modules.Webhooks.Recoveries;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Modules;

namespace Weft.Hub.Modules.Webhooks;

/// <summary>Tells customers' systems what happened: fan-out, delivery with retries, health, resend and recovery (openapi-gateway 7).</summary>
internal sealed class WebhooksModule : IModule
{
    private const string Manage = "MENU_TENANT_APP_MANAGE";

    public string Name => "Webhooks";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WebhooksOptions>().Bind(configuration.GetSection(WebhooksOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<WebhookMetrics>();
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<DeliveryPool>();
        services.AddSingleton<DeliverySignal>();
        services.AddSingleton<RecoverySignal>();
        services.AddScoped<DeliveryWriter>();
        services.AddScoped<DeliveryResend>();
        services.AddScoped<DeliveryTrace>();
        services.AddScoped<PushStates>();
        services.AddScoped<PushHealth>();
        services.AddScoped<IPushHealth>(provider => provider.GetRequiredService<PushHealth>());
        services.AddHostedService<DeliveryWorker>();
        services.AddHostedService<RecoveryWorker>();
        services.AddClockJob<RetentionJob>("webhooks.retention", TimeSpan.FromHours(6));
    }

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
        routes.MapSignedRead("GET", "/events", ListEvents.HandleAsync).WithSummary("按序号补取本应用的推送事件").WithTags("Webhooks");

        var apps = routes.MapGroup("/api/system/tenant-app").ForPermission(Manage).WithTags("Webhooks");
        apps.MapPost("/{id:long}/deliveries", ListDeliveries.HandleAsync).Accepts<ListDeliveries.Request>("application/json").WithSummary("推送记录");
        apps.MapGet("/deliveries/{id:long}", GetDelivery.HandleAsync).WithSummary("推送详情");
        apps.MapPost("/deliveries/{id:long}/resend", ResendDelivery.HandleAsync).WithSummary("重新推送");
        apps.MapPost("/{id:long}/ping", SendPing.HandleAsync).WithSummary("测试推送");
        apps.MapPost("/{id:long}/recoveries", StartRecovery.HandleAsync).Accepts<StartRecovery.Request>("application/json").WithSummary("批量补推");
        apps.MapGet("/{id:long}/recoveries", ReadRecoveries.PageAsync).WithSummary("批量补推列表");
        apps.MapGet("/{id:long}/recoveries/{recoveryId:long}", ReadRecoveries.OneAsync).WithSummary("批量补推进度");
        apps.MapPost("/{id:long}/recoveries/{recoveryId:long}/cancel", CancelRecovery.HandleAsync).WithSummary("取消批量补推");

        // The short address of app-store 7's table.
        routes.MapPost("/api/system/deliveries/{id:long}/resend", ResendDelivery.HandleAsync).ForPermission(Manage).WithTags("Webhooks").WithSummary("重新推送");
    }
}
