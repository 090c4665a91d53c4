using System.Net;
using System.Text.Json.Nodes;
using Weft.Hub.Tests.Isolation;
using Weft.Hub.Tests.Modules.Integrations;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Gateway;

/// <summary>Every cell of endpoint × app type (openapi-gateway 5.1). The endpoints are those of the published document, so that a new one is tried without being added here.</summary>
public sealed class AppTypeTableTests
{
    private static readonly string[] Types = ["ORDER_SYNC", "QUALITY_FEEDBACK", "LOGISTICS_SYNC", "PAYMENT_SYNC"];

    /// <summary>The table of 5.1 and 6.9: what begins a path under /openapi/v1, and whose it is; null is everyone's.</summary>
    private static readonly (string Begin, string? Type)[] Table =
    [
        ("/orders/", "ORDER_SYNC"), ("/styles/", "ORDER_SYNC"), ("/factories/", "ORDER_SYNC"), ("/processes/", "ORDER_SYNC"), ("/pull/pattern-order", "ORDER_SYNC"),
        ("/quality/", "QUALITY_FEEDBACK"), ("/logistics/", "LOGISTICS_SYNC"), ("/payment/", "PAYMENT_SYNC"), ("/events", null),
    ];

    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task Each_type_calls_its_own_endpoints_and_no_others(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider, ["Webhooks:Send=false"]);
        var tenant = await Tenants.CreateAsync(hub);
        var routes = await ApiRoute.ReadAsync(hub, "/openapi/v1.json");
        Assert.True(routes.Count >= 17, $"The document tells of {routes.Count} endpoints only.");

        List<string> wrong = [];
        foreach (var type in Types)
        {
            var customer = await CustomerOf.TypeAsync(tenant, type);
            foreach (var route in routes)
            {
                var own = Table.Single(t => route.Template["/openapi/v1".Length..].StartsWith(t.Begin, StringComparison.Ordinal)).Type;
                var answer = await SendAsync(customer, route);
                var refused = answer is { Status: HttpStatusCode.Forbidden, ErrorCode: "APP_TYPE" };
                if (refused != (own is not null && own != type) || (!refused && answer.Status is not (HttpStatusCode.OK or HttpStatusCode.BadRequest or HttpStatusCode.NotFound)))
                {
                    wrong.Add($"{route} by {type}: {(int)answer.Status} {answer.ErrorCode}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        // The table has no line without an endpoint, and every endpoint needs a signature.
        Assert.All(Table, line => Assert.Contains(routes, r => r.Template.StartsWith("/openapi/v1" + line.Begin, StringComparison.Ordinal)));
        foreach (var route in routes)
        {
            using var request = new HttpRequestMessage(new HttpMethod(route.Method), Path(route));
            using var answer = await hub.Http.SendAsync(request);
            Assert.Equal((route.ToString(), HttpStatusCode.Unauthorized), (route.ToString(), answer.StatusCode));
        }
    }

    private static async Task<SignedAnswer> SendAsync(CustomerOf customer, ApiRoute route) =>
        route.Method == "GET" ? await customer.Http.GetAsync(Path(route)) : await customer.Http.PostAsync(Path(route), route.Body ?? new JsonObject());

    private static string Path(ApiRoute route) => route.Parameters.Aggregate(route.Template, (path, p) => path.Replace("{" + p.Name + "}", "PO202602119999", StringComparison.Ordinal));
}
