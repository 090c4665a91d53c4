using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Files;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production.Styles;

/// <summary>What a list shows of a style's files.</summary>
/// <param name="CoverLink">Shows the newest picture; works for ten minutes.</param>
/// <param name="Count">Files, pictures included.</param>
internal sealed record StyleFiles(string? CoverLink, int Count)
{
    public static readonly StyleFiles None = new(null, 0);

    /// <summary>Of the styles on a page, in two queries; a style without files is not in the answer.</summary>
    public static async Task<IReadOnlyDictionary<long, StyleFiles>> ReadAsync(IReadOnlyCollection<long> styleIds, HubDbContext db, FileLinks links, CancellationToken ct)
    {
        var ids = styleIds.Distinct().ToList();
        if (ids.Count == 0)
        {
            return new Dictionary<long, StyleFiles>();
        }
        var counts = await db.Set<StyleAttachment>().AsNoTracking().Where(a => ids.Contains(a.StyleId)).GroupBy(a => a.StyleId)
            .Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        var covers = counts.Count == 0 ? new Dictionary<long, string>() : await StyleCovers.LinksAsync(ids, db, links, ct);
        return counts.ToDictionary(c => c.Key, c => new StyleFiles(covers.GetValueOrDefault(c.Key), c.Count));
    }
}

internal static class StyleFilesOf
{
    /// <summary>Of a row that may have no style.</summary>
    public static StyleFiles Of(this IReadOnlyDictionary<long, StyleFiles> files, long? styleId) =>
        styleId is { } id ? files.GetValueOrDefault(id, StyleFiles.None) : StyleFiles.None;
}
