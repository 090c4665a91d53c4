using System.Text.Json;

namespace Weft.Hub.Modules.Integrations.OrderSync.Pull;

/// <summary>Which field of a customer's rows is which field of ours: guessed from the names, changed by a person.</summary>
internal sealed class FieldMapping
{
    /// <summary>Rows that are looked at for the names of fields; the others have the same.</summary>
    private const int Sample = 20;

    private readonly Dictionary<string, string> chosen = new(StringComparer.Ordinal);

    private FieldMapping(IReadOnlyList<string> sources) => Sources = sources;

    /// <summary>Every field that the customer's rows have; those of an object inside a row as <c>style.no</c>.</summary>
    public IReadOnlyList<string> Sources { get; }

    /// <summary>The customer's field that is taken for ours, or null.</summary>
    public string? this[string field]
    {
        get => chosen.GetValueOrDefault(field);
        set
        {
            if (string.IsNullOrEmpty(value))
            {
                chosen.Remove(field);
            }
            else
            {
                chosen[field] = value;
            }
        }
    }

    /// <summary>All of it, to be kept: an empty text where nothing is taken.</summary>
    public IReadOnlyDictionary<string, string> Chosen => OrderField.All.ToDictionary(f => f.Name, f => this[f.Name] ?? "", StringComparer.Ordinal);

    /// <summary>Takes up what was chosen before, as far as the rows still have those fields.</summary>
    public void Restore(IReadOnlyDictionary<string, string> kept)
    {
        foreach (var field in OrderField.All)
        {
            if (kept.TryGetValue(field.Name, out var source) && (source.Length == 0 || Sources.Contains(source)))
            {
                this[field.Name] = source;
            }
        }
    }

    /// <summary>The likeliest mapping. No field of theirs is taken twice.</summary>
    public static FieldMapping Guess(IReadOnlyList<JsonElement> rows)
    {
        var values = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var row in rows.Take(Sample))
        {
            foreach (var (path, value) in Flat(row).Where(f => f.Value.ValueKind != JsonValueKind.Null))
            {
                values.TryAdd(path, value);
            }
        }
        var mapping = new FieldMapping([.. values.Keys]);
        foreach (var field in OrderField.All)
        {
            var free = values.Where(v => !mapping.chosen.ContainsValue(v.Key) && Fits(field.Kind, v.Value)).Select(v => v.Key).ToList();
            if (field.Names.Select(name => free.Find(path => Plain(path) == name) ?? free.Find(path => path.Contains('.', StringComparison.Ordinal) && Ends(path, name)))
                .FirstOrDefault(found => found is not null) is { } source)
            {
                mapping[field.Name] = source;
            }
        }
        return mapping;
    }

    /// <summary>The value of one of the <see cref="Sources"/> in a row.</summary>
    public static JsonElement? Value(JsonElement row, string source)
    {
        foreach (var (path, value) in Flat(row))
        {
            if (path == source && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
            {
                return value;
            }
        }
        return null;
    }

    /// <summary>The names of two systems are the same when only separators and case differ.</summary>
    public static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary><c>style.no</c> and <c>detail.styleNo</c> are both a style's number.</summary>
    private static bool Ends(string path, string name) => Plain(path[(path.LastIndexOf('.') + 1)..]) == name && name.Length > 3;

    private static bool Fits(OrderFieldKind kind, JsonElement value) => kind switch
    {
        OrderFieldKind.Lines => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().FirstOrDefault().ValueKind == JsonValueKind.Object,
        OrderFieldKind.Texts => value.ValueKind is JsonValueKind.Array or JsonValueKind.String,
        _ => value.ValueKind is JsonValueKind.String or JsonValueKind.Number,
    };

    private static IEnumerable<(string Path, JsonElement Value)> Flat(JsonElement row)
    {
        foreach (var property in row.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.Object)
            {
                yield return (property.Name, property.Value);
                continue;
            }
            foreach (var inner in property.Value.EnumerateObject().Where(p => p.Value.ValueKind != JsonValueKind.Object))
            {
                yield return ($"{property.Name}.{inner.Name}", inner.Value);
            }
        }
    }
}
