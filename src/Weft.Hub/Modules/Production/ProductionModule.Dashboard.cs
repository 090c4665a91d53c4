using Weft.Hub.Console;
using Weft.Hub.Modules.Production.Dashboard;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Production;

/// <summary>数据面板 and the search in the header.</summary>
internal sealed partial class ProductionModule
{
    private static void AddSearch(IServiceCollection services)
    {
        services.AddScoped<ISearchSource, StyleSearch>();
        services.AddScoped<ISearchSource, OrderSearch>();
        services.AddScoped<ISearchSource, FactorySearch>();
    }

    private static void MapDashboard(IEndpointRouteBuilder routes)
    {
        var dashboard = routes.MapGroup("/api/dashboard").WithTags("数据面板").ForPermission(ProductionPermissions.Dashboard);
        dashboard.MapGet("/cards", ReadDashboard.CardsAsync).WithSummary("样衣开发、大货下单、裁剪、出入库：日/周/月/年/总计");
        dashboard.MapGet("/quality", ReadDashboard.QualityAsync).WithSummary("质检统计概览：range=day|week|month");
        dashboard.MapGet("/due", ReadDashboard.DueAsync).WithSummary("延期订单和交期预警");
        dashboard.MapGet("/trends", ReadTrends.HandleAsync).WithSummary("近 30 天：下单、裁剪、扫菲");
        dashboard.MapGet("/activity", ReadDashboard.ActivityAsync).WithSummary("最近动态");
    }
}
