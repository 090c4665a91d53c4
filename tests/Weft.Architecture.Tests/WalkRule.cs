using System.Text.RegularExpressions;
using Xunit;

namespace Weft.Architecture.Tests;

/// <summary>The walk of one request (docs/walk.md) names only files that exist, from the root of the repository or of the Hub's project.</summary>
internal static partial class WalkRule
{
    private const string Walk = "docs/walk.md";

    /// <summary>Violations of the walk's text (null when there is no walk), given which paths from the root exist.</summary>
    public static IReadOnlyList<string> Violations(string? text, Func<string, bool> exists)
    {
        if (text is null)
        {
            return [$"{Walk} → is missing"];
        }

        var named = Files().Matches(text).Select(match => match.Value).Distinct().ToList();
        return named.Count == 0
            ? [$"{Walk} → names no file"]
            : [.. named.Where(path => !exists(path) && !exists($"src/Weft.Hub/{path}")).Select(path => $"{Walk} → {path}")];
    }

    [GeneratedRegex(@"(?<![\w/:.-])[\w.-]+(?:/[\w.-]+)*\.(?:cs|razor|csproj|css|js|json|md|props|sh|slnx)\b")]
    private static partial Regex Files();
}

public sealed class WalkRuleTests
{
    [Fact]
    public void The_walk_names_only_files_that_exist()
    {
        var walk = Path.Combine(SourceTree.Root, "docs", "walk.md");
        Assert.Empty(WalkRule.Violations(
            File.Exists(walk) ? File.ReadAllText(walk) : null, path => File.Exists(Path.Combine(SourceTree.Root, path))));
    }

    [Fact]
    public void A_file_that_is_gone_is_caught()
    {
        string[] there = ["src/Weft.Hub/Program.cs", "src/Weft.Hub/Modules/Gateway/GatewayChecks.cs", "docs/words.md"];
        Assert.Equal(
            ["docs/walk.md → Modules/Gateway/Gone.cs", "docs/walk.md → src/Weft.Hub/Gone.razor"],
            WalkRule.Violations(
                """
                 1 Program.cs                                 the start, see `docs/words.md`
                 2 Modules/Gateway/GatewayChecks.cs           each is a file in Gateway/Checks/
                 3 [here](Modules/Gateway/Gone.cs), `src/Weft.Hub/Gone.razor`
                """,
                there.Contains));
    }

    [Fact]
    public void A_walk_that_is_missing_or_names_nothing_is_caught()
    {
        Assert.Equal(["docs/walk.md → is missing"], WalkRule.Violations(null, _ => true));
        Assert.Equal(["docs/walk.md → names no file"], WalkRule.Violations("Nothing here.", _ => true));
    }
}
