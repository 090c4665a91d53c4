using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Platform.Hosting;

/// <summary>What every route of every module must look like in the documents; made from the routes that there are.</summary>
public sealed class ApiDocumentsTests
{
    [Theory]
    [InlineData("v1", "3.1.")]
    [InlineData("v1-3.0", "3.0.")]
    [InlineData("console", "3.1.")]
    public async Task A_document_is_valid_and_complete(string name, string version)
    {
        var hub = await TestHub.SharedAsync("sqlite");
        var text = await hub.Http.GetStringAsync($"/openapi/{name}.json");
        var read = OpenApiDocument.Parse(text, "json");
        Assert.Empty(read.Diagnostic!.Errors);

        var document = JsonNode.Parse(text)!;
        Assert.StartsWith(version, (string)document["openapi"]!, StringComparison.Ordinal);
        HashSet<string> ids = [];
        foreach (var (place, operation) in Operations(document))
        {
            Assert.True(ids.Add((string)operation["operationId"]!), $"{place}: operationId twice");
            Assert.False(string.IsNullOrWhiteSpace((string?)operation["summary"]), $"{place}: no summary");
            Assert.True(operation["security"] is JsonArray, $"{place}: does not say how to sign in");
            Assert.True(operation["responses"]!["400"] is not null && operation["responses"]!["500"] is not null, $"{place}: refusals are missing");
        }
        // Numbers are numbers: no schema may say that a text will do as well.
        Assert.DoesNotContain("\"integer\",\"string\"", text.Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(References(document), r => Resolve(document, r) is null);
    }

    [Fact]
    public async Task Every_signed_operation_names_the_three_headers()
    {
        var hub = await TestHub.SharedAsync("sqlite");
        var document = JsonNode.Parse(await hub.Http.GetStringAsync("/openapi/v1.json"))!;
        Assert.Equal("X-Signature", (string?)document["components"]!["parameters"]!["Signature"]!["name"]);
        foreach (var (place, operation) in Operations(document))
        {
            var headers = operation["parameters"]!.AsArray().Select(p => (string?)p!["$ref"]).ToHashSet();
            Assert.True(headers.IsSupersetOf(["#/components/parameters/AppKey", "#/components/parameters/Timestamp", "#/components/parameters/Signature"]), place);
            Assert.NotNull(operation["responses"]!["401"]);
            Assert.NotNull(operation["responses"]!["429"]);
        }
    }

    [Fact]
    public async Task Every_console_operation_that_is_not_open_to_anyone_takes_a_bearer_token_or_the_session()
    {
        var hub = await TestHub.SharedAsync("sqlite");
        var document = JsonNode.Parse(await hub.Http.GetStringAsync("/openapi/console.json"))!;
        var operations = Operations(document).ToList();
        Assert.NotEmpty(operations);
        foreach (var (place, operation) in operations.Where(o => o.Operation["security"]!.AsArray().Count > 0))
        {
            Assert.Equal(["bearer", "session"], operation["security"]!.AsArray().Select(s => s!.AsObject().Single().Key).Order());
            Assert.True(operation["responses"]!["403"] is not null, place);
        }
    }

    [Fact]
    public async Task The_page_asks_no_other_host()
    {
        var hub = await TestHub.SharedAsync("sqlite");
        var page = await hub.Http.GetStringAsync("/docs/");
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\"src=\"//", page, StringComparison.Ordinal);
    }

    private static IEnumerable<(string Place, JsonNode Operation)> Operations(JsonNode document) =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        where operation.Value is JsonObject
        select ($"{operation.Key} {path.Key}", operation.Value);

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject item => item.SelectMany(p => p.Key == "$ref" && p.Value?.GetValueKind() == JsonValueKind.String ? [p.Value!.GetValue<string>()] : References(p.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };

    private static JsonNode? Resolve(JsonNode document, string reference) =>
        reference.Split('/')[1..].Aggregate((JsonNode?)document, (at, part) => at is JsonObject item ? item[part] : null);
}
