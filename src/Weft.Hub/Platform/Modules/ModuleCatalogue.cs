namespace Weft.Hub.Platform.Modules;

/// <summary>The modules of this build, in order of name, as found in the assembly.</summary>
public sealed class ModuleCatalogue
{
    private ModuleCatalogue(IReadOnlyList<IModule> modules) => Modules = modules;

    public IReadOnlyList<IModule> Modules { get; }

    /// <summary>Every permission code, each once.</summary>
    public IReadOnlyList<Permission> Permissions => field ??=
        [.. Modules.SelectMany(m => m.Permissions).DistinctBy(p => p.Code).OrderBy(p => p.Sort).ThenBy(p => p.Code, StringComparer.Ordinal)];

    public static ModuleCatalogue Find() => new(
        [.. typeof(ModuleCatalogue).Assembly.GetTypes()
            .Where(t => t is { IsAbstract: false, IsInterface: false } && typeof(IModule).IsAssignableFrom(t))
            .OrderBy(t => t.FullName, StringComparer.Ordinal)
            .Select(t => (IModule)Activator.CreateInstance(t)!)]);
}
