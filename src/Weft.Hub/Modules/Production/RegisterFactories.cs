using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Factories;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production;

/// <summary>Adds factories to the tenant, active. Changes the context; the caller commits, in a unit of work where others may add the same name.</summary>
public sealed class RegisterFactories(HubDbContext db, TimeProvider clock)
{
    /// <summary>For each factory its id, or a refusal when its name or code is taken, by an earlier one of the list as well.</summary>
    public async Task<IReadOnlyList<Result<long>>> ExecuteAsync(IReadOnlyList<FactoryContent> factories, TenantTime time, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(factories);
        ArgumentNullException.ThrowIfNull(time);
        var wantedNames = factories.Select(f => f.FactoryName).ToList();
        var wantedCodes = factories.Where(f => f.FactoryCode is not null).Select(f => f.FactoryCode!).ToList();
        var known = await db.Set<Factory>().Where(f => wantedNames.Contains(f.FactoryName) || wantedCodes.Contains(f.FactoryCode))
            .Select(f => new { f.FactoryName, f.FactoryCode }).ToListAsync(ct);
        var names = known.Select(f => f.FactoryName).ToHashSet(StringComparer.Ordinal);
        var codes = known.Select(f => f.FactoryCode).ToHashSet(StringComparer.Ordinal);
        var day = time.Day(clock.UtcNow());
        List<Result<long>> results = [];
        foreach (var content in factories)
        {
            if (names.Contains(content.FactoryName))
            {
                results.Add(ProductionErrors.FactoryNameTaken.With(content.FactoryName));
                continue;
            }
            if (content.FactoryCode is { } code && !codes.Add(code))
            {
                results.Add(ProductionErrors.FactoryCodeTaken.With(code));
                continue;
            }
            names.Add(content.FactoryName);
            var factory = new Factory(db.FilterTenant, content);
            if (content.FactoryCode is null)
            {
                db.TakeNumber("FC", day, number => factory.NumberCode(day, number));
            }
            db.Add(factory);
            results.Add(factory.Id);
        }
        return results;
    }
}
