using System.Xml.Linq;
using Xunit;

namespace Weft.Architecture.Tests;

/// <summary>
/// What a program shares with another names no other project of ours, and no program names the Hub: it talks to it.
/// </summary>
internal static class ProjectReferenceRule
{
    private static readonly string[] StandAlone = ["Weft.Protocol", "Weft.Zhibang"];

    /// <summary>Violations, given each project's name and the names of the projects it refers to.</summary>
    public static IReadOnlyList<string> Violations(IReadOnlyDictionary<string, IReadOnlyList<string>> projects) =>
        [.. projects.Keys.Order(StringComparer.Ordinal).SelectMany(from => Reached(from, projects)
            .Where(to => StandAlone.Contains(from) || to == "Weft.Hub")
            .Select(to => $"{from} → {to}"))];

    /// <summary>Names and references as the project files state them.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Read(IEnumerable<(string Path, string Xml)> files) =>
        files.ToDictionary(
            file => Path.GetFileNameWithoutExtension(file.Path),
            IReadOnlyList<string> (file) => [.. XDocument.Parse(file.Xml).Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))]);

    // A reference reaches through: what a named project names is named as well.
    private static IEnumerable<string> Reached(string from, IReadOnlyDictionary<string, IReadOnlyList<string>> projects)
    {
        var reached = new SortedSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([from]);
        while (open.TryPop(out var at))
        {
            foreach (var to in projects.GetValueOrDefault(at, []).Where(reached.Add))
            {
                open.Push(to);
            }
        }

        return reached;
    }
}

public sealed class ProjectReferenceRuleTests
{
    [Fact]
    public void Shared_projects_stand_alone_and_no_program_names_the_hub()
    {
        var files = SourceTree.Files("src").Where(file => file.EndsWith(".csproj", StringComparison.Ordinal))
            .Select(file => (file, File.ReadAllText(Path.Combine(SourceTree.Root, file))));
        var projects = ProjectReferenceRule.Read(files);
        Assert.Contains("Weft.Hub", projects.Keys);
        Assert.Empty(ProjectReferenceRule.Violations(projects));
    }

    [Fact]
    public void A_shared_project_that_names_another_and_a_program_that_reaches_the_hub_are_caught()
    {
        var projects = ProjectReferenceRule.Read(
        [
            ("src/Weft.Hub/Weft.Hub.csproj", Project("../Weft.Protocol/Weft.Protocol.csproj")),
            ("src/Weft.Protocol/Weft.Protocol.csproj", Project(@"..\Weft.Client\Weft.Client.csproj")),
            ("src/Weft.Client/Weft.Client.csproj", Project()),
            ("src/Weft.Cli/Weft.Cli.csproj", Project("../Weft.Station/Weft.Station.csproj")),
            ("src/Weft.Station/Weft.Station.csproj", Project("../Weft.Hub/Weft.Hub.csproj", "../Weft.Client/Weft.Client.csproj")),
        ]);
        Assert.Equal(
            ["Weft.Cli → Weft.Hub", "Weft.Protocol → Weft.Client", "Weft.Station → Weft.Hub"],
            ProjectReferenceRule.Violations(projects));
    }

    private static string Project(params string[] references) =>
        $"<Project><ItemGroup>{string.Concat(references.Select(reference => $"<ProjectReference Include=\"{reference}\" />"))}</ItemGroup></Project>";
}
