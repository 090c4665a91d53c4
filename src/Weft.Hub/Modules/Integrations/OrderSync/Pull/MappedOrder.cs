using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Integrations.OrderSync.Pull;

/// <summary>
/// A customer's row as the body of orders/create. Values are brought into our form where that is certain; what is not stays as it is, so that the rules of orders/create
/// name it by field.
/// </summary>
internal static class MappedOrder
{
    private static readonly string[] Days =
    [
        "yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyyMMdd", "yyyy年M月d日",
    ];

    private static readonly (string Ours, string[] Theirs)[] LineNames =
    [
        ("color", ["color", "colour", "colorname", "颜色"]), ("size", ["size", "sizename", "尺码"]), ("quantity", ["quantity", "qty", "count", "num", "数量"]),
    ];

    public static JsonObject Of(JsonElement row, FieldMapping mapping, TenantTime time)
    {
        var order = new JsonObject();
        foreach (var field in OrderField.All)
        {
            if (mapping[field.Name] is { } source && FieldMapping.Value(row, source) is { } value && Read(field.Kind, field.Name, value, time) is { } read)
            {
                order[field.Name] = read;
            }
        }
        if (!order.ContainsKey("quantity") && order["items"] is JsonArray lines && Sum(lines) is { } sum)
        {
            order["quantity"] = sum;
        }
        return order;
    }

    private static JsonNode? Read(OrderFieldKind kind, string name, JsonElement value, TenantTime time) => kind switch
    {
        OrderFieldKind.Text => Text(value),
        OrderFieldKind.Whole => Whole(value),
        OrderFieldKind.Day => Day(value, time),
        OrderFieldKind.Texts => Texts(value, name == "sizes" ? [',', '，', '、', ';', '；', '/', '|'] : [',', '，', '、', ';', '；', '|']),
        OrderFieldKind.Lines => Lines(value),
        _ => throw new InvalidOperationException($"No reading for {kind}."),
    };

    private static JsonNode? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!.Trim() is { Length: > 0 } text ? text : null,
        JsonValueKind.Number => value.GetRawText(),
        _ => Node(value),
    };

    /// <summary>“500”, “1,200” and 500.0 are whole numbers; “500件” is not ours to judge.</summary>
    private static JsonNode? Whole(JsonElement value)
    {
        var text = value.ValueKind switch { JsonValueKind.Number => value.GetRawText(), JsonValueKind.String => value.GetString()!.Trim(), _ => null };
        return text is { Length: 0 } ? null
            : decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                && number == decimal.Truncate(number) && Math.Abs(number) < long.MaxValue ? (long)number
            : Node(value);
    }

    /// <summary>A day in one of the usual forms, with or without a time; an instant is the day that it falls on for the tenant.</summary>
    private static JsonNode? Day(JsonElement value, TenantTime time)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var stamp) && stamp is > 1_000_000_000 and < 100_000_000_000_000)
        {
            var utc = stamp < 100_000_000_000 ? DateTimeOffset.FromUnixTimeSeconds(stamp) : DateTimeOffset.FromUnixTimeMilliseconds(stamp);
            return Written(time.Day(utc.UtcDateTime));
        }
        var text = value.ValueKind switch { JsonValueKind.Number => value.GetRawText(), JsonValueKind.String => value.GetString()!.Trim(), _ => null };
        if (text is { Length: 0 })
        {
            return null;
        }
        if (text is { Length: >= 17 } && (text[^1] == 'Z' || text.LastIndexOfAny(['+', '-']) > 10)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
        {
            return Written(time.Day(instant.UtcDateTime));
        }
        var day = text?.Split([' ', 'T'], 2)[0];
        return DateOnly.TryParseExact(day, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? Written(read) : Node(value);
    }

    private static JsonNode? Texts(JsonElement value, char[] separators)
    {
        IEnumerable<string>? texts = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!.Split(separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            JsonValueKind.Array when value.EnumerateArray().All(e => e.ValueKind is JsonValueKind.String or JsonValueKind.Number) =>
                value.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.String ? e.GetString()!.Trim() : e.GetRawText()),
            _ => null,
        };
        return texts is null ? Node(value) : texts.Distinct(StringComparer.Ordinal).ToList() is { Count: > 0 } list ? new JsonArray([.. list.Select(t => JsonValue.Create(t))]) : null;
    }

    /// <summary>Lines with a colour, a size and a quantity under one of the usual names.</summary>
    private static JsonNode? Lines(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(e => e.ValueKind != JsonValueKind.Object))
        {
            return Node(value);
        }
        var lines = new JsonArray();
        foreach (var theirs in value.EnumerateArray())
        {
            var line = new JsonObject();
            foreach (var (ours, names) in LineNames)
            {
                if (theirs.EnumerateObject().FirstOrDefault(p => names.Contains(FieldMapping.Plain(p.Name))).Value is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } found)
                {
                    line[ours] = ours == "quantity" ? Whole(found) : Text(found);
                }
            }
            lines.Add(line);
        }
        return lines.Count > 0 ? lines : null;
    }

    private static long? Sum(JsonArray lines)
    {
        long sum = 0;
        foreach (var line in lines)
        {
            if (line!["quantity"] is not JsonValue value || !value.TryGetValue<long>(out var quantity) || quantity is < 0 or > 1_000_000)
            {
                return null;
            }
            sum += quantity;
        }
        return sum;
    }

    private static JsonNode Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static JsonNode? Node(JsonElement value) => JsonNode.Parse(value.GetRawText());
}
