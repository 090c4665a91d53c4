using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Console;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Sheets;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Exports;

/// <param name="List">Path of the list, such as <c>/api/production/orders</c>.</param>
/// <param name="Query">Filters and format as they stand in an address, with or without the question mark.</param>
internal sealed record StartExportRequest(string List, string? Query);

/// <summary>POST /api/system/exports, whatever the size; and what the console's 导出 does, by the size.</summary>
internal static class StartExport
{
    /// <summary>What is larger runs in the background (console-pages 1).</summary>
    public const int MostAtOnce = 5000;

    /// <summary>Unfinished exports of one person.</summary>
    public const int MostWaiting = 5;

    public static async Task<Answer<ExportRow>> HandleAsync(
        Fields fields, HttpContext context, HubDbContext db, ExportCatalogue catalogue, ExportSignal signal, CancellationToken ct)
    {
        var (list, query) = (fields.Text("list", 200, required: true), fields.Text("query", 2000) ?? "");
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        if (catalogue.Find(list!) is not { } source)
        {
            return ExportsErrors.NoSuchList;
        }
        var opened = source.Open(Filters(query), context, db);
        return opened.IsRefused(out var refusal) ? refusal : await StartAsync(source, query, opened.Value.Format, context, db, signal, ct);
    }

    public static Fields Filters(string query) => Fields.FromQuery(new QueryCollection(QueryHelpers.ParseQuery(query)));

    public static async Task<Answer<ExportRow>> StartAsync(
        ExportSource source, string query, string format, HttpContext context, HubDbContext db, ExportSignal signal, CancellationToken ct)
    {
        var (user, time) = (context.User(), TenantTime.For(context.User().TimeZone));
        Result<ExportRun> started = await db.UnitAsync<Result<ExportRun>>(async () =>
        {
            if (await db.Set<ExportRun>().CountAsync(r => r.UserId == user.UserId && (r.State == ExportState.Waiting || r.State == ExportState.Running), ct) >= MostWaiting)
            {
                return ExportsErrors.TooMany.With(MostWaiting);
            }
            var run = new ExportRun(db.Tenant.Required, user.UserId, source.List, query, source.Title, $"{source.FileName(user, db.Clock.UtcNow())}.{format}", format);
            db.Add(run);
            db.AfterCommit(signal.Wake);
            await db.SaveChangesAsync(ct);
            return run;
        }, ct);
        return started.IsRefused(out var refusal) ? refusal : ExportRow.Of(started.Value, time);
    }
}

/// <summary>What 导出 of a page does: reads the first rows to know whether there are many.</summary>
internal sealed class ExportDesk(ExportCatalogue catalogue, ExportSignal signal) : IExportDesk
{
    public string Page => "/system/profile?tab=exports";

    public async Task<Answer<ExportBegun>> BeginAsync(string list, string query, PageCall call)
    {
        if (catalogue.Find(list) is not { } source)
        {
            return ExportsErrors.NoSuchList;
        }
        call.Context.RequestAborted = call.Stopped;
        var opened = source.Open(StartExport.Filters(query), call.Context, call.Db);
        if (opened.IsRefused(out var refusal))
        {
            return refusal;
        }
        if (!await opened.Value.AreMoreThanAsync(StartExport.MostAtOnce, call.Stopped))
        {
            return new ExportBegun(InBackground: false);
        }
        var started = await StartExport.StartAsync(source, query, opened.Value.Format, call.Context, call.Db, signal, call.Stopped);
        return started.Refusal is { } no ? no : new ExportBegun(InBackground: true);
    }
}
