namespace Weft.Hub.Modules.Accounts;

/// <summary>A factory that accounts can belong to.</summary>
public sealed record FactoryFace(long FactoryId, string Name);

/// <summary>The factories of the tenant in scope, for the accounts that belong to one (所属工厂); the module that keeps factories tells them.</summary>
public interface IFactoryDirectory
{
    /// <summary>The names of those ids; an id that the tenant does not have, or has no more, is left out.</summary>
    Task<IReadOnlyDictionary<long, string>> NamesAsync(IReadOnlyCollection<long> factoryIds, CancellationToken ct);

    /// <summary>Those that work, by name; at most so many.</summary>
    Task<IReadOnlyList<FactoryFace>> ActiveAsync(int most, CancellationToken ct);
}
