namespace Weft.Hub.Platform.Modules;

/// <summary>The modules of this build, in order of name, as found in the assembly.</summary>
public sealed class ModuleCatalogue
{
    private ModuleCatalogue(IReadOnlyList<IModule> modules) => Modules = modules;

    public IReadOnlyList<IModule> Modules { get; }

    /// <summary>Every permission code, each once.</summary>
    public IReadOnlyList<Permission> Permissions => field ??=
        [.. Modules.SelectMany(m => m.Permissions).DistinctBy(p => p.Code).OrderBy(p => p.Sort).ThenBy(p => p.Code, StringComparer.Ordinal)];

    /// <summary>What is put around the modules' pages; found like the modules.</summary>
    public IReadOnlyList<IWebShell> Shells { get; } = Make<IWebShell>("Shell");

    public static ModuleCatalogue Find() => new(Make<IModule>("Module"));

    private static IReadOnlyList<T> Make<T>(string suffix) =>
        [.. HubTypes.EndingIn(suffix)
            .Where(t => t is { IsAbstract: false, IsInterface: false } && typeof(T).IsAssignableFrom(t))
            .OrderBy(t => t.FullName, StringComparer.Ordinal)
            .Select(t => (T)Activator.CreateInstance(t)!)];
}
