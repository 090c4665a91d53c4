using Weft.Hub.Modules.PartnerApi.Access;
using Weft.Hub.Modules.PartnerApi.Documents;
using Weft.Hub.Modules.PartnerApi.Families;
using Weft.Hub.Modules.PartnerApi.Functions;
using Weft.Hub.Modules.PartnerApi.Logistics;
using Weft.Hub.Modules.PartnerApi.Master;
using Weft.Hub.Modules.PartnerApi.Notifying;
using Weft.Hub.Modules.PartnerApi.Reference;
using Weft.Hub.Modules.PartnerApi.Requests;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Hosting.Demo;
using Weft.Hub.Platform.Modules;
using Weft.Hub.Platform.Outbox;

namespace Weft.Hub.Modules.PartnerApi;

/// <summary>The SCM partner API: tokens, stored requests, functions driven by their descriptors, and the console's view of them (scm-partner-api).</summary>
internal sealed partial class PartnerApiModule : IModule
{
    public string Name => "PartnerApi";

    public IEnumerable<Permission> Permissions => PartnerPermissions.All;

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PartnerApiOptions>().Bind(configuration.GetSection(PartnerApiOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<FunctionCatalogue>();
        services.AddSingleton<FunctionReference>();
        services.AddSingleton<TokenKeys>();
        services.AddSingleton<PartnerTokens>();
        services.AddSingleton<PartnerDirectory>();
        services.AddSingleton<CallLimits>();
        services.AddSingleton<TokenDoor>();
        services.AddSingleton<ProcessDoor>();
        services.AddSingleton<DoorAnswers>();
        services.AddSingleton<RequestWork>();
        services.AddSingleton<RequestRunner>();
        services.AddSingleton<RequestSignal>();
        services.AddScoped<RequestStore>();
        services.AddSingleton<NotificationSignal>();
        services.AddScoped<ResultNotifier>();
        services.AddHostedService<NotificationWorker>();
        services.AddScoped<References>();
        services.AddScoped<PartyDirectory>();
        services.AddScoped<TradeTerms>();
        services.AddScoped<TradeHeads>();
        services.AddScoped<TradeLines>();
        services.AddScoped<StockBook>();
        services.AddScoped<DocumentStore>();
        services.AddScoped<DocumentStock>();
        services.AddScoped<DocumentFlow>();
        services.AddScoped<DocumentDesk>();
        services.AddScoped<ProductionShipments>();
        services.AddEventHandler<OutstockChanged, ReceiptKeeper>();
        services.AddScoped<Console.PartnerConsole>();
        services.AddDemoStep<DemoPartner>();
        services.AddHostedService<RequestWorker>();
        services.AddClockJob<ScheduledRunJob>(ScheduledRunJob.Name, TimeSpan.FromMinutes(1));
        services.AddClockJob<StuckRequestsJob>(StuckRequestsJob.Name, TimeSpan.FromMinutes(1));
        services.AddClockJob<RetentionJob>(RetentionJob.Name, TimeSpan.FromHours(6));
        services.AddClockJob<RewrapPartnerSecretsJob>(RewrapPartnerSecretsJob.Name, TimeSpan.FromHours(1));

        // The families: one line each.
        services.AddScoped<DocumentFunction, InventoryAdjustments>();
        services.AddScoped<QueryFunction, PendingShipments>();
        services.AddScoped<DocumentFunction, TradeDocuments>();
        services.AddScoped<DocumentFunction, GoodsReceipts>();
        services.AddScoped<DocumentFunction, Payments>();
        services.AddScoped<DocumentFunction, RfqResponses>();
        services.AddScoped<QueryFunction, BusinessPartnerQueries>();
        services.AddScoped<DocumentFunction, StockTransfers>();
        services.AddScoped<QueryFunction, PendingTransfers>();
        services.AddScoped<DocumentFunction, TransferConfirmations>();
        services.AddScoped<DocumentFunction, DocumentActions>();
        services.AddScoped<QueryFunction, StockQuery>();
        services.AddScoped<QueryFunction, ProductQuery>();
        services.AddScoped<QueryFunction, StockCountQuery>();
        services.AddScoped<DocumentFunction, StockCountUpload>();
        services.AddScoped<DocumentFunction, GoodsConfirmations>();
    }

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
        routes.Map("/api/v1/auth/tokens", (HttpContext http) => http.RequestServices.GetRequiredService<TokenDoor>().HandleAsync(http))
            .WithMetadata(new PartnerAccess()).ExcludeFromDescription();
        routes.Map("/api/v1/processes/{**path}", (HttpContext http) => http.RequestServices.GetRequiredService<ProcessDoor>().HandleAsync(http))
            .WithMetadata(new PartnerAccess()).ExcludeFromDescription();
        MapConsole(routes);
    }
}

/// <summary>Who may call is decided by the partner API's own doors: the identification code, or the token.</summary>
internal sealed record PartnerAccess : ISelfEnforced;
