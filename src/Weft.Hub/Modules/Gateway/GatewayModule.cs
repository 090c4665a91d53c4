using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.Gateway.Burst;
using Weft.Hub.Modules.Gateway.Calls;
using Weft.Hub.Modules.Gateway.Checks;
using Weft.Hub.Modules.Gateway.Quota;
using Weft.Hub.Modules.Gateway.Replay;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Modules;
using Weft.Hub.Platform.Sheets;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Gateway;

/// <summary>The signed door: ordered checks, replay store, quota, call log (openapi-gateway 1–5, 9). Integrations map their endpoints through it.</summary>
internal sealed class GatewayModule : IModule
{
    public string Name => "Gateway";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<GatewayOptions>().Bind(configuration.GetSection(GatewayOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<SignedDoor>();
        services.AddSingleton<FailureLimiter>();
        services.AddSingleton<Explanation>();
        services.AddSingleton<ReplayStore>();
        services.AddSingleton<QuotaCounter>();
        services.AddSingleton<TokenBuckets>();
        services.AddSingleton<CallLog>();
        services.AddSingleton<SecurityLog>();
        services.AddScoped<ICredentialUsage, CredentialUsageQuery>();
        services.AddScoped<CallTrace>();

        services.AddSingleton<GatewayChecks>();
        services.AddSingleton<HeaderCheck>();
        services.AddSingleton<ClockCheck>();
        services.AddSingleton<CredentialCheck>();
        services.AddSingleton<SignatureCheck>();
        services.AddSingleton<ReplayCheck>();
        services.AddSingleton<IpCheck>();
        services.AddSingleton<StandingCheck>();
        services.AddSingleton<AppTypeCheck>();
        services.AddSingleton<BurstCheck>();
        services.AddSingleton<QuotaCheck>();

        services.AddHostedService<CallLogWriter>();
        services.AddHostedService<SecurityLogWriter>();
        services.AddClockJob<ForgetClaimsJob>("gateway.forget-claims", TimeSpan.FromMinutes(1));
        services.AddClockJob<QuotaNoticeJob>("gateway.quota-notices", TimeSpan.FromMinutes(5));
        services.AddClockJob<CallLogRetentionJob>("gateway.log-retention", TimeSpan.FromHours(6));
    }

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
        var console = routes.MapGroup("/api/system/tenant-app").WithTags("客户应用");
        console.MapPost("/logs", ListCalls.HandleAsync).ForPermission("MENU_TENANT_APP_VIEW").Accepts<ListCalls.Request>("application/json").WithSummary("日志查询");
        console.MapGet("/logs/{id:long}", GetCall.HandleAsync).ForPermission("MENU_TENANT_APP_VIEW").WithSummary("日志详情");
        routes.MapExport("/api/system/tenant-app/logs", "调用日志", ["MENU_TENANT_APP_VIEW"], ListCalls.Columns, (fields, context, db) =>
        {
            var time = TenantTime.For(context.User().TimeZone);
            return ListCalls.Matching(fields, db, context.RequestServices.GetRequiredService<TimeProvider>()).AsAsyncEnumerable().Select(row => (row, time));
        }).WithTags("客户应用");
    }
}
