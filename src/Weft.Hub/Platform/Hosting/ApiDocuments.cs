using Microsoft.OpenApi;
using Scalar.AspNetCore;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Platform.Hosting;

/// <summary>The OpenAPI documents and the page that shows them (running 2).</summary>
internal static class ApiDocuments
{
    public static void AddApiDocuments(this IServiceCollection services)
    {
        services.AddOpenApi("v1", options => Describe(options, "openapi/v1/", OpenApiSpecVersion.OpenApi3_1, "Weft signed API"));
        services.AddOpenApi("v1-3.0", options => Describe(options, "openapi/v1/", OpenApiSpecVersion.OpenApi3_0, "Weft signed API"));
        services.AddOpenApi("console", options => Describe(options, "api/", OpenApiSpecVersion.OpenApi3_1, "Weft console API"));
    }

    public static void MapApiDocuments(this WebApplication app)
    {
        const string Why = "describes the API; holds no data";
        app.MapOpenApi("/openapi/{documentName}.json").ForAnyone(Why);
        app.MapScalarApiReference("/docs", options => options
            .WithTitle("Weft API").WithOpenApiRoutePattern("/openapi/{documentName}.json")
            .AddDocument("v1", "Signed API").AddDocument("console", "Console API").DisableDefaultFonts()).ForAnyone(Why);
    }

    private static void Describe(Microsoft.AspNetCore.OpenApi.OpenApiOptions options, string pathPrefix, OpenApiSpecVersion version, string title)
    {
        options.OpenApiVersion = version;
        options.ShouldInclude = description => description.RelativePath?.StartsWith(pathPrefix, StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = title;
            document.Info.Version = "1";
            return Task.CompletedTask;
        });
    }
}
