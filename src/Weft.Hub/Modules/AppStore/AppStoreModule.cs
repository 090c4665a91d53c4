using Weft.Hub.Modules.AppStore.Catalogue;
using Weft.Hub.Modules.AppStore.Credentials;
using Weft.Hub.Modules.AppStore.Operator;
using Weft.Hub.Modules.AppStore.Orders;
using Weft.Hub.Modules.AppStore.Subscriptions;
using Weft.Hub.Modules.AppStore.Trials;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Hosting;
using Weft.Hub.Platform.Hosting.Demo;
using Weft.Hub.Platform.Modules;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.AppStore;

/// <summary>How a tenant gets the right to use an integration module, and the credential that goes with it (app-store).</summary>
internal sealed class AppStoreModule : IModule
{
    private const string StoreView = "MENU_APP_STORE_VIEW";
    private const string StoreBuy = "MENU_APP_STORE_BUY";
    private const string SubscriptionsView = "MENU_APP_SUBSCRIPTION_VIEW";
    private const string SubscriptionsManage = "MENU_APP_SUBSCRIPTION_MANAGE";
    private const string AppsView = "MENU_TENANT_APP_VIEW";
    private const string AppsManage = "MENU_TENANT_APP_MANAGE";
    private const string AppsSecret = "MENU_TENANT_APP_SECRET";
    private const string Json = "application/json";

    public string Name => "AppStore";

    public IEnumerable<Permission> Permissions =>
    [
        new(StoreView, "应用商店", "MENU", Path: StoreJournal.StorePath, Sort: 900),
        new(StoreBuy, "试用与购买应用", "BUTTON", StoreView, Sort: 901),
        new(SubscriptionsView, "查看订单与订阅", "BUTTON", StoreView, Sort: 902),
        new(SubscriptionsManage, "续费订阅", "BUTTON", StoreView, Sort: 903),
        new(AppsView, "客户应用管理", "MENU", Path: "/system/tenant-management", Sort: 910),
        new(AppsManage, "维护客户应用", "BUTTON", AppsView, Sort: 911),
        new(AppsSecret, "领取与重置密钥", "BUTTON", AppsView, Sort: 912),
    ];

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AppStoreOptions>().Bind(configuration.GetSection(AppStoreOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<SnapshotReader>();
        services.AddSingleton(provider => new CredentialDirectory(
            provider.GetRequiredService<SnapshotReader>(), provider.GetRequiredService<ChangeSignal>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IPaymentGateway, ManualPayment>();
        services.AddScoped<StoreTenant>().AddScoped<StoreJournal>().AddScoped<StoreScopes>();
        services.AddScoped<SubscriptionView>().AddScoped<CredentialView>().AddScoped<CredentialFigures>().AddScoped<CredentialForm>();

        services.AddScoped<EditCatalogue>().AddScoped<StartTrial>();
        services.AddScoped<PlaceAppOrder>().AddScoped<CancelOrder>().AddScoped<RecordPayment>().AddScoped<RefundOrder>().AddScoped<GrantModules>();
        services.AddScoped<ExtendSubscription>().AddScoped<TakeBackPeriod>().AddScoped<ContinueCredential>().AddScoped<ExpireOverdue>();
        services.AddScoped<CredentialMaker>().AddScoped<CreateCredential>().AddScoped<UpdateCredential>().AddScoped<SwitchCredential>().AddScoped<ResetSecrets>();
        services.AddScoped(provider => new ProvisionCredential(
            provider.GetRequiredService<HubDbContext>(), provider, provider.GetRequiredService<TimeProvider>()));

        services.AddScoped(provider => new TestReceiver(provider.GetRequiredService<HubDbContext>(), provider.GetRequiredService<UpdateCredential>()));

        services.AddSeed<CatalogueSeed>();
        services.AddDemoStep<DemoCredentials>();
        services.AddClockJob<ExpiryJob>(ExpiryJob.Name, TimeSpan.FromMinutes(1));
        services.AddClockJob<ReminderJob>(ReminderJob.Name, TimeSpan.FromHours(1));
        services.AddClockJob<PendingOrderJob>(PendingOrderJob.Name, TimeSpan.FromHours(1));
        services.AddClockJob<RewrapJob>(RewrapJob.Name, TimeSpan.FromHours(1));
    }

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
        MapStore(routes.MapGroup("/api/system/app-store").WithTags("应用商店"));
        MapCredentials(routes.MapGroup("/api/system/tenant-app").WithTags("客户应用"));
        MapOperator(routes.MapGroup("/api/system/app-store/admin").WithTags("平台管理"));
    }

    private static void MapStore(RouteGroupBuilder store)
    {
        store.MapPost("/list", ShowCatalogue.ListAsync).ForPermission(StoreView).Accepts<ShowCatalogue.Request>(Json).WithSummary("应用列表");
        store.MapGet("/{id:long}", ShowCatalogue.GetAsync).ForPermission(StoreView).WithSummary("应用详情");
        store.MapGet("/trial-status/{appId:long}", TrialStatus.HandleAsync).ForPermission(StoreView).WithSummary("试用状态");
        store.MapPost("/start-trial", StartTrial.HandleAsync).ForPermission(StoreBuy).Accepts<StartTrial.Request>(Json).WithSummary("免费试用");
        store.MapPost("/create-order", CreateOrder.HandleAsync).ForPermission(StoreBuy).Accepts<CreateOrder.Request>(Json).WithSummary("立即购买");
        store.MapGet("/order/{orderNo}", ShowOrders.GetAsync).ForPermission(StoreBuy).WithSummary("订单详情");
        store.MapPost("/order/{orderNo}/cancel", CancelOrder.HandleAsync).ForPermission(StoreBuy).Accepts<CancelOrder.Request>(Json).WithSummary("取消订单");
        store.MapPost("/my-orders", ShowOrders.ListAsync).ForPermission(SubscriptionsView).Accepts<ShowOrders.Request>(Json).WithSummary("我的订单");
        store.MapPost("/my-subscriptions", ShowSubscriptions.ListAsync).ForPermission(SubscriptionsView).Accepts<ShowSubscriptions.Request>(Json).WithSummary("我的订阅");
        store.MapPost("/subscription/{id:long}/renew", CreateOrder.RenewAsync).ForPermission(SubscriptionsManage).Accepts<CreateOrder.Contact>(Json).WithSummary("续费");
        store.MapPost("/my-apps", ShowSubscriptions.MineAsync).ForPermission(StoreView).WithSummary("我的已开通应用");
        store.MapPost("/quick-setup", UpdateCredential.SetUpAsync).ForPermission(AppsManage).Accepts<UpdateCredential.SetupRequest>(Json).WithSummary("快速配置地址");
    }

    private static void MapCredentials(RouteGroupBuilder apps)
    {
        apps.MapPost("/list", ShowCredentials.ListAsync).ForPermission(AppsView).Accepts<ShowCredentials.Request>(Json).WithSummary("应用列表");
        apps.MapGet("/{id:long}", ShowCredentials.GetAsync).ForPermission(AppsView).WithSummary("应用详情");
        apps.MapGet("/app-types", ShowCredentials.TypesAsync).ForPermission(AppsView).WithSummary("应用类型");
        apps.MapGet("/stats", ShowCredentials.StatsAsync).ForPermission(AppsView).WithSummary("统计");
        apps.MapGet("/integration-overview", IntegrationOverview.HandleAsync).ForPermission(AppsView).WithSummary("集成总览");
        apps.MapPost("/create", CreateCredential.HandleAsync).ForPermission(AppsManage).Accepts<CreateCredential.Request>(Json).WithSummary("创建应用");
        apps.MapPut("/{id:long}", UpdateCredential.HandleAsync).ForPermission(AppsManage).Accepts<UpdateCredential.Request>(Json).WithSummary("修改应用");
        apps.MapPost("/{id:long}/enable", SwitchCredential.HandleEnableAsync).ForPermission(AppsManage).WithSummary("启用");
        apps.MapPost("/{id:long}/disable", SwitchCredential.HandleDisableAsync).ForPermission(AppsManage).Accepts<SwitchCredential.DisableRequest>(Json).WithSummary("停用");
        apps.MapDelete("/{id:long}", SwitchCredential.HandleDeleteAsync).ForPermission(AppsManage).WithSummary("删除");
        apps.MapPost("/{id:long}/reset-secret", ResetSecrets.HandleResetAsync).ForPermission(AppsSecret).Accepts<ResetSecrets.ResetRequest>(Json).WithSummary("重置密钥");
        apps.MapPost("/{id:long}/reset-callback-secret", ResetSecrets.HandleResetCallbackAsync).ForPermission(AppsSecret).Accepts<ResetSecrets.Request>(Json).WithSummary("重置回调密钥");
        apps.MapPost("/{id:long}/reveal-secret", ResetSecrets.HandleRevealAsync).ForPermission(AppsSecret).Accepts<ResetSecrets.Request>(Json).WithSummary("领取密钥");
    }

    private static void MapOperator(RouteGroupBuilder admin)
    {
        admin.MapPost("/order-list", ListOrders.HandleAsync).ForOperator().Accepts<ListOrders.Request>(Json).WithSummary("应用订单");
        admin.MapPost("/record-payment", RecordPayment.HandleAsync).ForOperator().Accepts<RecordPayment.Request>(Json).WithSummary("登记付款并激活");
        admin.MapPost("/set-discount", RefundOrder.DiscountAsync).ForOperator().Accepts<RefundOrder.DiscountRequest>(Json).WithSummary("设置优惠");
        admin.MapPost("/cancel-order", RefundOrder.CancelAsync).ForOperator().Accepts<RefundOrder.Request>(Json).WithSummary("取消订单");
        admin.MapPost("/refund", RefundOrder.HandleAsync).ForOperator().Accepts<RefundOrder.Request>(Json).WithSummary("退款");
        admin.MapPost("/grant-to-tenant", GrantModules.HandleGrantAsync).ForOperator().Accepts<GrantModules.Request>(Json).WithSummary("开通应用");
        admin.MapPost("/revoke-from-tenant", GrantModules.HandleRevokeAsync).ForOperator().Accepts<GrantModules.RevokeRequest>(Json).WithSummary("收回应用");
        admin.MapPost("/tenant-subscriptions", ListOrders.SubscriptionsAsync).ForOperator().Accepts<ListOrders.SubscriptionsRequest>(Json).WithSummary("租户订阅");
        admin.MapPost("/catalogue", ShowCatalogue.ListAllAsync).ForOperator().WithSummary("应用目录");
        admin.MapPut("/catalogue/{id:long}", EditCatalogue.HandleAsync).ForOperator().Accepts<EditCatalogue.Request>(Json).WithSummary("修改应用目录");
    }
}
