using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Sheets;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Imports;

/// <summary>An import that stored something.</summary>
internal sealed record ImportRow(
    long Id, string Kind, string FileName, int Total, int Imported, string CreatedByName, DateTimeOffset CreateTime, DateTimeOffset? UndoneAt, string? UndoneByName);

/// <summary>The routes around imports: one POST for each kind, its template, the list, and undo.</summary>
internal static class ImportSlices
{
    /// <summary>POST {list}/import and GET {list}/import-template.</summary>
    public static void MapImport<TKind>(this IEndpointRouteBuilder routes, string list, string action, string permission, string name) where TKind : ImportKind
    {
        routes.MapPost($"{list}/{action}", (HttpContext context, TKind kind, RunImport run, CancellationToken ct) => run.ExecuteAsync(kind, context, ct))
            .ForPermission(permission).Accepts<Stream>("application/octet-stream").WithTags("导入导出")
            .WithSummary($"导入{name}：请求体为 .xlsx 或 CSV 文件，?fileName=&mode=all|valid&dryRun=true|false&sheet=");
        routes.MapGet($"{list}/{action}-template", (HttpContext context, TKind kind, CancellationToken ct) => TemplateAsync(kind, context, ct))
            .ForPermission(permission).Produces(200, contentType: "application/octet-stream").Produces<Envelope<FieldErrors>>(400, "application/json").WithTags("导入导出")
            .WithSummary($"{name}导入模板");
    }

    /// <summary>GET /api/production/imports: newest first.</summary>
    public static async Task<Answer<PageOf<ImportRow>>> ListAsync(Fields fields, HttpContext context, IEnumerable<ImportKind> kinds, HubDbContext db, CancellationToken ct)
    {
        var page = PageRequest.Read(fields);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var mine = kinds.Where(k => context.User().May(k.Permission)).Select(k => k.Code).ToList();
        var found = await db.Set<ImportRun>().AsNoTracking().Where(r => mine.Contains(r.Kind)).OrderByDescending(r => r.CreateTime).ThenByDescending(r => r.Id).PageAsync(page, r => r, ct);
        var time = TenantTime.For(context.User().TimeZone);
        return new PageOf<ImportRow>(found.Total, found.Page, found.Size, [.. found.Records.Select(r => new ImportRow(
            r.Id, r.Kind, r.FileName, r.Total, r.Imported, r.CreatedByName, time.Local(r.CreateTime), time.Local(r.UndoneAt), r.UndoneByName))]);
    }

    /// <summary>POST /api/production/imports/{id}/undo: all that it made, while nothing depends on it.</summary>
    public static async Task<Answer<Done>> UndoAsync(
        long id, HttpContext context, IEnumerable<ImportKind> kinds, HubDbContext db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var mine = kinds.Where(k => context.User().May(k.Permission)).ToDictionary(k => k.Code);
        return await db.CommitAsync<Done>(async () =>
        {
            var run = await db.Set<ImportRun>().Include(r => r.Batches).FirstOrDefaultAsync(r => r.Id == id, ct);
            if (run is null || !mine.TryGetValue(run.Kind, out var kind))
            {
                return ImportErrors.NotFound;
            }
            if (run.UndoneAt is not null)
            {
                return ImportErrors.Undone;
            }
            foreach (var batch in run.Batches)
            {
                if (await kind.UndoAsync(batch.Ids, ct) is { } refusal)
                {
                    return refusal;
                }
            }
            run.Undo(actor.Name, clock.UtcNow());
            return Done.Value;
        }, ct);
    }

    private static async Task<IResult> TemplateAsync(ImportKind kind, HttpContext context, CancellationToken ct)
    {
        using var file = new MemoryStream();
        await using (var writer = SheetWriter.Open("xlsx", file))
        {
            await writer.BeginAsync(kind.Name, ct);
            foreach (var row in kind.Template)
            {
                await writer.WriteAsync([.. row.Select(text => new WrittenCell(text.Length > 0 ? text : null, CellLook.Header))], ct);
            }
            await writer.EndAsync(ct);
        }
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.File(file.ToArray(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", kind.Name + "导入模板.xlsx");
    }
}
