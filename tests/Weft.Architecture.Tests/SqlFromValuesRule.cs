using System.Text.RegularExpressions;

namespace Weft.Architecture.Tests;

/// <summary>
/// SQL text is written down, not put together from values: what is handed to a raw-SQL call, or to a command's text, holds no part that is not
/// constant, neither by interpolation nor by joining strings, at the place itself or in the variable named there. Values travel as parameters.
/// </summary>
internal static partial class SqlFromValuesRule
{
    public static IReadOnlyList<string> Violations(IEnumerable<(string Path, string Text)> sources)
    {
        var files = sources.ToList();
        return [.. files.SelectMany(file => Doors().Matches(file.Text)
            .SelectMany(door => ChangingParts(Statement(file.Text, door.Index + door.Length), file.Text, files, followed: false))
            .Select(part => $"{file.Path} → {part}"))
            .Distinct()];
    }

    private static IEnumerable<string> ChangingParts(string statement, string file, List<(string Path, string Text)> files, bool followed)
    {
        var literals = Literals().Matches(statement);
        var holes = literals.Where(literal => literal.Value.Contains('$', StringComparison.Ordinal) && literal.Value.TrimStart('@')[0] == '$')
            .SelectMany(literal => Holes().Matches(literal.Value).Select(hole => hole.Groups["expression"].Value.Trim()));

        // With every literal shortened to "", what is joined to one stands beside a plus.
        var bare = Literals().Replace(statement, "\"\"");
        var joined = Joined().Matches(bare).Select(join => join.Groups["before"].Success ? join.Groups["before"].Value : join.Groups["after"].Value);
        foreach (var part in holes.Concat(joined).Where(part => !IsConstant(part, file, files)))
        {
            yield return part;
        }

        // The variable that carries the text: looked up once in its file.
        if (!followed && Variable().Match(bare) is { Success: true } variable)
        {
            foreach (Match assignment in Regex.Matches(file, $@"\b{variable.Groups["name"].Value}\s*\+?=(?![=>])"))
            {
                foreach (var part in ChangingParts(Statement(file, assignment.Index + assignment.Length), file, files, followed: true))
                {
                    yield return part;
                }
            }
        }
    }

    /// <summary>The text from a position to the end of its statement, or of the bracket it stands in; what is inside literals does not count.</summary>
    private static string Statement(string text, int start)
    {
        var depth = 0;
        var at = start;
        while (at < text.Length)
        {
            if (text[at] is '"' or '$' or '@' && Literals().Match(text, at) is { Success: true } literal && literal.Index == at)
            {
                at += literal.Length;
                continue;
            }

            depth += text[at] is '(' or '[' or '{' ? 1 : text[at] is ')' or ']' or '}' ? -1 : 0;
            if (depth < 0 || text[at] == ';' || (depth == 0 && text[at] == ','))
            {
                break;
            }

            at++;
        }

        return text[start..at];
    }

    private static bool IsConstant(string expression, string file, List<(string Path, string Text)> files)
    {
        if (expression.StartsWith("nameof(", StringComparison.Ordinal) || Regex.IsMatch(expression, "^[0-9.]+$"))
        {
            return true;
        }

        var names = expression.Split('.');
        return names.All(name => Regex.IsMatch(name, @"^\w+$")) && (names.Length == 1
            ? DeclaresConstant(file, names[0])
            : files.Any(other => DeclaresConstant(other.Text, names[^1]) && Regex.IsMatch(other.Text, $@"\b(class|struct|record|interface)\s+{names[^2]}\b")));
    }

    private static bool DeclaresConstant(string file, string name) => Regex.IsMatch(file, $@"\bconst\s+\w+\s+{name}\b");

    [GeneratedRegex(@"\b(?:FromSqlRaw|ExecuteSqlRaw|ExecuteSqlRawAsync|SqlQueryRaw|NpgsqlCommand|SqliteCommand)(?:<[\w.]+>)?\s*\(|\bCommandText\s*\+?=(?!=)")]
    private static partial Regex Doors();

    [GeneratedRegex("""(?:[$@]*)("{3,}).*?\1|(?:\$@|@\$|@)"(?:[^"]|"")*"|\$?"(?:\\.|[^"\\])*" """, RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Literals();

    [GeneratedRegex(@"(?<!\{)\{+(?<expression>[^{}:]+)(?::[^{}]*)?\}")]
    private static partial Regex Holes();

    [GeneratedRegex("""(?<before>[\w.]+(?:\([^()]*\))?)\s*\+\s*"|"\s*\+\s*(?<after>[\w.]+(?:\([^()]*\))?)""")]
    private static partial Regex Joined();

    [GeneratedRegex(@"^\s*(?<name>[A-Za-z_]\w*)\s*$")]
    private static partial Regex Variable();
}
