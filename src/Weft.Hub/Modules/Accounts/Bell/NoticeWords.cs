using System.Text.Json;
using Weft.Hub.Console;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Accounts.Bell;

/// <summary>
/// Keeps a notice as the name of its words and their values, so that it is read in the reader's language, and puts both together for him. What was kept before there were
/// names is Chinese text, and is shown as it stands; so is what a newer node raises in words that this one does not know.
/// </summary>
internal sealed class NoticeWords(TextCatalogue catalogue)
{
    public const int MaxTitle = 128;
    public const int MaxBody = 1000;

    private const string Start = "{\"text\":";

    /// <summary>The title in Chinese: for whoever looks into the table, and for rows that are read without their words.</summary>
    public string Title(Notice notice)
    {
        var texts = new Texts(catalogue);
        var key = TitleKey(notice.Text);
        if (!texts.Has(key) || !texts.Has(BodyKey(notice.Text)))
        {
            throw new InvalidOperationException($"The notice “{notice.Text}” has no words.");
        }
        var title = texts[key, [.. notice.Values.Select(v => v is NoticeWord word ? texts.Word(word.Group, word.Word) : v)]];
        return title.Length <= MaxTitle ? title : title[..(MaxTitle - 1)] + "…";
    }

    /// <summary>As it stands in the row; the longest text gives way when it is too much.</summary>
    public static string Kept(Notice notice)
    {
        var values = notice.Values.ToList();
        while (true)
        {
            var kept = JsonSerializer.Serialize(new Written(notice.Text, values), EnvelopeWriter.Json);
            var over = kept.Length - MaxBody;
            var longest = over > 0 ? values.OfType<string>().MaxBy(v => v.Length) : null;
            if (longest is null or { Length: < 2 })
            {
                return kept;
            }
            values[values.IndexOf(longest)] = longest[..Math.Max(0, longest.Length - over - 1)] + "…";
        }
    }

    /// <summary>Title and text in the language of the page.</summary>
    public static (string Title, string Body) Read(string title, string body, Texts texts)
    {
        if (!body.StartsWith(Start, StringComparison.Ordinal))
        {
            return (texts.Word("notice", title), body);
        }
        var kept = JsonSerializer.Deserialize<Found>(body, EnvelopeWriter.Json)!;
        var values = kept.Values.Select(v => v.ValueKind switch
        {
            JsonValueKind.String => v.GetString(),
            JsonValueKind.Object => texts.Word(v.GetProperty("group").GetString()!, v.GetProperty("word").GetString()),
            _ => v.GetRawText(),
        }).ToArray<object?>();
        return texts.Has(BodyKey(kept.Text)) ? (texts[TitleKey(kept.Text), values], texts[BodyKey(kept.Text), values]) : (title, string.Join(" · ", values));
    }

    private static string TitleKey(string text) => $"notice.{text}.title";

    private static string BodyKey(string text) => $"notice.{text}.text";

    private sealed record Written(string Text, IReadOnlyList<object> Values);

    private sealed record Found(string Text, IReadOnlyList<JsonElement> Values);
}
