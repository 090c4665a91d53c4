using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Exports;

/// <summary>One's own export. The file can be fetched while the state is <c>done</c>, until it expires.</summary>
public sealed record ExportRow(
    long Id, string Title, string FileName, string Format, string State, long Rows, long SizeBytes, string? Problem, DateTimeOffset CreateTime, DateTimeOffset? EndedAt,
    DateTimeOffset? ExpiresAt)
{
    internal static ExportRow Of(ExportRun run, TenantTime time) => new(
        run.Id, run.Title, run.FileName, run.Format, run.State.ToString().ToLowerInvariant(), run.Rows, run.SizeBytes, run.Problem, time.Local(run.CreateTime), time.Local(run.EndedAt),
        time.Local(run.ExpiresAt));
}

/// <summary>GET /api/system/exports and /api/system/exports/{id}: what the caller himself asked for, newest first.</summary>
internal static class ListExports
{
    public static async Task<Answer<PageOf<ExportRow>>> HandleAsync(Fields fields, HttpContext context, HubDbContext db, CancellationToken ct)
    {
        var page = PageRequest.Read(fields);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var (own, time) = (Own(context, db), TenantTime.For(context.User().TimeZone));
        var rows = await own.AsNoTracking().OrderByDescending(r => r.Id).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        return new PageOf<ExportRow>(await own.LongCountAsync(ct), page.Page, page.Size, rows.ConvertAll(r => ExportRow.Of(r, time)));
    }

    public static async Task<Answer<ExportRow>> OneAsync(long id, HttpContext context, HubDbContext db, CancellationToken ct) =>
        await Own(context, db).AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, ct) is { } run ? ExportRow.Of(run, TenantTime.For(context.User().TimeZone)) : ExportsErrors.NotFound;

    /// <summary>Another person's exports are nobody else's, not even an administrator's: they show what that person may see.</summary>
    public static IQueryable<ExportRun> Own(HttpContext context, HubDbContext db)
    {
        var (userId, now) = (context.User().UserId, db.Clock.UtcNow());
        return db.Set<ExportRun>().Where(r => r.UserId == userId && (r.ExpiresAt == null || r.ExpiresAt > now));
    }
}
