using System.Collections.Frozen;
using System.Text.Json;
using Weft.Hub.Console;
using Weft.Hub.Modules.PartnerApi.Families;
using Weft.Hub.Modules.PartnerApi.Functions;

namespace Weft.Hub.Modules.PartnerApi.Reference;

/// <summary>A field as the reference shows it: in the order of the descriptor, with how deep it lies.</summary>
internal sealed record FieldEntry(string Path, int Depth, FieldNode Node, string Required)
{
    public LocalText Note { get; init; } = new("", "");

    /// <summary>How messages call it; the same words in every language.</summary>
    public string? Label => FieldLabels.Of(Node.Name) is { } label && label != Node.Name ? label : null;

    public string Length => Node.Type switch
    {
        FieldType.Number => $"{Node.IntegerDigits + Node.Decimals},{Node.Decimals}",
        FieldType.Date => "10",
        FieldType.Timestamp => "19",
        FieldType.Text when Node.Length > 0 => Node.Length.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => "",
    };
}

/// <summary>A function as people read it.</summary>
internal sealed record FunctionEntry(PartnerFunction Function, LocalText Title, LocalText Document)
{
    public string Code => Function.Code;
    public bool IsStored => Function.IsStored;
    public LocalText? SideEffect { get; init; }
    public IReadOnlyList<FieldEntry> Request { get; init; } = [];
    public IReadOnlyList<FieldEntry> Response { get; init; } = [];

    /// <summary>Names of the shared answers that it may give instead (scm-partner-api 9.5).</summary>
    public IReadOnlyList<string> Variants { get; init; } = [];

    /// <summary>Codes of its twin for the other way of processing, and of the query for its result.</summary>
    public string? Sibling { get; init; }
    public string? ResultQuery { get; init; }

    /// <summary>What the role needs beside 900-单据提交; null for queries.</summary>
    public string? Right => !IsStored || Function.Type == FunctionType.Action ? null : FunctionReference.RightOf(Function.Number);
}

/// <summary>The descriptors with their words, for pages and documents: read once.</summary>
internal sealed class FunctionReference
{
    private readonly FrozenDictionary<string, FunctionEntry> byCode;
    private readonly FrozenDictionary<string, LocalText> kinds;

    public FunctionReference(FunctionCatalogue catalogue)
    {
        var notes = JsonSerializer.Deserialize<Dictionary<string, string[]>>(Open("scm-notes.json"))!;
        using var document = JsonDocument.Parse(Open("scm-apis.json"));
        Functions = [.. document.RootElement.GetProperty("apis").EnumerateArray().Select(api => Read(api, catalogue, notes))];
        byCode = Functions.ToFrozenDictionary(f => f.Code, StringComparer.Ordinal);
        Kinds = [.. Functions.GroupBy(f => f.Function.Number).Where(g => g.Any(f => f.IsStored && f.Function.Type == FunctionType.Create)).Select(g => (g.Key, g.First().Document))];
        kinds = Functions.GroupBy(f => f.Function.Number).ToFrozenDictionary(g => g.Key, g => g.First().Document, StringComparer.Ordinal);
    }

    public IReadOnlyList<FunctionEntry> Functions { get; }

    /// <summary>Numbers of the families that make documents, with what they make.</summary>
    public IReadOnlyList<(string Number, LocalText Name)> Kinds { get; }

    public FunctionEntry? Find(string? code) => code is null ? null : byCode.GetValueOrDefault(code);

    public LocalText TitleOf(string code) => byCode.TryGetValue(code, out var function) ? function.Title : new LocalText(code, code);

    public LocalText KindOf(string number) => kinds.TryGetValue(number, out var name) ? name : new LocalText(number, number);

    /// <summary>What a field of a document is called on a page.</summary>
    public static string Label(string name, Texts texts) => FieldLabels.Of(name) is { } label && label != name ? new LocalText(label, name).In(texts) : name;

    /// <summary>The business role that a kind of document needs (2.2).</summary>
    public static string RightOf(string number) => TradeKind.All.FirstOrDefault(k => k.Number == number)?.Right ?? number switch
    {
        "280" => PartnerPermissions.Purchasing,
        "120" or "130" => PartnerPermissions.Settlement,
        _ => PartnerPermissions.Logistics,
    };

    private static Stream Open(string name) => typeof(FunctionReference).Assembly.GetManifestResourceStream(name)!;

    private static FunctionEntry Read(JsonElement api, FunctionCatalogue catalogue, Dictionary<string, string[]> notes)
    {
        var function = catalogue.ByCode[api.GetProperty("code").GetString()!];
        return new FunctionEntry(function, Words(api.GetProperty("title")), Words(api.GetProperty("document")))
        {
            SideEffect = api.TryGetProperty("sideEffect", out var effect) ? Effect(effect.GetString()!) : null,
            Request = Fields(function.Request, api.GetProperty("request"), notes),
            Response = Fields(function.Response, api.GetProperty("response"), notes),
            Variants = [.. api.GetProperty("variants").EnumerateArray().Select(v => v.GetString()!)],
            Sibling = api.TryGetProperty("sibling", out var sibling) ? sibling.GetString() : null,
            ResultQuery = api.TryGetProperty("resultApi", out var result) ? result.GetString() : null,
        };
    }

    private static LocalText Words(JsonElement words) => new(words.GetProperty("zh").GetString()!, words.GetProperty("en").GetString()!);

    /// <summary>The few side effects are all about the logistics receipt of what is handed out or reported.</summary>
    private static LocalText Effect(string english) => new(english switch
    {
        _ when english.StartsWith("logistics receipt status", StringComparison.Ordinal) => "返回的每张发货单，物流回执状态变为 处理中，不会再次返回",
        _ when english.Contains("itself is completed", StringComparison.Ordinal) => "移入物流回执状态变为 处理完成，移库单完成",
        _ when english.Contains("becomes 待处理", StringComparison.Ordinal) => "移出物流回执状态变为 处理完成，移入物流回执状态变为 待处理",
        _ when english.StartsWith("move-in", StringComparison.Ordinal) && english.Contains("处理中", StringComparison.Ordinal) => "返回的每张移库单，移入物流回执状态变为 处理中",
        _ when english.StartsWith("move-in", StringComparison.Ordinal) => "移入物流回执状态变为 处理完成",
        _ => "返回的每张移库单，移出物流回执状态变为 处理中",
    }, english);

    private static List<FieldEntry> Fields(FieldNode root, JsonElement rows, Dictionary<string, string[]> notes)
    {
        List<FieldEntry> fields = [];
        foreach (var row in rows.EnumerateArray())
        {
            var path = row.GetProperty("path").GetString()!;
            var names = path.Split('.');
            var node = root;
            foreach (var name in names)
            {
                node = node.Child(name.Replace("[]", "", StringComparison.Ordinal))!;
            }
            fields.Add(new FieldEntry(path, names.Length - 1, node, row.GetProperty("required").GetString()!) { Note = Note(row.GetProperty("note").GetString()!, notes) });
        }
        return fields;
    }

    private static LocalText Note(string note, Dictionary<string, string[]> notes)
    {
        var parts = note.Split("; ", StringSplitOptions.RemoveEmptyEntries).Select(p => notes.GetValueOrDefault(p) ?? [p, p]).ToList();
        return new LocalText(string.Join("；", parts.Select(p => p[0]).Distinct()), string.Join("; ", parts.Select(p => p[1]).Distinct()));
    }
}
