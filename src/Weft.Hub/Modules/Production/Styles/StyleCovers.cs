using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Files;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production.Styles;

/// <summary>The picture by which people know a style: the newest one that was attached to it.</summary>
internal static class StyleCovers
{
    public const string Kind = "图片";

    /// <summary>Pictures of styles, not deleted ones.</summary>
    public static IQueryable<StyleAttachment> Pictures(HubDbContext db) =>
        db.Set<StyleAttachment>().AsNoTracking().Where(a => a.Kind == Kind && a.ContentType.StartsWith("image/"));

    /// <summary>The rows with a link to the picture of each style that has one; one query for all of them.</summary>
    public static async Task<IReadOnlyList<StyleRow>> WithCoversAsync(this IReadOnlyList<StyleRow> rows, HubDbContext db, FileLinks links, CancellationToken ct)
    {
        var covers = await LinksAsync([.. rows.Select(r => r.Id)], db, links, ct);
        return [.. rows.Select(r => covers.TryGetValue(r.Id, out var link) ? r with { CoverLink = link } : r)];
    }

    /// <summary>A link to the picture of each style that has one.</summary>
    public static async Task<IReadOnlyDictionary<long, string>> LinksAsync(IReadOnlyList<long> ids, HubDbContext db, FileLinks links, CancellationToken ct)
    {
        var pictures = Pictures(db);
        var newest = await pictures.Where(a => ids.Contains(a.StyleId))
            .Where(a => !pictures.Any(b => b.StyleId == a.StyleId && (b.CreateTime > a.CreateTime || (b.CreateTime == a.CreateTime && b.Id > a.Id))))
            .Select(a => new { a.StyleId, a.Hash, a.FileName, a.ContentType }).ToListAsync(ct);
        return newest.ToDictionary(a => a.StyleId, a => links.Make(a.Hash, a.FileName, a.ContentType));
    }
}
