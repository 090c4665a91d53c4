using System.Globalization;

namespace Weft.Hub.Modules.PartnerApi.Functions;

/// <summary>One object of a request as its descriptor reads it: a document, a line, an attribute row. What is null, missing or "" is not filled.</summary>
internal sealed class PartnerRecord(FieldNode shape)
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<PartnerRecord>> lists = new(StringComparer.Ordinal);

    public FieldNode Shape { get; } = shape;

    /// <summary>What is wrong with this object itself; its lines have their own.</summary>
    public List<string> Errors { get; } = [];

    public bool Has(string name) => values.ContainsKey(name) || lists.ContainsKey(name);

    public string Text(string name) => values.GetValueOrDefault(name, "");

    public decimal? Number(string name) => values.TryGetValue(name, out var text) && decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;

    public DateOnly? Date(string name) => values.TryGetValue(name, out var text) ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    public IReadOnlyList<PartnerRecord> List(string name) => lists.GetValueOrDefault(name) ?? [];

    public IReadOnlyDictionary<string, string> Values => values;

    public void Set(string name, string value) => values[name] = value;

    public void Set(string name, IReadOnlyList<PartnerRecord> rows) => lists[name] = rows;

    public void Fail(string message) => Errors.Add(message);

    public void FailMissing(string name) => Errors.Add(Literals.Missing(FieldLabels.Of(name)));

    public void FailNotFound(string name) => Errors.Add(Literals.NotFound(FieldLabels.ObjectOf(name)));

    /// <summary>True when neither it nor anything inside it is wrong.</summary>
    public bool IsSound => Errors.Count == 0 && lists.Values.All(l => l.All(r => r.IsSound));

    /// <summary>Its own errors, then those of everything inside (scm-partner-api 9.3).</summary>
    public IEnumerable<string> AllErrors => Errors.Concat(lists.Values.SelectMany(l => l.SelectMany(r => r.AllErrors)));
}
