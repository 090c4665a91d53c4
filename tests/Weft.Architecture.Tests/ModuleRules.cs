using ArchUnitNET.Domain;
using Assembly = System.Reflection.Assembly;

namespace Weft.Architecture.Tests;

/// <summary>
/// Who may name whom inside the Hub. A module is the namespace of a class that implements the module interface; a type belongs to the longest
/// such namespace that begins its own.
/// </summary>
internal static class ModuleRules
{
    /// <summary>The namespaces of the modules of an assembly, found, not listed.</summary>
    public static IReadOnlyList<string> RootsIn(Assembly assembly, System.Type moduleInterface) =>
        [.. assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && moduleInterface.IsAssignableFrom(type))
            .Select(type => type.Namespace ?? throw new InvalidOperationException($"{type} is a module without a namespace."))
            .Distinct()
            .Order(StringComparer.Ordinal)];

    /// <summary>What stands below the modules names none of them.</summary>
    public static IReadOnlyList<string> FoundationNamesModule(ArchUnitNET.Domain.Architecture code, IReadOnlyList<string> roots, params string[] foundations) =>
        Sentences(Uses(code)
            .Where(use => foundations.Any(foundation => Begins(foundation, use.From)) && RootOf(use.From, roots) is null)
            .Where(use => RootOf(use.To, roots) is not null));

    /// <summary>What a module uses of another is public, all the way out, and lies in the other's root namespace itself.</summary>
    public static IReadOnlyList<string> PastTheFront(ArchUnitNET.Domain.Architecture code, IReadOnlyList<string> roots)
    {
        var types = code.Types.ToDictionary(type => type.FullName);
        return Sentences(Uses(code).Where(use =>
            RootOf(use.From, roots) is { } from && RootOf(use.To, roots) is { } to && from != to && !(use.To.Namespace.FullName == to && IsPublic(use.To, types))));
    }

    /// <summary>Modules that name each other in a circle, each circle once: <c>A → B → A</c>.</summary>
    public static IReadOnlyList<string> Circles(ArchUnitNET.Domain.Architecture code, IReadOnlyList<string> roots)
    {
        var edges = Uses(code)
            .Select(use => (From: RootOf(use.From, roots), To: RootOf(use.To, roots)))
            .Where(edge => edge.From is not null && edge.To is not null && edge.From != edge.To)
            .Distinct()
            .ToLookup(edge => edge.From!, edge => edge.To!);
        var circles = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var root in roots)
        {
            Walk([root]);
        }

        return [.. circles];

        void Walk(List<string> path)
        {
            foreach (var next in edges[path[^1]])
            {
                if (next == path[0])
                {
                    circles.Add(string.Join(" → ", path.Append(next)));
                }
                // Only ways that stay above their start are followed, so that each circle is found from its first name alone.
                else if (string.CompareOrdinal(next, path[0]) > 0 && !path.Contains(next))
                {
                    Walk([.. path, next]);
                }
            }
        }
    }

    // A type parameter is nobody's: the library takes the T? of one module's generic method for that of another's.
    private static IEnumerable<(IType From, IType To)> Uses(ArchUnitNET.Domain.Architecture code) =>
        code.Types.SelectMany(from => from.Dependencies.Where(use => use.Target is not GenericParameter).Select(use => (from, use.Target))).Distinct();

    private static string? RootOf(IType type, IReadOnlyList<string> roots) =>
        roots.Where(root => Begins(root, type)).MaxBy(root => root.Length);

    private static bool Begins(string @namespace, IType type) =>
        // A type parameter has no namespace.
        type.Namespace?.FullName is { } name && (name == @namespace || name.StartsWith(@namespace + ".", StringComparison.Ordinal));

    // A public type nested in an internal one calls itself public.
    private static bool IsPublic(IType type, Dictionary<string, IType> types)
    {
        var name = type.FullName;
        for (var cut = name.Length; cut > 0; cut = name.LastIndexOf('+', cut - 1))
        {
            if (!types.TryGetValue(name[..cut], out var outer) || outer.Visibility != Visibility.Public)
            {
                return false;
            }
        }

        return true;
    }

    private static IReadOnlyList<string> Sentences(IEnumerable<(IType From, IType To)> uses) =>
        [.. uses.Select(use => $"{use.From.FullName} → {use.To.FullName}").Distinct().Order(StringComparer.Ordinal)];
}
