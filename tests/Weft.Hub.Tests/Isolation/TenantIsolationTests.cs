using System.Text.Json.Nodes;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Isolation;

/// <summary>
/// For every route of both doors, made from the OpenAPI documents: another tenant's identifiers and credentials give 404 or 403 and change nothing
/// (openapi-gateway 10). A new route is tried without anything being added here; where its thing is not among what <see cref="BusyTenant"/> has, the
/// control says so.
/// </summary>
public sealed class TenantIsolationTests
{
    /// <summary>Paths under which a tenant's user has no business at all.</summary>
    private static readonly string[] OfThePlatform = ["/api/platform/", "/api/system/app-store/admin/"];

    /// <summary>Routes whose parameter names no tenant's row: the catalogue is everyone's, a signed link is itself the permission, and a setting is the caller's own.</summary>
    private static readonly string[] OfEveryone = ["/api/system/app-store/{id}", "/api/system/app-store/trial-status/{appId}", "/api/files/{link}", "/api/system/profile/settings/{name}"];

    /// <summary>How many identifiers are tried where none of them can be right.</summary>
    private const int Tries = 20;

    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task Another_tenants_identifiers_open_no_route_of_the_console(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider, ["Webhooks:Send=false"]);
        var victim = await BusyTenant.CreateAsync(hub);
        var twin = await BusyTenant.CreateAsync(hub);
        var stranger = await Tenants.CreateAsync(hub);
        var routes = (await ApiRoute.ReadAsync(hub, "/openapi/console.json")).Where(r => r.Parameters.Count > 0 && !OfEveryone.Contains(r.Template)).ToList();
        Assert.True(routes.Count > 30, "The document tells of " + routes.Count + " routes only.");
        var (before, twins) = (await TenantRows.OfAsync(hub, victim.TenantId), await TenantRows.OfAsync(hub, twin.TenantId));

        // The control first, on a tenant that has done the same: which of its own identifiers gets further than 404. So what is refused to the stranger afterwards is refused to
        // him, and not because nothing is called so. What deletes comes last, and what hangs on a thing before the thing itself.
        var keys = routes.ToDictionary(r => r, IReadOnlyList<string> (_) => []);
        List<string> never = [];
        foreach (var route in routes.Where(r => !OfThePlatform.Any(p => r.Template.StartsWith(p, StringComparison.Ordinal))).OrderBy(r => r.Method == "DELETE")
            .ThenByDescending(r => r.Method == "DELETE" ? r.Template.Length : 0))
        {
            foreach (var values in route.Values(twins))
            {
                if ((await SendAsync(twin.Admin, route, values)).Status is not (403 or 404))
                {
                    keys[route] = [.. values.Select(v => twins.Twin(v, before))];
                    break;
                }
            }
            if (keys[route].Count == 0)
            {
                never.Add(route.ToString());
            }
        }
        Assert.True(never.Count == 0, "Nothing of BusyTenant is named by\n" + string.Join('\n', never));

        List<string> open = [];
        foreach (var route in routes)
        {
            foreach (var values in keys[route] is { Count: > 0 } key ? [key] : route.Values(before).Take(Tries))
            {
                var answer = await SendAsync(stranger.Admin, route, values);
                if (answer.Status is not (403 or 404) || answer.Text.Contains(BusyTenant.Mark, StringComparison.Ordinal))
                {
                    open.Add($"{route} at {route.Path(values)}: {answer.Status} {answer.Text[..Math.Min(200, answer.Text.Length)]}");
                }
            }
        }
        Assert.True(open.Count == 0, string.Join('\n', open.DistinctBy(o => o.Split(" at ")[0])));
        Assert.Equal(before.Lines, (await TenantRows.OfAsync(hub, victim.TenantId)).Lines);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task No_answer_to_a_stranger_holds_another_tenants_data_whatever_the_body_names(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider, ["Webhooks:Send=false"]);
        var victim = await BusyTenant.CreateAsync(hub);
        var stranger = await Tenants.CreateAsync(hub);
        var before = await TenantRows.OfAsync(hub, victim.TenantId);

        List<string> bad = [];
        foreach (var route in (await ApiRoute.ReadAsync(hub, "/openapi/console.json")).Where(r => r.Parameters.Count == 0 && !Bodies.EndsTheSession.Contains(r.Template)))
        {
            foreach (var id in route.BodyNamesRows ? before.Ids() : ["0"])
            {
                var answer = await stranger.Admin.SendAsync(new HttpMethod(route.Method), route.Template, route.BodyWith(id));
                var platform = OfThePlatform.Any(p => route.Template.StartsWith(p, StringComparison.Ordinal));
                if (answer.Status >= 500 || (platform && answer.Status != 403) || answer.Text.Contains(BusyTenant.Mark, StringComparison.Ordinal))
                {
                    bad.Add($"{route} with {id}: {answer.Status} {answer.Text[..Math.Min(200, answer.Text.Length)]}");
                }
            }
        }

        Assert.True(bad.Count == 0, string.Join('\n', bad.DistinctBy(o => o.Split(" with ")[0])));
        Assert.Equal(before.Lines, (await TenantRows.OfAsync(hub, victim.TenantId)).Lines);
        // Ids are unique in the database: none of the stranger's rows refers to one of the victim's.
        var victims = before.Tables.Values.SelectMany(t => t).Select(r => r.GetValueOrDefault("id")).Where(id => id is not null).ToHashSet();
        var refers = (await TenantRows.OfAsync(hub, stranger.TenantId)).Tables
            .SelectMany(t => t.Value.SelectMany(r => r.Where(c => c.Key.EndsWith("_id", StringComparison.Ordinal) && victims.Contains(c.Value)).Select(c => $"{t.Key}.{c.Key} = {c.Value}")));
        Assert.Equal([], refers);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Another_tenants_numbers_and_credentials_open_no_signed_route(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider, ["Webhooks:Send=false"]);
        var victim = await BusyTenant.CreateAsync(hub);
        var stranger = await BusyTenant.CreateAsync(hub, isEmpty: true);
        var routes = await ApiRoute.ReadAsync(hub, "/openapi/v1.json");
        var before = await TenantRows.OfAsync(hub, victim.TenantId);

        List<string> open = [];
        foreach (var route in routes)
        {
            var body = route.Method == "GET" ? null : route.Body ?? new JsonObject();
            foreach (var path in route.Values(before).Select(route.Path))
            {
                foreach (var (appType, secret) in stranger.Secrets)
                {
                    // A right signature of the stranger's: the victim's numbers do not exist for it.
                    using var own = new SignedClient(hub.Http, secret.Key, secret.Secret, hub.Clock);
                    var answer = await SendAsync(own, route.Method, path, body);
                    if ((route.Parameters.Count > 0 && (int)answer.Status is not (403 or 404)) || (int)answer.Status >= 500 || answer.Text.Contains(BusyTenant.Mark, StringComparison.Ordinal))
                    {
                        open.Add($"{route} at {path} by {appType}: {(int)answer.Status} {answer.Text}");
                    }
                    // The victim's key with the stranger's secret is nobody's.
                    using var mixed = new SignedClient(hub.Http, victim.Secrets[appType].Key, secret.Secret, hub.Clock);
                    var refused = await SendAsync(mixed, route.Method, path, body);
                    if ((int)refused.Status is not (401 or 429))
                    {
                        open.Add($"{route} with a strange secret: {(int)refused.Status}");
                    }
                }
                var token = await victim.Admin.SendAsync(new HttpMethod(route.Method), path, body?.ToJsonString());
                if (token.Status is not (401 or 429))
                {
                    open.Add($"{route} with the console's token: {token.Status}");
                }
            }
        }
        Assert.True(open.Count == 0, string.Join('\n', open.DistinctBy(o => o.Split(" at ")[0])));
        Assert.Equal(before.Lines, (await TenantRows.OfAsync(hub, victim.TenantId)).Lines);
    }

    private static Task<ConsoleAnswer> SendAsync(ConsoleClient who, ApiRoute route, IReadOnlyList<string> values) =>
        who.SendAsync(new HttpMethod(route.Method), route.Path(values) + Bodies.Query(route), Bodies.For(route));

    private static async Task<(System.Net.HttpStatusCode Status, string Text)> SendAsync(SignedClient client, string method, string path, JsonObject? body)
    {
        var answer = method == "GET" ? await client.GetAsync(path) : await client.PostAsync(path, body!);
        return (answer.Status, answer.Text);
    }
}
