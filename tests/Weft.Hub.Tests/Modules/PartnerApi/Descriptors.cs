using System.Text.Json;
using System.Text.Json.Nodes;
using Weft.Hub.Modules.PartnerApi.Functions;
using Xunit;

namespace Weft.Hub.Tests.Modules.PartnerApi;

/// <summary>What the descriptors say, as tests need it: where fields are in a request, what they must not hold, and the shape of an answer.</summary>
internal static class Descriptors
{
    public static readonly FunctionCatalogue Catalogue = new();

    /// <summary>The document's own fields, and those of the lists in it that the request has.</summary>
    public static IEnumerable<(FieldNode Shape, string[] Path)> Shapes(PartnerFunction function, JsonObject document)
    {
        var shape = function.Request.Child("docList")!;
        yield return (shape, []);
        foreach (var list in shape.Children.Where(c => c.Type == FieldType.List && document.ContainsKey(c.Name)))
        {
            yield return (list, [list.Name]);
            foreach (var inner in list.Children.Where(c => c.Type == FieldType.List && At(document, [list.Name]).ContainsKey(c.Name)))
            {
                yield return (inner, [list.Name, inner.Name]);
            }
        }
    }

    public static JsonObject At(JsonObject document, string[] path) => path.Aggregate(document, (record, list) => record[list]![0]!.AsObject());

    /// <summary>The document with another value for one field, or without it.</summary>
    public static JsonObject With(JsonObject document, string[] path, string name, string? value)
    {
        var changed = document.DeepClone().AsObject();
        var record = At(changed, path);
        if (value is null)
        {
            record.Remove(name);
        }
        else
        {
            record[name] = value;
        }
        return changed;
    }

    /// <summary>Values that the field must not have, and what the answer then says.</summary>
    public static IEnumerable<(string? Value, string Message)> Wrongs(FieldNode field, PartnerFunction function, JsonObject record)
    {
        var label = FieldLabels.Of(field.Name);
        var isOnlyPrincipal = field.Name == "bpartner_Value" && function.Number is "180" or "190" or "200";
        if (field.IsRequired || (record.ContainsKey(field.Name) && Samples.NeededToo.ContainsKey(field.Name) && !isOnlyPrincipal))
        {
            yield return (null, Literals.Missing(label));
        }
        if (field.Type == FieldType.Text && field.Length > 0)
        {
            yield return (new string('x', field.Length + 1), Literals.TooLong(label, field.Length));
        }
        if (field.Type == FieldType.Text && Unknown(field, function) is { } unknown)
        {
            yield return ("没有的"[..Math.Min(3, field.Length)], unknown);
        }
        if (field.Type == FieldType.Number)
        {
            yield return ("0." + new string('0', field.Decimals) + "1", Literals.TooFine(label, field.Decimals));
            yield return (new string('9', field.IntegerDigits + 1), Literals.TooLong(label, field.IntegerDigits + field.Decimals));
        }
        foreach (var (rule, value, ending) in new[] { (SignRule.NotZero, "0", "不允许为0"), (SignRule.Positive, "0", "必须大于0"), (SignRule.Negative, "1", "必须小于0"), (SignRule.NotNegative, "-1", "必须大于等于0") })
        {
            if (field.Type == FieldType.Number && field.Sign == rule)
            {
                yield return (value, label + ending);
            }
        }
    }

    public static void AssertShape(FieldNode shape, JsonElement row)
    {
        Assert.Equal(shape.Children.Select(c => c.Name), row.EnumerateObject().Select(p => p.Name));
        foreach (var field in shape.Children)
        {
            var value = row.GetProperty(field.Name);
            if (field.Type != FieldType.List)
            {
                Assert.Equal(JsonValueKind.String, value.ValueKind);
                continue;
            }
            Assert.All(value.EnumerateArray(), r => AssertShape(field, r));
        }
    }

    /// <summary>The parser's words for a value of a wrong type.</summary>
    public static string Unparseable(FieldNode field) => $"Parse Error;Unparseable {(field.Type == FieldType.Number ? "number" : "date")}: \"1,x\"";

    /// <summary>What is said of a text that names nothing; null when the text names nothing of the hub's.</summary>
    private static string? Unknown(FieldNode field, PartnerFunction function) => (function.Number, field.Name) switch
    {
        ("110" or "111", "line" or "product_Value" or "product_Name") => Literals.NotFound("单据行"),
        ("160" or "16A" or "16B", "line") => Literals.NotFound("移库单行"),
        (_, "documentNo") or ("280" or "290", "docNo") => Literals.NotFound("单据"),
        _ => field.Allowed.Count > 0 || Samples.References.Contains(field.Name) ? Literals.NotFound(FieldLabels.ObjectOf(field.Name)) : null,
    };
}
