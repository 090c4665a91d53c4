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
        services.AddSingleton(new UserSettingName(QuickEntries.SettingName));
    }

    private static void MapDashboard(IEndpointRouteBuilder routes)
    {
        var dashboard = routes.MapGroup("/api/dashboard").WithTags("数据面板").ForPermission(ProductionPermissions.Dashboard);
        dashboard.MapGet("/cards", ReadDashboard.CardsAsync).WithSummary("样衣开发、大货下单、裁剪、出入库：日/周/月/年/总计");
        dashboard.MapGet("/cards/styles", ReadDashboard.StylesAsync).WithSummary("样衣开发：日/周/月/年/总计");
        dashboard.MapGet("/cards/ordered", ReadDashboard.OrderedAsync).WithSummary("大货下单（件）：日/周/月/年/总计");
        dashboard.MapGet("/cards/cut", ReadDashboard.CutAsync).WithSummary("裁剪数量：日/周/月/年/总计");
        dashboard.MapGet("/cards/moved", ReadDashboard.MovedAsync).WithSummary("出入库数量：日/周/月/年/总计");
        dashboard.MapGet("/quality", ReadDashboard.QualityAsync).WithSummary("质检统计概览：range=day|week|month");
        dashboard.MapGet("/due", ReadDashboard.DueAsync).WithSummary("延期订单和交期预警");
        dashboard.MapGet("/overdue", ReadDashboard.OverdueAsync).WithSummary("延期订单，最多 50 个：sort=orderNo|styleNo|quantity|due|factory，前缀 - 为倒序");
        dashboard.MapGet("/soon", ReadDashboard.SoonAsync).WithSummary("交期预警：7 天内到期，最多 50 个");
        dashboard.MapGet("/trends/orders", ReadTrends.OrdersAsync).WithSummary("近 30 天：下单、裁剪");
        dashboard.MapGet("/trends/scans", ReadTrends.ScansAsync).WithSummary("近 30 天：扫菲");
        dashboard.MapGet("/trends", ReadTrends.HandleAsync).WithSummary("近 30 天：下单、裁剪、扫菲");
        dashboard.MapGet("/activity", ReadDashboard.ActivityAsync).WithSummary("最近动态");
    }
}
