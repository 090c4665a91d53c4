using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Console;

/// <summary>Every text of the console in its languages: the <c>Texts.json</c> files beside shell and pages, put together.</summary>
internal sealed partial class TextCatalogue
{
    private const string NoteGroup = "note.";

    /// <summary>In the order in which the files give the texts; the first is the default.</summary>
    public static readonly IReadOnlyList<string> Languages = ["zh-CN", "zh-TW", "en"];

    /// <summary>The cookie in which a browser keeps its language.</summary>
    public const string Cookie = "weft.lang";

    private readonly FrozenDictionary<string, string[]> texts;

    /// <summary>By action; of two that may fit, the one that says more comes first. Made when the first history is read in another language.</summary>
    private readonly Lazy<ILookup<string, Note>> notes;

    private TextCatalogue(FrozenDictionary<string, string[]> texts)
    {
        this.texts = texts;
        notes = new(() => texts.Where(t => t.Key.StartsWith(NoteGroup, StringComparison.Ordinal)).OrderByDescending(t => Place().Replace(Regex.Escape(t.Value[0]), "").Length)
            .ToLookup(t => t.Key[NoteGroup.Length..].Split('.')[0], t => new Note(Pattern(t.Value[0]), t.Value)));
    }

    public IEnumerable<KeyValuePair<string, string[]>> All => texts;

    public static TextCatalogue Load()
    {
        var assembly = typeof(TextCatalogue).Assembly;
        var all = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".Texts.json", StringComparison.Ordinal)))
        {
            using var file = assembly.GetManifestResourceStream(name)!;
            foreach (var (key, values) in JsonSerializer.Deserialize<Dictionary<string, string[]>>(file)!)
            {
                if (values.Length != Languages.Count || !all.TryAdd(key, values))
                {
                    throw new InvalidOperationException($"{name}: “{key}” is there twice, or not in {Languages.Count} languages.");
                }
            }
        }
        return new TextCatalogue(all.ToFrozenDictionary(StringComparer.Ordinal));
    }

    public string? Find(string key, int language) => texts.TryGetValue(key, out var values) ? values[language] : null;

    /// <summary>What the Hub noted with an action, in another language: a text of that action whose Chinese form fits is filled with the same values.</summary>
    /// <returns>Null when none fits: people wrote it.</returns>
    public string? FindNote(string action, string remark, int language)
    {
        foreach (var note in notes.Value[action])
        {
            if (note.Form.Match(remark) is { Success: true } found)
            {
                return string.Format(CultureInfo.InvariantCulture, note.Texts[language], [.. found.Groups.Values.Skip(1).Select(g => g.Value)]);
            }
        }
        return null;
    }

    // Remarks are what people typed: however they look, the time to compare them grows with their length only.
    private static Regex Pattern(string text) => new(
        "^" + Place().Replace(Regex.Escape(text), "(.+?)") + "$", RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking);

    // Regex.Escape escapes the opening brace only.
    [GeneratedRegex(@"\\\{\d}")]
    private static partial Regex Place();

    private sealed record Note(Regex Form, string[] Texts);
}

/// <summary>Texts, numbers and moments in the language of this page.</summary>
internal sealed class Texts(TextCatalogue catalogue)
{
    private int language;

    public string Language => TextCatalogue.Languages[language];

    public string this[string key] => catalogue.Find(key, language) ?? key;

    public string this[string key, params object?[] values] => string.Format(CultureInfo.InvariantCulture, this[key], values);

    public bool Has(string key) => catalogue.Find(key, language) is not null;

    public void Use(string? wanted)
    {
        for (var i = 0; i < TextCatalogue.Languages.Count; i++)
        {
            language = string.Equals(TextCatalogue.Languages[i], wanted, StringComparison.OrdinalIgnoreCase) ? i : language;
        }
    }

    /// <summary>The text of a word that the data has, such as a status; the word itself when there is none.</summary>
    public string Word(string group, string? word) => word is null ? "" : catalogue.Find($"{group}.{word}", language) ?? word;

    /// <summary>Every word of a group that has a text, by its text; for a filter's choices.</summary>
    public IReadOnlyList<(string Word, string Text)> Words(string group) =>
        [.. catalogue.All.Where(t => t.Key.StartsWith(group + ".", StringComparison.Ordinal)).Select(t => (t.Key[(group.Length + 1)..], t.Value[language])).OrderBy(w => w.Item2, StringComparer.Ordinal)];

    /// <summary>What stands with an action in a timeline: in this language where the Hub noted it, as it was written where a person did.</summary>
    public string? Note(string action, string? remark) => language == 0 || remark is null ? remark : catalogue.FindNote(action, remark, language) ?? remark;

    /// <summary>A refusal in this language where it has one; its own text otherwise.</summary>
    public string Of(Refusal refusal) => language != 0 && catalogue.Find("refusal." + refusal.Token, language) is { } text ? text : refusal.Message;

    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Money(decimal? value) => value is { } amount ? "¥" + amount.ToString("N2", CultureInfo.InvariantCulture) : "—";

    public static string Rate(decimal? value) => value is { } rate ? rate.ToString("0.0%", CultureInfo.InvariantCulture) : "—";

    public static string Time(DateTimeOffset? moment) => moment?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "—";

    public static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "—";
}
