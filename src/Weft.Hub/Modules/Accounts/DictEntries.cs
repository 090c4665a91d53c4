using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts.Dicts;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Accounts;

/// <summary>A word of a dictionary.</summary>
public sealed record DictEntry(long Id, string Code, string Label);

/// <summary>Reads the dictionaries of the tenant in scope.</summary>
public sealed class DictEntries(HubDbContext db)
{
    /// <summary>The type whose entries are the tenant's warehouses.</summary>
    public const string Warehouses = "warehouse";

    /// <summary>All entries of a type in their order.</summary>
    public Task<List<DictEntry>> OfTypeAsync(string type, CancellationToken ct) => db.Set<Dict>().AsNoTracking().Where(d => d.Type == type)
        .OrderBy(d => d.Sort).ThenBy(d => d.Id).Select(d => new DictEntry(d.Id, d.Code, d.Label)).ToListAsync(ct);

    /// <summary>The entry's id; where there is none of that code it is added. The caller commits.</summary>
    public async Task<long> EnsureAsync(string type, string code, string label, CancellationToken ct)
    {
        var known = await db.Set<Dict>().Where(d => d.Type == type && d.Code == code).Select(d => (long?)d.Id).FirstOrDefaultAsync(ct);
        if (known is { } id)
        {
            return id;
        }
        var added = new Dict(db.FilterTenant, type, code).Describe(label, 0, null);
        db.Add(added);
        return added.Id;
    }
}
