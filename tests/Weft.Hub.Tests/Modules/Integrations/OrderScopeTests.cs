using System.Net;
using System.Text.Json;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Tests.Modules.Production;
using Weft.Testing;
using Xunit;
using static Weft.Hub.Tests.Modules.Production.ShopFloor;

namespace Weft.Hub.Tests.Modules.Integrations;

/// <summary>
/// Every rule of openapi-gateway 5.2: three kinds of orders, each played to its paid statement, against credentials of each app type with each scope. What one may read, in each
/// query, is what it was told of in its events.
/// </summary>
public sealed class OrderScopeTests
{
    private const string Statements = "/api/finance/reconciliations";

    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task Each_scope_shows_its_orders_in_every_query_and_every_event(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        await using var receiver = await WebhookReceiver.StartAsync();
        var floor = new ShopFloor(await Tenants.CreateAsync(hub));
        var stranger = await Tenants.CreateAsync(hub);
        List<Reader> readers = [];
        foreach (var type in new[] { "ORDER_SYNC", "QUALITY_FEEDBACK", "LOGISTICS_SYNC", "PAYMENT_SYNC" })
        {
            foreach (var scope in Enum.GetValues<OrderScope>())
            {
                readers.Add(new Reader(type, scope, await CustomerOf.TypeAsync(floor.Tenant, type, scope, receiver.Url($"/{type}/{scope}"))));
            }
            readers.Add(new Reader(type, null, await CustomerOf.TypeAsync(stranger, type, OrderScope.TenantAll, receiver.Url($"/{type}/stranger"))));
        }
        // One order by the credential that sees its own, one by another, one by the console.
        CustomerOf Buyer(OrderScope scope) => readers.Single(r => r is { Type: "ORDER_SYNC" } && r.Scope == scope).Credential;
        var own = await PlayAsync(floor, await PlaceAsync(Buyer(OrderScope.Own), "E-1"));
        var others = await PlayAsync(floor, await PlaceAsync(Buyer(OrderScope.TenantOpenApi), "E-2"));
        var console = await PlayAsync(floor, await floor.OrderAsync(20));
        var orders = new[] { own, others, console };

        List<string> wrong = [];
        foreach (var reader in readers)
        {
            // No quality, logistics or payment credential has made an order.
            Played[] visible = reader.Scope switch
            {
                OrderScope.Own => reader.Type == "ORDER_SYNC" ? [own] : [],
                OrderScope.TenantOpenApi => [own, others],
                OrderScope.TenantAll => orders,
                _ => [],
            };
            foreach (var (what, seen) in await SeenAsync(reader, orders))
            {
                Compare(wrong, $"{reader.Type} {reader.Scope} {what}", visible, seen);
            }
            await receiver.WaitForCountAsync(visible.Length, match: r => r.Path == $"/{reader.Type}/{reader.Scope}");
            var told = await reader.Credential.GetAsync("/events?after=0");
            Compare(wrong, $"{reader.Type} {reader.Scope} events", visible, told.Data.GetProperty("events").EnumerateArray().Select(e => Text(e.GetProperty("data"), "orderNo")));
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        foreach (var reader in readers)
        {
            Compare(wrong, $"{reader.Type} {reader.Scope} webhooks", [.. orders.Where(o => reader.Saw.Contains(o.OrderNo))],
                receiver.Received.Where(r => r.Path == $"/{reader.Type}/{reader.Scope}").Select(r => Text(r.Json.GetProperty("data"), "orderNo")));
        }
        Assert.DoesNotContain(receiver.Received, r => r.Path.EndsWith("/stranger", StringComparison.Ordinal));
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>The orders that each query of the reader's type shows.</summary>
    private static async Task<List<(string What, List<string> Seen)>> SeenAsync(Reader reader, Played[] orders)
    {
        var (one, lists) = reader.Type switch
        {
            "ORDER_SYNC" => ("/orders/", new[] { "POST /orders/list" }),
            "QUALITY_FEEDBACK" => ("/quality/", ["POST /quality/list"]),
            "LOGISTICS_SYNC" => ("/logistics/", ["POST /logistics/list"]),
            _ => ("/payment/", ["POST /payment/list", "GET /payment/pending"]),
        };
        List<(string, List<string>)> seen = [];
        List<string> found = [];
        foreach (var order in orders)
        {
            var answer = await reader.Credential.GetAsync(one + (reader.Type == "PAYMENT_SYNC" ? order.Statement : order.OrderNo));
            Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.NotFound, answer.Text);
            if (answer.Status == HttpStatusCode.OK)
            {
                found.Add(Text(answer.Data, "orderNo"));
            }
        }
        reader.Saw.UnionWith(found);
        seen.Add((one, found));
        foreach (var list in lists)
        {
            var path = list[(list.IndexOf(' ', StringComparison.Ordinal) + 1)..];
            var answer = list.StartsWith("GET", StringComparison.Ordinal) ? await reader.Credential.GetAsync(path) : await reader.Credential.PostAsync(path, new { });
            seen.Add((path, [.. answer.Data.GetProperty("records").EnumerateArray().Select(r => Text(r, "orderNo"))]));
            // Asking for an order by its number shows no more than asking for all.
            foreach (var order in orders.Where(_ => list.StartsWith("POST", StringComparison.Ordinal)))
            {
                var narrowed = await reader.Credential.PostAsync(path, new { orderNo = order.OrderNo });
                Assert.Equal(found.Contains(order.OrderNo), narrowed.Data.GetProperty("total").GetInt32() > 0);
            }
        }
        return seen;
    }

    private static void Compare(List<string> wrong, string what, Played[] visible, IEnumerable<string> seen)
    {
        var (expected, found) = (string.Join(' ', visible.Select(v => v.OrderNo).Order(StringComparer.Ordinal)), string.Join(' ', seen.Distinct().Order(StringComparer.Ordinal)));
        if (expected != found)
        {
            wrong.Add($"{what}: {found}; it should be {expected}");
        }
    }

    private static async Task<string> PlaceAsync(CustomerOf buyer, string external)
    {
        var placed = await buyer.PostAsync("/orders/create", new { externalOrderNo = external, styleNo = "FZ2024001", quantity = 20, items = new[] { new { color = "红", size = "S", quantity = 20 } } });
        Assert.True(placed.Status == HttpStatusCode.OK, placed.Text);
        return Text(placed.Data, "orderNo");
    }

    /// <summary>From cutting to the approved statement, then closed: each type is told of it once.</summary>
    private static async Task<Played> PlayAsync(ShopFloor floor, string orderNo)
    {
        var bundles = await floor.CutAsync(orderNo, 20);
        Ok(await floor.InspectAsync(bundles[0], 20, warehouse: "A仓"));
        var statement = Text(Ok(await floor.ShipAsync(orderNo, 5)), "reconciliationNo");
        Ok(await floor.Admin.PostAsync($"{Statements}/{statement}/approve", new { confirm = true }));
        Ok(await floor.Admin.PostAsync($"{OrdersApi}/{orderNo}/complete"));
        return new Played(orderNo, statement);
    }

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;

    private sealed record Played(string OrderNo, string Statement);

    /// <summary>A credential; without a scope it is another tenant's that sees all of its own.</summary>
    private sealed record Reader(string Type, OrderScope? Scope, CustomerOf Credential)
    {
        public HashSet<string> Saw { get; } = new(StringComparer.Ordinal);
    }
}
