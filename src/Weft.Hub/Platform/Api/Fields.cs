using System.Globalization;
using System.Text.Json;

namespace Weft.Hub.Platform.Api;

/// <summary>
/// Reads the fields of a request's JSON object, or of its query string, and keeps every error and every unknown field on the way
/// (openapi-gateway 6: nothing is coerced, nothing is silently ignored).
/// </summary>
public sealed partial class Fields
{
    private readonly Dictionary<string, JsonElement> values = new(StringComparer.Ordinal);
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly List<FieldError> errors;
    private readonly List<string> unknownInside;
    private readonly string prefix;
    private readonly bool fromText;
    private readonly Refusal? unreadable;

    private Fields(JsonElement source, string prefix, List<FieldError> errors, List<string> unknownInside, bool fromText)
    {
        (this.prefix, this.errors, this.unknownInside, this.fromText) = (prefix, errors, unknownInside, fromText);
        foreach (var property in source.EnumerateObject())
        {
            values[property.Name] = property.Value;
        }
    }

    private Fields(Refusal unreadable) => (this.unreadable, prefix, errors, unknownInside) = (unreadable, "", [], []);

    /// <summary>The refusal that names every error found so far, or null when there is none.</summary>
    public Refusal? Rejected => unreadable ?? (errors.Count > 0 ? Refusal.Invalid([.. errors]) : null);

    /// <summary>One warning for each property that no one asked for. Call it after all fields were read.</summary>
    public IReadOnlyList<string> Warnings =>
        [.. values.Keys.Where(k => !known.Contains(k)).Select(k => prefix + k).Concat(unknownInside).Select(name => $"未识别的字段: {name}")];

    public void Fail(string name, string message) => errors.Add(new FieldError(prefix + name, message));

    /// <summary>True when the property is there, even as null.</summary>
    public bool Has(string name)
    {
        known.Add(name);
        return values.ContainsKey(name);
    }

    /// <summary>True when the property is there and null: an explicit null clears a value.</summary>
    public bool IsNull(string name) => Has(name) && values.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.Null;

    /// <summary>A text of <paramref name="min"/> to <paramref name="max"/> characters, without control characters; null when absent.</summary>
    public string? Text(string name, int max, bool required = false, int min = 1, bool multiline = false)
    {
        if (!Find(name, required, out var value))
        {
            return null;
        }
        if (value.ValueKind != JsonValueKind.String)
        {
            Fail(name, "必须为字符串");
            return null;
        }
        var text = value.GetString()!;
        if (fromText && text.Length == 0)
        {
            return null;
        }
        return CheckText(name, text, min, max, multiline) ? text : null;
    }

    /// <summary>A text that must be one of the given ones.</summary>
    public string? OneOf(string name, bool required, params ReadOnlySpan<string> allowed)
    {
        var text = Text(name, 64, required);
        if (text is null || allowed.Contains(text))
        {
            return text;
        }
        Fail(name, $"“{text}”不是有效值，可选: {string.Join(", ", allowed)}");
        return null;
    }

    /// <summary>A whole number in the range; a number given as text, or with a fraction, is an error.</summary>
    public long? Integer(string name, long min = long.MinValue, long max = long.MaxValue, bool required = false)
    {
        if (!Find(name, required, out var value))
        {
            return null;
        }
        long number = 0;
        var whole = value.ValueKind switch
        {
            // 500.0 is written like a fraction: refused, as the rule says.
            JsonValueKind.Number => value.TryGetInt64(out number),
            JsonValueKind.String when fromText => long.TryParse(value.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number),
            _ => false,
        };
        if (whole && number >= min && number <= max)
        {
            return number;
        }
        Fail(name, (min, max) switch
        {
            (long.MinValue, long.MaxValue) => "必须为整数",
            (_, long.MaxValue) => $"必须为不小于 {min} 的整数",
            _ => $"必须为 {min} 到 {max} 的整数",
        });
        return null;
    }

    /// <summary>A number with at most <paramref name="decimals"/> decimals in the range.</summary>
    public decimal? Number(string name, int decimals, decimal min = 0, decimal max = 999_999_999m, bool required = false)
    {
        if (!Find(name, required, out var value))
        {
            return null;
        }
        decimal number = 0;
        var valid = value.ValueKind switch
        {
            JsonValueKind.Number => value.TryGetDecimal(out number),
            JsonValueKind.String when fromText => decimal.TryParse(value.GetString(), NumberStyles.Number, CultureInfo.InvariantCulture, out number),
            _ => false,
        };
        if (valid && number >= min && number <= max && decimal.Round(number, decimals) == number)
        {
            return number;
        }
        Fail(name, $"必须为 {min} 到 {max} 的数字，最多 {decimals} 位小数");
        return null;
    }

    public bool? Flag(string name, bool required = false)
    {
        if (!Find(name, required, out var value))
        {
            return null;
        }
        switch (value.ValueKind)
        {
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            case JsonValueKind.String when fromText && bool.TryParse(value.GetString(), out var parsed):
                return parsed;
            default:
                Fail(name, "必须为 true 或 false");
                return null;
        }
    }

    /// <summary>A calendar day, <c>yyyy-MM-dd</c>.</summary>
    public DateOnly? Date(string name, bool required = false)
    {
        if (!Find(name, required, out var value))
        {
            return null;
        }
        if (value.ValueKind == JsonValueKind.String
            && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }
        Fail(name, "必须为 yyyy-MM-dd 格式的日期");
        return null;
    }

    /// <summary>An instant, ISO 8601 with offset; given back in UTC.</summary>
    public DateTime? Instant(string name, bool required = false)
    {
        if (!Find(name, required, out var value))
        {
            return null;
        }
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: >= 17 } text
            && (text[^1] == 'Z' || text.LastIndexOfAny(['+', '-']) > 10)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var instant))
        {
            return instant.UtcDateTime;
        }
        Fail(name, "必须为带时区的时间，如 2026-02-11T14:30:00+08:00");
        return null;
    }

    /// <summary>A list of distinct texts.</summary>
    public IReadOnlyList<string>? Texts(string name, int maxCount, int maxLength, bool required = false, bool noComma = false)
    {
        if (!FindList(name, maxCount, required, out var list))
        {
            return null;
        }
        var before = errors.Count;
        List<string> texts = [];
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String)
            {
                Fail($"{name}[{texts.Count}]", "必须为字符串");
                return null;
            }
            var text = item.GetString()!;
            if (CheckText($"{name}[{texts.Count}]", text, 1, maxLength, multiline: false) && noComma && text.Contains(','))
            {
                Fail($"{name}[{texts.Count}]", "不能包含逗号");
            }
            if (texts.Contains(text, StringComparer.Ordinal))
            {
                Fail($"{name}[{texts.Count}]", $"“{text}”重复");
            }
            texts.Add(text);
        }
        return errors.Count == before ? texts : null;
    }

    /// <summary>A list of objects, each read with its own <see cref="Fields"/>, whose errors name <c>items[3].color</c>.</summary>
    public IReadOnlyList<T>? Items<T>(string name, int maxCount, Func<Fields, int, T> read, bool required = false)
    {
        ArgumentNullException.ThrowIfNull(read);
        if (!FindList(name, maxCount, required, out var list))
        {
            return null;
        }
        List<T> items = [];
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object)
            {
                Fail($"{name}[{items.Count}]", "必须为对象");
                return null;
            }
            var inside = new Fields(item, $"{prefix}{name}[{items.Count}].", errors, unknownInside, fromText);
            items.Add(read(inside, items.Count));
            unknownInside.AddRange(inside.values.Keys.Where(k => !inside.known.Contains(k)).Select(k => inside.prefix + k));
        }
        return items;
    }

    /// <summary>An object's fields, or null when it is absent.</summary>
    public Fields? Object(string name, bool required = false)
    {
        if (!Find(name, required, out var value))
        {
            return null;
        }
        if (value.ValueKind == JsonValueKind.Object)
        {
            return new Fields(value, $"{prefix}{name}.", errors, unknownInside, fromText);
        }
        Fail(name, "必须为对象");
        return null;
    }

    /// <summary>The object as it came, for content that is kept and not interpreted; at most that many bytes.</summary>
    public JsonElement? RawObject(string name, int maxBytes)
    {
        if (!Find(name, required: false, out var value))
        {
            return null;
        }
        if (value.ValueKind == JsonValueKind.Object && System.Text.Encoding.UTF8.GetByteCount(value.GetRawText()) <= maxBytes)
        {
            return value.Clone();
        }
        Fail(name, $"必须为不超过 {maxBytes / 1024} KiB 的对象");
        return null;
    }

    private bool Find(string name, bool required, out JsonElement value)
    {
        known.Add(name);
        if (values.TryGetValue(name, out value) && value.ValueKind != JsonValueKind.Null)
        {
            return true;
        }
        if (required && unreadable is null)
        {
            Fail(name, "必填");
        }
        return false;
    }

    private bool FindList(string name, int maxCount, bool required, out JsonElement list)
    {
        if (!Find(name, required, out list))
        {
            return false;
        }
        if (list.ValueKind != JsonValueKind.Array)
        {
            Fail(name, "必须为数组");
            return false;
        }
        if (list.GetArrayLength() > maxCount)
        {
            Fail(name, $"最多 {maxCount} 项，实际 {list.GetArrayLength()} 项");
            return false;
        }
        return true;
    }

    private bool CheckText(string name, string text, int min, int max, bool multiline)
    {
        if (text.Length < min || text.Length > max || (min > 0 && string.IsNullOrWhiteSpace(text)))
        {
            Fail(name, min > 0 ? $"长度必须为 {min} 到 {max} 个字符，且不能全为空格" : $"长度不能超过 {max} 个字符");
            return false;
        }
        foreach (var c in text)
        {
            // U+FFFD and lone surrogates do not survive UTF-8: refuse them instead of storing something else.
            if ((char.IsControl(c) && !(multiline && c is '\n' or '\r' or '\t')) || c == '\0')
            {
                Fail(name, "不能包含控制字符");
                return false;
            }
        }
        if (!IsWellFormed(text))
        {
            Fail(name, "包含无效的 Unicode 字符");
            return false;
        }
        return true;
    }

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }
            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                return false;
            }
            i++;
        }
        return true;
    }
}
