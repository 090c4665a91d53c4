using System.Text.Json;
using System.Text.Json.Nodes;
using Weft.Testing;

namespace Weft.Hub.Tests.Isolation;

/// <summary>One operation of an OpenAPI document, with a body that its schema allows.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Template">Path with its parameters in braces.</param>
/// <param name="Parameters">Path parameters; true where it is a number.</param>
/// <param name="Body">Null where none is asked for.</param>
internal sealed record ApiRoute(string Method, string Template, IReadOnlyList<(string Name, bool IsNumber)> Parameters, JsonObject? Body)
{
    public override string ToString() => Method + " " + Template;

    public static async Task<IReadOnlyList<ApiRoute>> ReadAsync(TestHub hub, string document)
    {
        var root = JsonNode.Parse(await hub.Http.GetStringAsync(document))!;
        List<ApiRoute> routes = [];
        foreach (var (path, operations) in root["paths"]!.AsObject())
        {
            foreach (var (method, operation) in operations!.AsObject())
            {
                var parameters = (operation!["parameters"]?.AsArray() ?? []).Where(p => p!["in"]?.GetValue<string>() == "path")
                    .Select(p => (p!["name"]!.GetValue<string>(), p["schema"]?["type"]?.ToJsonString().Contains("integer", StringComparison.Ordinal) == true)).ToList();
                var schema = operation["requestBody"]?["content"]?["application/json"]?["schema"];
                routes.Add(new ApiRoute(method.ToUpperInvariant(), path, parameters, schema is null ? null : Sample(root, schema, 0) as JsonObject ?? []));
            }
        }
        return routes;
    }

    /// <summary>
    /// What may stand in the path: a number gets the ids, two of them what belongs together, anything else the numbers of documents. The likeliest come first.
    /// </summary>
    public IEnumerable<IReadOnlyList<string>> Values(TenantRows rows)
    {
        var ids = rows.Ids(Words(Template));
        if (Parameters is [(_, true), (_, true)])
        {
            return rows.Pairs(ids).Select(p => (IReadOnlyList<string>)[p.Owner, p.Part]);
        }
        IEnumerable<IReadOnlyList<string>> values = [[]];
        foreach (var (_, isNumber) in Parameters)
        {
            var these = isNumber ? ids : [.. rows.Numbers, .. ids.Take(3)];
            values = values.SelectMany(v => these.Select(next => (IReadOnlyList<string>)[.. v, next]));
        }
        return values;
    }

    /// <summary>The path with a value for each parameter.</summary>
    public string Path(IReadOnlyList<string> values) =>
        Parameters.Zip(values).Aggregate(Template, (path, p) => path.Replace("{" + p.First.Name + "}", Uri.EscapeDataString(p.Second), StringComparison.Ordinal));

    /// <summary>The words that a route or a table is named with, one of many as many.</summary>
    public static HashSet<string> Words(string name) =>
        [.. name.Split(['/', '_', '-', '{', '}'], StringSplitOptions.RemoveEmptyEntries).Select(w => w.EndsWith('s') ? w[..^1] : w)];

    private static JsonNode? Sample(JsonNode root, JsonNode schema, int depth)
    {
        if (schema["$ref"]?.GetValue<string>() is { } reference)
        {
            return Sample(root, root["components"]!["schemas"]![reference[(reference.LastIndexOf('/') + 1)..]]!, depth + 1);
        }
        if (schema["enum"] is JsonArray { Count: > 0 } words)
        {
            return words.First(w => w is not null)!.DeepClone();
        }
        if ((schema["oneOf"] ?? schema["anyOf"]) is JsonArray choices)
        {
            return Sample(root, choices.First(c => c!["type"]?.ToString() != "null")!, depth);
        }
        var type = schema["type"] is JsonArray types ? types.Select(t => t!.ToString()).First(t => t != "null") : schema["type"]?.ToString();
        return type switch
        {
            "object" or null => Sample(root, schema["properties"] as JsonObject ?? [], depth),
            "array" => depth > 4 ? new JsonArray() : new JsonArray(Sample(root, schema["items"]!, depth + 1)),
            "integer" or "number" => JsonValue.Create(1),
            "boolean" => JsonValue.Create(true),
            _ => JsonValue.Create(schema["format"]?.ToString() switch { "date" => "2026-02-11", "date-time" => "2026-02-11T10:00:00+08:00", _ => "样例" }),
        };
    }

    private static JsonObject Sample(JsonNode root, JsonObject properties, int depth)
    {
        var made = new JsonObject();
        foreach (var (name, schema) in properties)
        {
            if (depth <= 4)
            {
                made[name] = Sample(root, schema!, depth + 1);
            }
        }
        return made;
    }

    /// <summary>Has the body a field that names another row?</summary>
    public bool BodyNamesRows => Body is not null && BodyWith("1234567890123")!.Contains("1234567890123", StringComparison.Ordinal);

    /// <summary>The body with every field that names another row set to that row.</summary>
    public string? BodyWith(string id)
    {
        if (Body is null)
        {
            return null;
        }
        var copy = Body.DeepClone();
        Replace(copy, id);
        return copy.ToJsonString(JsonSerializerOptions.Web);
    }

    private static void Replace(JsonNode node, string id)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list.Where(i => i is JsonObject))
            {
                Replace(item!, id);
            }
            return;
        }
        foreach (var (name, value) in node.AsObject().ToList())
        {
            if (value is JsonObject or JsonArray)
            {
                Replace(value, id);
            }
            if ((name.EndsWith("Id", StringComparison.Ordinal) || name == "id") && value is JsonValue number && number.GetValueKind() == JsonValueKind.Number)
            {
                node[name] = long.Parse(id, System.Globalization.CultureInfo.InvariantCulture);
            }
            if (name.EndsWith("Ids", StringComparison.Ordinal) || name == "ids")
            {
                node[name] = new JsonArray(long.Parse(id, System.Globalization.CultureInfo.InvariantCulture));
            }
        }
    }
}
