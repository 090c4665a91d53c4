using System.Runtime.CompilerServices;

namespace Weft.Architecture.Tests;

/// <summary>The repository as it lies on disk, for the rules that are about files and not about types.</summary>
internal static class SourceTree
{
    // Not ours, or made by a tool; and the specimens, which break the rules on purpose.
    private static readonly string[] LeftOut =
        ["bin", "obj", ".git", ".vs", ".idea", "node_modules", "data", "artifacts", "Migrations", "CompiledModel", "Specimens"];

    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>All files below the given folders of the repository, as paths from its root with forward slashes.</summary>
    public static IEnumerable<string> Files(params string[] folders) =>
        folders.Select(folder => Path.Combine(Root, folder)).Where(Directory.Exists).SelectMany(Below).Order(StringComparer.Ordinal);

    /// <summary>Path and text of each C# file below the given folders.</summary>
    public static IEnumerable<(string Path, string Text)> Sources(params string[] folders) =>
        Files(folders).Where(file => file.EndsWith(".cs", StringComparison.Ordinal)).Select(file => (file, File.ReadAllText(Path.Combine(Root, file))));

    private static IEnumerable<string> Below(string folder)
    {
        var files = Directory.EnumerateFiles(folder).Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'));
        var folders = Directory.EnumerateDirectories(folder).Where(inner => !LeftOut.Contains(Path.GetFileName(inner)));
        return files.Concat(folders.SelectMany(Below));
    }

    private static string FindRoot([CallerFilePath] string thisFile = "")
    {
        // The source path answers for a plain run; the output folder, when the build machine maps paths.
        var starts = new[] { Path.GetDirectoryName(thisFile), AppContext.BaseDirectory };
        return starts.SelectMany(start => Ancestors(start!)).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "Weft.slnx")))
            ?? throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Weft.slnx.");
    }

    private static IEnumerable<string> Ancestors(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            yield return at.FullName;
        }
    }
}
