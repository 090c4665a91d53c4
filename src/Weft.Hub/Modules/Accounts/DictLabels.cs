using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts.Dicts;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Accounts;

/// <summary>What the tenant's dictionaries offer where people choose a word.</summary>
public static class DictLabels
{
    /// <summary>The labels of one kind of word (<c>warehouse</c>, <c>express_company</c>) in their order; the presets while the tenant has none of its own.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(HubDbContext db, string type, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        var own = await db.Set<Dict>().AsNoTracking().Where(d => d.Type == type).OrderBy(d => d.Sort).ThenBy(d => d.Id).Select(d => d.Label).Take(200).ToListAsync(ct);
        return own.Count > 0 || !DictTypes.All.TryGetValue(type, out var kind) ? own : kind.Presets;
    }
}
