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

    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task Another_tenants_identifiers_open_no_route_of_the_console(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider, ["Webhooks:Send=false"]);
        var victim = await BusyTenant.CreateAsync(hub);
        var stranger = await Tenants.CreateAsync(hub);
        var routes = (await ApiRoute.ReadAsync(hub, "/openapi/console.json")).Where(r => r.Parameters.Count > 0 && !OfEveryone.Contains(r.Template)).ToList();
        Assert.True(routes.Count > 30, "The document tells of " + routes.Count + " routes only.");
        var before = await TenantRows.OfAsync(hub, victim.TenantId);

        List<string> open = [];
        foreach (var route in routes)
        {
            foreach (var path in route.FewPaths(before))
            {
                var answer = await stranger.Admin.SendAsync(new HttpMethod(route.Method), path + Bodies.Query(route), Bodies.For(route));
                if (answer.Status is not (403 or 404) || answer.Text.Contains(BusyTenant.Mark, StringComparison.Ordinal))
                {
                    open.Add($"{route} at {path}: {answer.Status} {answer.Text[..Math.Min(200, answer.Text.Length)]}");
                }
            }
        }

        Assert.True(open.Count == 0, string.Join('\n', open.DistinctBy(o => o.Split(" at ")[0])));
        Assert.Equal(before.Lines, (await TenantRows.OfAsync(hub, victim.TenantId)).Lines);

        // The control: the owner's own call gets further, so the 404 was for the stranger. What deletes comes last, and what hangs on a thing before the thing itself.
        List<string> never = [];
        foreach (var route in routes.Where(r => !OfThePlatform.Any(p => r.Template.StartsWith(p, StringComparison.Ordinal))).OrderBy(r => r.Method == "DELETE")
            .ThenByDescending(r => r.Method == "DELETE" ? r.Template.Length : 0))
        {
            var found = false;
            foreach (var path in route.Paths(before))
            {
                found = found || (await victim.Admin.SendAsync(new HttpMethod(route.Method), path + Bodies.Query(route), Bodies.For(route))).Status is not (403 or 404);
            }
            if (!found)
            {
                never.Add(route.ToString());
            }
        }
        Assert.True(never.Count == 0, "Nothing of BusyTenant is named by\n" + string.Join('\n', never));
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
            foreach (var id in route.Body is null ? ["0"] : before.Ids)
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
            foreach (var path in route.Parameters.Count > 0 ? route.Paths(before) : [route.Template])
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

    private static async Task<(System.Net.HttpStatusCode Status, string Text)> SendAsync(SignedClient client, string method, string path, JsonObject? body)
    {
        var answer = method == "GET" ? await client.GetAsync(path) : await client.PostAsync(path, body!);
        return (answer.Status, answer.Text);
    }
}
