using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.Gateway;
using Weft.Hub.Modules.Integrations.OrderSync.Pull;
using Weft.Hub.Modules.Production;
using Weft.Hub.Modules.Webhooks;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Modules;

namespace Weft.Hub.Modules.Integrations.OrderSync;

/// <summary>下单对接: a customer's ERP places production orders, follows them, and learns of their completion (openapi-gateway 6.1-6.3, 6.8, 6.9, 7.3).</summary>
internal sealed class OrderSyncModule : IModule
{
    public const string AppType = "ORDER_SYNC";

    public string Name => "OrderSync";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IAppType, OrderSyncApp>();
        services.AddSingleton<PullForward>();
        services.AddSingleton(new Console.UserSettingName(KeptMappings.SettingName));
        services.AddScoped<IOrderSources, OrderSources>();
        services.AddWebhook<OrderStatusChanged, OrderStatusEvent>();
    }

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
        const string Tag = "下单对接 ORDER_SYNC";
        routes.MapSignedWrite("POST", "/orders/create", CreateOrder.HandleAsync, AppType).Accepts<CreateOrderRequest>("application/json").WithTags(Tag)
            .WithSummary("创建生产订单").WithDescription("externalOrderNo 为幂等键：相同内容重复提交返回原订单（duplicated=true），内容不同返回 IDEMPOTENCY_CONFLICT。"
                + "expectedShipDate、remarks 可作为 requiredDate、remark 的别名。");
        routes.MapSignedRead("GET", "/orders/{orderNo}", GetOrder.HandleAsync, AppType).WithTags(Tag).WithSummary("查询订单状态");
        routes.MapSignedRead("POST", "/orders/list", ListOrders.HandleAsync, AppType).Accepts<ListOrdersRequest>("application/json").WithTags(Tag)
            .WithSummary("查询订单列表").WithDescription("createdFrom 等可为带时区的时间，或 yyyy-MM-dd（租户时区的整天）。");
        routes.MapSignedWrite("POST", "/orders/upload", UploadOrders.HandleAsync, AppType).Accepts<UploadOrdersRequest>("application/json").WithTags(Tag)
            .WithSummary("批量上传订单，最多 200 条").WithDescription("strict=true 时全部成功或全部不保存。");
        routes.MapSignedWrite("POST", "/styles/upload", UploadStyles.HandleAsync, AppType).Accepts<UploadStylesRequest>("application/json").WithTags(Tag)
            .WithSummary("批量上传款式，最多 200 条");
        routes.MapSignedWrite("POST", "/factories/upload", UploadFactories.HandleAsync, AppType).Accepts<UploadFactoriesRequest>("application/json").WithTags(Tag)
            .WithSummary("批量上传加工厂，最多 500 条");
        routes.MapSignedWrite("POST", "/processes/upload", UploadProcesses.HandleAsync, AppType).Accepts<UploadProcessesRequest>("application/json").WithTags(Tag)
            .WithSummary("批量上传款式工序，最多 100 条");
        routes.MapSignedWrite("POST", "/pull/pattern-order", PullPatternOrder.HandleAsync, AppType).Accepts<PullRequest>("application/json")
            .Produces<Envelope<PullAnswer>>(contentType: "application/json").Produces<Envelope<FieldErrors>>(400, "application/json").WithTags(Tag)
            .WithSummary("拉取客户纸样/制单，或导入订单").WithDescription("list_patterns、list_orders、get_pattern、get_order 转发到客户API地址，客户返回的任何结果都在 data 中；"
                + "import_order 与 orders/create 完全相同，订单字段与 action 并列。");
        routes.MapPost("/api/system/tenant-app/{id:long}/pull", TryPull.HandleAsync).ForPermission("MENU_TENANT_APP_MANAGE").Accepts<PullRequest>("application/json")
            .WithTags("客户应用").WithSummary("测试 Pull：list_patterns, list_orders, get_pattern, get_order");
        routes.MapPost("/api/system/tenant-app/{id:long}/pull/preview", PreviewImport.HandleAsync).ForPermission("MENU_TENANT_APP_MANAGE").Accepts<PreviewRequest>("application/json")
            .WithTags("客户应用").WithSummary("预览导入的订单，最多 200 条").WithDescription("按 orders/create 的规则检查每一条，不保存任何内容。");
        routes.MapPost("/api/system/tenant-app/{id:long}/pull/import", ImportPulled.HandleAsync).ForPermission("MENU_TENANT_APP_MANAGE").Accepts<CreateOrderRequest>("application/json")
            .WithTags("客户应用").WithSummary("导入一个订单").WithDescription("与 import_order 和 orders/create 完全相同，重复导入返回原订单；另需 ORDER_CREATE 权限。");
    }
}
