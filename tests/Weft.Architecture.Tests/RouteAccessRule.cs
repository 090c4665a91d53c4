using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Xunit;

namespace Weft.Architecture.Tests;

/// <summary>Every route says who may call it: it carries a piece of metadata that is an access rule.</summary>
internal static class RouteAccessRule
{
    public static IReadOnlyList<string> Violations(IEnumerable<Endpoint> endpoints, Type accessRule) =>
        [.. endpoints.Where(endpoint => !endpoint.Metadata.Any(accessRule.IsInstanceOfType))
            .Select(endpoint => $"{Name(endpoint)} → no {accessRule.Name}")
            .Order(StringComparer.Ordinal)];

    private static string Name(Endpoint endpoint)
    {
        var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["*"];
        return endpoint is RouteEndpoint route ? $"{string.Join(',', methods)} {route.RoutePattern.RawText}" : endpoint.DisplayName ?? "an endpoint without a name";
    }
}

public sealed class RouteAccessRuleTests
{
    [Fact]
    public void A_route_that_does_not_say_who_may_call_it_is_caught()
    {
        Endpoint[] endpoints =
        [
            Route("/open", new HttpMethodMetadata(["GET"])),
            Route("/guarded", new HttpMethodMetadata(["GET"]), new SpecimenRule()),
            Route("/any"),
            new Endpoint(null, EndpointMetadataCollection.Empty, "by hand"),
        ];
        Assert.Equal(
            ["* /any → no ISpecimenRule", "GET /open → no ISpecimenRule", "by hand → no ISpecimenRule"],
            RouteAccessRule.Violations(endpoints, typeof(ISpecimenRule)));
    }

    private static RouteEndpoint Route(string pattern, params object[] metadata) =>
        new(_ => Task.CompletedTask, RoutePatternFactory.Parse(pattern), 0, new EndpointMetadataCollection(metadata), pattern);

    private interface ISpecimenRule;

    private sealed class SpecimenRule : ISpecimenRule;
}
