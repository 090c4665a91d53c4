using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Weft.Hub.Modules.PartnerApi.Functions;

/// <summary>The request can not be converted to what its descriptor says; the message is the parser's (scm-partner-api 9.2).</summary>
internal sealed class BadFormatException(string message) : Exception(message)
{
    public static BadFormatException Missing(string field) => new($"Parse Error;Missing field: \"{field}\"");

    public static BadFormatException Unparseable(string type, string text) => new($"Parse Error;Unparseable {type}: \"{Literals.Cut(text, 100)}\"");
}

/// <summary>
/// Reads a request by its descriptor: first structure and types, where the first fault ends it (9.1, step 7), then every value's own rules, whose faults are
/// gathered (step 8).
/// </summary>
internal static partial class RequestReader
{
    /// <exception cref="BadFormatException">A structure or a type is wrong.</exception>
    public static PartnerRecord Read(PartnerFunction function, JsonElement body)
    {
        var record = Read(function.Request, body, function.Aliases);
        if (!record.Has("requestTime"))
        {
            throw BadFormatException.Missing("requestTime");
        }
        if (function.Request.Child("docList") is not null)
        {
            if (record.List("docList").Count == 0)
            {
                throw BadFormatException.Missing("docList");
            }
            foreach (var document in record.List("docList"))
            {
                Judge(document);
            }
        }
        return record;
    }

    /// <summary>As <see cref="Read(PartnerFunction, JsonElement)"/>, for calls without documents: they have nowhere else to say what is wrong with a value.</summary>
    /// <exception cref="BadFormatException">A structure, a type or a value is wrong.</exception>
    public static PartnerRecord ReadFilters(PartnerFunction function, JsonElement body)
    {
        var record = Read(function, body);
        if (function.Request.Children.Find(f => f.IsRequired && !record.Has(f.Name)) is { } missing)
        {
            throw BadFormatException.Missing(missing.Name);
        }
        Judge(record);
        return record.Errors.Count == 0 ? record : throw new BadFormatException("Parse Error;" + Literals.Joined(record.Errors));
    }

    /// <summary>Judges the record's own values and everything inside it.</summary>
    public static void Judge(PartnerRecord record)
    {
        foreach (var field in record.Shape.Children)
        {
            if (!record.Has(field.Name) || (field.Type == FieldType.List && record.List(field.Name).Count == 0))
            {
                if (field.IsRequired)
                {
                    record.FailMissing(field.Name);
                }
                continue;
            }
            switch (field.Type)
            {
                case FieldType.List:
                    foreach (var row in record.List(field.Name))
                    {
                        Judge(row);
                    }
                    break;
                case FieldType.Number:
                    JudgeNumber(record, field);
                    break;
                case FieldType.Text:
                    JudgeText(record, field);
                    break;
            }
        }
    }

    private static void JudgeText(PartnerRecord record, FieldNode field)
    {
        var text = record.Text(field.Name);
        if (field.Length > 0 && text.Length > field.Length && text.EnumerateRunes().Count() > field.Length)
        {
            record.Fail(Literals.TooLong(field.Label, field.Length));
        }
        else if (field.Allowed.Count > 0 && !field.Allowed.Contains(text))
        {
            record.FailNotFound(field.Name);
        }
    }

    private static void JudgeNumber(PartnerRecord record, FieldNode field)
    {
        var text = record.Text(field.Name).TrimStart('+', '-');
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var (whole, fraction) = point < 0 ? (text, "") : (text[..point], text[(point + 1)..]);
        if (whole.TrimStart('0').Length > field.IntegerDigits)
        {
            record.Fail(Literals.TooLong(field.Label, field.IntegerDigits + field.Decimals));
            return;
        }
        if (fraction.TrimEnd('0').Length > field.Decimals)
        {
            record.Fail(Literals.TooFine(field.Label, field.Decimals));
            return;
        }
        var number = record.Number(field.Name) ?? 0;
        switch (field.Sign)
        {
            case SignRule.NotZero when number == 0:
                record.Fail(field.Label + "不允许为0");
                break;
            case SignRule.Positive when number <= 0:
                record.Fail(field.Label + "必须大于0");
                break;
            case SignRule.Negative when number >= 0:
                record.Fail(field.Label + "必须小于0");
                break;
            case SignRule.NotNegative when number < 0:
                record.Fail(field.Label + "必须大于等于0");
                break;
        }
    }

    private static PartnerRecord Read(FieldNode shape, JsonElement source, IReadOnlyDictionary<string, string> aliases)
    {
        var record = new PartnerRecord(shape);
        foreach (var field in shape.Children)
        {
            if (Find(source, field.Name, aliases) is not { } value)
            {
                continue;
            }
            if (field.Type == FieldType.List)
            {
                record.Set(field.Name, ReadList(field, value, aliases));
            }
            else if (Scalar(field, value) is { Length: > 0 } text)
            {
                record.Set(field.Name, text);
            }
        }
        return record;
    }

    /// <summary>The contract's name counts before its aliases.</summary>
    private static JsonElement? Find(JsonElement source, string name, IReadOnlyDictionary<string, string> aliases)
    {
        if (source.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null)
        {
            return value;
        }
        foreach (var (alias, contract) in aliases)
        {
            if (contract == name && source.TryGetProperty(alias, out value) && value.ValueKind != JsonValueKind.Null)
            {
                return value;
            }
        }
        return null;
    }

    private static List<PartnerRecord> ReadList(FieldNode field, JsonElement value, IReadOnlyDictionary<string, string> aliases)
    {
        if (value.ValueKind == JsonValueKind.String && value.GetString() == "")
        {
            return [];
        }
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(row => row.ValueKind != JsonValueKind.Object))
        {
            throw BadFormatException.Unparseable("list", field.Name);
        }
        return [.. value.EnumerateArray().Select(row => Read(field, row, aliases))];
    }

    private static string Scalar(FieldNode field, JsonElement value)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => throw BadFormatException.Unparseable("string", field.Name),
        };
        if (text.Length == 0)
        {
            return text;
        }
        var isFit = field.Type switch
        {
            FieldType.Date => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            FieldType.Timestamp => DateTime.TryParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            FieldType.Number => PlainNumber().IsMatch(text),
            // No database keeps it.
            _ => !text.Contains('\0', StringComparison.Ordinal),
        };
        return isFit ? text : throw BadFormatException.Unparseable(field.Type switch
        {
            FieldType.Number => "number",
            FieldType.Text => "string",
            _ => "date",
        }, text);
    }

    [GeneratedRegex(@"^[+-]?[0-9]+(\.[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlainNumber();
}
