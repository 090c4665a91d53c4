using Weft.Hub.Console;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Modules;

namespace Weft.Hub.Modules.Exports;

/// <summary>Exports that are made in the background: their list, their files, and what makes them (console-pages 1).</summary>
internal sealed class ExportsModule : IModule
{
    public string Name => "Exports";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<ExportSignal>();
        services.AddSingleton<ExportFiles>();
        services.AddSingleton<IExportDesk, ExportDesk>();
        services.AddHostedService<ExportWorker>();
        services.AddClockJob<ExportCleanupJob>("exports-cleanup", TimeSpan.FromHours(1));
    }

    public void MapRoutes(IEndpointRouteBuilder routes)
    {
        var exports = routes.MapGroup("/api/system/exports").ForPermission(Platform.Sheets.Exports.Permission).WithTags("导入导出");
        exports.MapGet("", ListExports.HandleAsync).WithSummary("我的导出：page, size");
        exports.MapPost("", StartExport.HandleAsync).Accepts<StartExportRequest>("application/json").WithSummary("后台导出：list 为列表路径，query 为筛选条件");
        exports.MapGet("/{id:long}", ListExports.OneAsync).WithSummary("后台导出的进度");
        exports.MapGet("/{id:long}/file", FetchExport.HandleAsync).Produces(200, contentType: "application/octet-stream").Produces<Envelope<FieldErrors>>(400, "application/json")
            .WithSummary("下载导出文件");
        exports.MapDelete("/{id:long}", FetchExport.DeleteAsync).WithSummary("删除导出");
    }
}
