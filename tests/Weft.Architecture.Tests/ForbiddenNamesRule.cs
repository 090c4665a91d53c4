using System.Text.RegularExpressions;
using Xunit;

namespace Weft.Architecture.Tests;

/// <summary>
/// Names that say nothing of what a thing is for. A folder, file or type is not called so; a type does not end so either
/// (<c>OrderManager</c> is as empty as <c>Manager</c>). V2 and Common may end a name: V2 is a word of the signing protocol.
/// </summary>
internal static partial class ForbiddenNamesRule
{
    /// <summary>Violations among the files given as paths from the root, with the text of those that are C#.</summary>
    public static IReadOnlyList<string> Violations(IEnumerable<(string Path, string Text)> files) =>
        [.. files.SelectMany(file =>
                file.Path.Split('/').Select(part => part.Split('.')[0]).Where(name => Whole().IsMatch(name)).Select(name => $"{file.Path} → {name}")
                    .Concat(Declared().Matches(file.Text).Select(match => match.Groups["name"].Value).Where(IsEmptyName).Select(name => $"{file.Path} → {name}")))
            .Distinct()
            .Order(StringComparer.Ordinal)];

    private static bool IsEmptyName(string type) => Whole().IsMatch(type) || Ending().IsMatch(type);

    [GeneratedRegex("^I?(Helpers?|Utils?|Utility|Utilities|Common|Managers?|Impl|V2)$", RegexOptions.IgnoreCase)]
    private static partial Regex Whole();

    [GeneratedRegex("[a-z0-9](Helpers?|Utils?|Utilities|Utility|Managers?|Impl)$")]
    private static partial Regex Ending();

    // At the start of a declaration, past its modifiers; in a comment or a string such a line is as good as never found.
    [GeneratedRegex(@"^[ \t]*(?:(?:public|internal|private|protected|file|static|sealed|abstract|partial|readonly|ref|unsafe|new)\s+)*(?:class|interface|enum|struct|record(?:\s+(?:class|struct))?)\s+(?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Declared();
}

public sealed class ForbiddenNamesRuleTests
{
    [Fact]
    public void No_folder_file_or_type_has_an_empty_name()
    {
        var sources = SourceTree.Sources("src", "tests", "bench", "examples").ToList();
        Assert.NotEmpty(sources);
        var others = SourceTree.Files("src", "tests", "bench", "examples", "docs", "proof", "deploy")
            .Where(path => !path.EndsWith(".cs", StringComparison.Ordinal)).Select(path => (path, ""));
        Assert.Empty(ForbiddenNamesRule.Violations(sources.Concat(others)));
    }

    [Theory]
    [InlineData("src/Weft.Hub/Common/Order.cs", "class Order;", "Common")]
    [InlineData("src/Weft.Hub/Orders/Utils/Text.razor", "", "Utils")]
    [InlineData("src/Weft.Hub/Orders/Helpers.cs", "", "Helpers")]
    [InlineData("src/Weft.Hub/Gateway/V2/Check.cs", "", "V2")]
    [InlineData("src/Order.cs", "namespace X;\n\ninternal sealed class OrderManager(int a)\n{\n}", "OrderManager")]
    [InlineData("src/Order.cs", "    public interface IManager { }", "IManager")]
    [InlineData("src/Order.cs", "public readonly record struct DateUtil(int Year);", "DateUtil")]
    [InlineData("src/Order.cs", "public static partial class Impl { }", "Impl")]
    public void An_empty_name_is_caught(string path, string text, string name) =>
        Assert.Equal([$"{path} → {name}"], ForbiddenNamesRule.Violations([(path, text)]));

    [Theory]
    [InlineData("src/Modules/Gateway/Checks/SignatureV2.cs", "internal static class SignatureV2;")]
    [InlineData("src/Modules/CommonGround/Simple.cs", "enum Simple { Manager }")]
    [InlineData("src/Order.cs", "// a class Manager would be empty\nclass Order { string text = \"class Helper\"; }")]
    public void A_name_that_says_something_is_left_alone(string path, string text) =>
        Assert.Empty(ForbiddenNamesRule.Violations([(path, text)]));
}
