using Weft.Hub.Modules.Production.Factories;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Styles;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Hosting.Demo;
using Weft.Hub.Platform.Modules;

namespace Weft.Hub.Modules.Production;

/// <summary>The factory's own business: styles, factories, production orders (production-domain).</summary>
internal sealed class ProductionModule : IModule
{
    private const string Orders = "/api/production/orders";
    private const string Styles = "/api/production/styles";
    private const string Factories = "/api/system/factories";

    public string Name => "Production";

    public IEnumerable<Permission> Permissions => ProductionPermissions.All;

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<PlaceOrder>();
        services.AddScoped<CompleteOrder>();
        services.AddScoped<CancelOrder>();
        services.AddScoped<ScrapOrder>();
        services.AddScoped<BeginProduction>();
        services.AddScoped<OrderQueries>();
        services.AddScoped<RegisterStyles>();
        services.AddScoped<RegisterFactories>();
        services.AddDemoStep<DemoProduction>();
    }

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
        MapOrders(routes);
        MapStyles(routes);
        MapFactories(routes);
    }

    private static void MapOrders(IEndpointRouteBuilder routes)
    {
        const string Tag = "生产订单";
        routes.MapGet(Orders, ListOrders.HandleAsync).ForPermission(ProductionPermissions.Orders)
            .WithSummary("订单列表：page, size, status（含 overdue）, orderNo, externalOrderNo, styleNo, keyword, factoryId, source, sourceAppId, merchandiser, createdFrom, createdTo, sort")
            .WithTags(Tag);
        routes.MapGet(Orders + "/{orderNo}", ReadOrder.HandleAsync).ForPermission(ProductionPermissions.Orders)
            .WithSummary("订单详情：明细、工序、操作记录").WithTags(Tag);
        routes.MapPost(Orders, PlaceConsoleOrder.HandleAsync).ForPermission(ProductionPermissions.OrderCreate)
            .Accepts<PlaceConsoleOrderRequest>("application/json").WithSummary("新增订单").WithTags(Tag);
        routes.MapPut(Orders + "/{orderNo}", EditOrder.HandleAsync).ForPermission(ProductionPermissions.OrderEdit)
            .Accepts<EditOrderRequest>("application/json").WithSummary("编辑订单").WithTags(Tag);
        routes.MapPost(Orders + "/{orderNo}/lines", AllocateLines.HandleAsync).ForPermission(ProductionPermissions.OrderEdit)
            .Accepts<AllocateLinesRequest>("application/json").WithSummary("拆分颜色尺码：合计必须等于订单数量").WithTags(Tag);
        routes.MapPost(Orders + "/{orderNo}/complete", EndOrder.CompleteAsync).ForPermission(ProductionPermissions.OrderComplete)
            .Accepts<EndOrderRequest>("application/json").WithSummary("关单；force 为强制关单，需要管理员和原因").WithTags(Tag);
        routes.MapPost(Orders + "/{orderNo}/cancel", EndOrder.CancelAsync).ForPermission(ProductionPermissions.OrderCancel)
            .Accepts<EndOrderRequest>("application/json").WithSummary("取消订单，需要原因").WithTags(Tag);
        routes.MapPost(Orders + "/{orderNo}/scrap", EndOrder.ScrapAsync).ForPermission(ProductionPermissions.OrderScrap)
            .Accepts<EndOrderRequest>("application/json").WithSummary("报废订单，需要原因").WithTags(Tag);
    }

    private static void MapStyles(IEndpointRouteBuilder routes)
    {
        const string Tag = "款式";
        routes.MapGet(Styles, ListStyles.HandleAsync).ForPermission(ProductionPermissions.Styles).WithSummary("款式列表：page, size, styleNo, category, status, keyword").WithTags(Tag);
        routes.MapGet(Styles + "/{id:long}", ListStyles.ReadAsync).ForPermission(ProductionPermissions.Styles).WithSummary("款式详情").WithTags(Tag);
        routes.MapPost(Styles, SaveStyle.CreateAsync).ForPermission(ProductionPermissions.StyleCreate)
            .Accepts<StyleRequest>("application/json").WithSummary("新建款式").WithTags(Tag);
        routes.MapPut(Styles + "/{id:long}", SaveStyle.UpdateAsync).ForPermission(ProductionPermissions.StyleEdit)
            .Accepts<StyleRequest>("application/json").WithSummary("编辑款式").WithTags(Tag);
        routes.MapPost(Styles + "/{id:long}/enable", SaveStyle.EnableAsync).ForPermission(ProductionPermissions.StyleEdit).WithSummary("启用款式").WithTags(Tag);
        routes.MapPost(Styles + "/{id:long}/disable", SaveStyle.DisableAsync).ForPermission(ProductionPermissions.StyleEdit).WithSummary("停用款式").WithTags(Tag);
    }

    private static void MapFactories(IEndpointRouteBuilder routes)
    {
        const string Tag = "供应商";
        // Whoever places orders chooses a factory.
        routes.MapGet(Factories, ListFactories.HandleAsync).ForPermission(ProductionPermissions.Factories, ProductionPermissions.Orders)
            .WithSummary("加工厂列表：page, size, factoryName, status").WithTags(Tag);
        routes.MapGet(Factories + "/{id:long}", ListFactories.ReadAsync).ForPermission(ProductionPermissions.Factories).WithSummary("加工厂详情").WithTags(Tag);
        routes.MapPost(Factories, SaveFactory.CreateAsync).ForPermission(ProductionPermissions.FactoryCreate)
            .Accepts<FactoryRequest>("application/json").WithSummary("新建加工厂").WithTags(Tag);
        routes.MapPut(Factories + "/{id:long}", SaveFactory.UpdateAsync).ForPermission(ProductionPermissions.FactoryEdit)
            .Accepts<FactoryRequest>("application/json").WithSummary("编辑加工厂").WithTags(Tag);
        routes.MapPost(Factories + "/{id:long}/activate", SaveFactory.ActivateAsync).ForPermission(ProductionPermissions.FactoryEdit).WithSummary("启用加工厂").WithTags(Tag);
        routes.MapPost(Factories + "/{id:long}/deactivate", SaveFactory.DeactivateAsync).ForPermission(ProductionPermissions.FactoryEdit).WithSummary("停用加工厂").WithTags(Tag);
    }
}
