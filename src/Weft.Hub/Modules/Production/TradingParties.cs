using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Customers;
using Weft.Hub.Modules.Production.Factories;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production;

/// <summary>A customer or a factory as other modules know it. A customer has no code of its own: it is <c>C</c> and its id.</summary>
/// <param name="IsCustomer">A customer; otherwise a factory, which supplies.</param>
/// <param name="Id">Its id among its kind.</param>
/// <param name="Code">Unique among its kind.</param>
/// <param name="Name">Its name.</param>
/// <param name="ContactPerson">Whom to ask.</param>
/// <param name="Phone">His number.</param>
/// <param name="Address">Where it is.</param>
/// <param name="IsActive">Not switched off.</param>
public sealed record TradingParty(bool IsCustomer, long Id, string Code, string Name, string? ContactPerson, string? Phone, string? Address, bool IsActive);

/// <summary>Customers and factories for other modules, found in bulk.</summary>
public sealed class TradingParties(HubDbContext db)
{
    /// <summary>Those that one of the texts means, as code or as name, and those with one of the ids. Two statements for any number.</summary>
    public async Task<IReadOnlyList<TradingParty>> FindAsync(IReadOnlyCollection<string> texts, IReadOnlyCollection<long> customerIds, IReadOnlyCollection<long> factoryIds, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(customerIds);
        string[] names = [.. texts];
        long[] customers = [.. customerIds.Concat(texts.Select(IdIn).OfType<long>()).Distinct()];
        long[] factories = [.. factoryIds];
        var found = await Customers(db.Set<Customer>().Where(c => EF.Parameter(names).Contains(c.CustomerName) || EF.Parameter(customers).Contains(c.Id))).ToListAsync(ct);
        found.AddRange(await Factories(db.Set<Factory>()
            .Where(f => EF.Parameter(names).Contains(f.FactoryName) || EF.Parameter(names).Contains(f.FactoryCode) || EF.Parameter(factories).Contains(f.Id))).ToListAsync(ct));
        return found;
    }

    /// <summary>At most <paramref name="most"/> customers, or factories, in the order of their ids.</summary>
    public async Task<IReadOnlyList<TradingParty>> AllAsync(bool customers, int most, CancellationToken ct) => customers
        ? await Customers(db.Set<Customer>().OrderBy(c => c.Id).Take(most)).ToListAsync(ct)
        : await Factories(db.Set<Factory>().OrderBy(f => f.Id).Take(most)).ToListAsync(ct);

    private static IQueryable<TradingParty> Customers(IQueryable<Customer> rows) => rows.AsNoTracking()
        .Select(c => new TradingParty(true, c.Id, "C" + c.Id.ToString(CultureInfo.InvariantCulture), c.CustomerName, c.ContactPerson, c.ContactPhone, c.Address, true));

    private static IQueryable<TradingParty> Factories(IQueryable<Factory> rows) => rows.AsNoTracking()
        .Select(f => new TradingParty(false, f.Id, f.FactoryCode, f.FactoryName, f.ContactPerson, f.ContactPhone, f.Address, f.IsActive));

    private static long? IdIn(string text) =>
        text.StartsWith('C') && long.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
