using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scalar.AspNetCore;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Platform.Hosting.Documents;

/// <summary>
/// The OpenAPI documents and the page that shows them (running 2). They are made from the routes: a route's summary, tag and request record are what
/// people read, so a new route needs no work here.
/// </summary>
internal static class ApiDocuments
{
    public static void AddApiDocuments(this IServiceCollection services)
    {
        services.AddOpenApi("v1", options => Describe(options, "openapi/v1/", OpenApiSpecVersion.OpenApi3_1, SignedDocument.Describe, SignedDocument.Describe));
        // The same for generators that do not read 3.1 yet (stack 9).
        services.AddOpenApi("v1-3.0", options => Describe(options, "openapi/v1/", OpenApiSpecVersion.OpenApi3_0, SignedDocument.Describe, SignedDocument.Describe));
        services.AddOpenApi("console", options => Describe(options, "api/", OpenApiSpecVersion.OpenApi3_1, ConsoleDocument.Describe, ConsoleDocument.Describe));
    }

    public static void MapApiDocuments(this WebApplication app)
    {
        const string Why = "describes the API; holds no data";
        app.MapOpenApi("/openapi/{documentName}.json").ForAnyone(Why);
        app.MapScalarApiReference("/docs", options =>
        {
            options.WithTitle("Weft 接口文档").WithOpenApiRoutePattern("/openapi/{documentName}.json")
                .AddDocument("v1", "开放接口").AddDocument("console", "控制台接口")
                .WithDefaultHttpClient(ScalarTarget.Shell, ScalarClient.Curl);
            // The page shows nothing of other hosts and tells them nothing: it works where there is no internet.
            options.DefaultFonts = false;
            options.Telemetry = false;
            options.ShowDeveloperTools = DeveloperToolsVisibility.Never;
            options.Agent = new ScalarAgentOptions { Disabled = true };
            options.Mcp = new ScalarMcpOptions { Disabled = true };
            options.HideClientButton = true;
            options.Theme = ScalarTheme.None;
            options.CustomCss = Look;
        }).ForAnyone(Why);
    }

    // Scalar's own fonts are loaded from elsewhere; these are on every desktop, Chinese included.
    private const string Look = """
        :root { --scalar-font: "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif;
                --scalar-font-code: ui-monospace, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
        """;

    private static void Describe(
        OpenApiOptions options, string pathPrefix, OpenApiSpecVersion version,
        Action<OpenApiDocument> document, Action<OpenApiOperation, OpenApiDocument, OpenApiOperationTransformerContext> operation)
    {
        options.OpenApiVersion = version;
        options.ShouldInclude = description => description.RelativePath?.StartsWith(pathPrefix, StringComparison.Ordinal) == true;
        options.CreateSchemaReferenceId = SchemaNames.For;
        options.AddSchemaTransformer((schema, context, _) =>
        {
            SchemaDetails.Apply(schema, context.JsonTypeInfo.Type);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(async (item, context, ct) =>
        {
            await OperationDetails.ApplyAsync(item, context, pathPrefix, ct);
            operation(item, context.Document!, context);
        });
        options.AddDocumentTransformer((whole, _, _) =>
        {
            document(whole);
            SchemaDetails.PlainReferences(whole, version);
            Tidy(whole);
            return Task.CompletedTask;
        });
    }

    private static void Tidy(OpenApiDocument document)
    {
        // "/" and not the address of whoever asked first: the document is the same behind a proxy.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Tags = document.Paths.Values.SelectMany(p => p.Operations?.Values.AsEnumerable() ?? []).SelectMany(o => o.Tags ?? new HashSet<OpenApiTagReference>())
            .Select(t => t.Name).OfType<string>().Distinct().Order(StringComparer.Ordinal).Select(name => new OpenApiTag { Name = name }).ToHashSet();
    }
}
