using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Sheets;

namespace Weft.Hub.Modules.Exports;

internal sealed record DeletedExportAnswer(long Id);

/// <summary>GET /api/system/exports/{id}/file and DELETE /api/system/exports/{id}.</summary>
internal static class FetchExport
{
    public static async Task<IResult> HandleAsync(long id, HttpContext context, HubDbContext db, ExportCatalogue catalogue, ExportFiles files, CancellationToken ct)
    {
        if (await ListExports.Own(context, db).AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, ct) is not { } run)
        {
            return (Answer<Done>)ExportsErrors.NotFound;
        }
        if (run.State != ExportState.Done)
        {
            return (Answer<Done>)(run.State == ExportState.Failed ? ExportsErrors.Failed.With(run.Problem) : ExportsErrors.NotReady);
        }
        // Who may no longer see the list does not see its copy either.
        if (catalogue.Find(run.List)?.Refused(context.User()) is { } refusal)
        {
            return (Answer<Done>)refusal;
        }
        if (files.Open(run.TenantId, run.Id, run.Format) is not { } content)
        {
            return (Answer<Done>)ExportsErrors.NotFound;
        }
        context.Response.SendsFile(run.FileName);
        return Results.Stream(content, run.Format == "csv" ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    }

    /// <summary>Also one that is being made: whoever makes it finds that it is gone, and stops.</summary>
    public static async Task<Answer<DeletedExportAnswer>> DeleteAsync(long id, HttpContext context, HubDbContext db, ExportFiles files, CancellationToken ct)
    {
        var tenantId = db.Tenant.Required;
        if (await db.UnitAsync(() => ListExports.Own(context, db).Where(r => r.Id == id).ExecuteDeleteAsync(ct), ct) == 0)
        {
            return ExportsErrors.NotFound;
        }
        files.Delete(tenantId, id);
        return new DeletedExportAnswer(id);
    }
}
