using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production.Factories;

/// <summary>Tells the accounts of which factories there are.</summary>
internal sealed class FactoryNames(HubDbContext db) : IFactoryDirectory
{
    public async Task<IReadOnlyDictionary<long, string>> NamesAsync(IReadOnlyCollection<long> factoryIds, CancellationToken ct)
    {
        long[] ids = [.. factoryIds.Distinct()];
        return ids.Length == 0
            ? new Dictionary<long, string>()
            : await db.Set<Factory>().AsNoTracking().Where(f => EF.Parameter(ids).Contains(f.Id)).ToDictionaryAsync(f => f.Id, f => f.FactoryName, ct);
    }

    public async Task<IReadOnlyList<FactoryFace>> ActiveAsync(int most, CancellationToken ct) =>
        await db.Set<Factory>().AsNoTracking().Where(f => f.IsActive).OrderBy(f => f.FactoryName).ThenBy(f => f.Id).Take(most)
            .Select(f => new FactoryFace(f.Id, f.FactoryName)).ToListAsync(ct);
}
