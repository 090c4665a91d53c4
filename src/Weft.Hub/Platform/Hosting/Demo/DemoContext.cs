using System.Text.Json.Nodes;

namespace Weft.Hub.Platform.Hosting.Demo;

/// <summary>A tenant of the demo.</summary>
/// <param name="Id">The tenant; enter it before touching its rows.</param>
/// <param name="Code">Its short code, such as <c>huafeng</c>.</param>
/// <param name="Json">Its object in <c>demo.json</c>.</param>
public sealed record DemoTenant(long Id, string Code, JsonObject Json)
{
    /// <summary>Adds to one of its lists: <c>users</c>, <c>apps</c>, <c>factories</c>, <c>styles</c>.</summary>
    public void Add(string list, JsonNode item)
    {
        if (Json[list] is not JsonArray items)
        {
            Json[list] = items = [];
        }
        items.Add(item);
    }
}

/// <summary>The demo as it is being filled: <c>demo.json</c> (running 3), and what the steps hand on to each other.</summary>
public sealed class DemoContext
{
    private readonly DemoSecrets secrets;
    private readonly List<DemoTenant> tenants = [];
    private readonly JsonArray tenantList = [];

    internal DemoContext(Uri hub, string dataFolder, DemoSecrets secrets)
    {
        (Hub, DataFolder, this.secrets) = (hub, dataFolder, secrets);
        Json["hub"] = hub.GetLeftPart(UriPartial.Authority);
        Json["tenants"] = tenantList;
    }

    /// <summary>Where the Hub listens.</summary>
    public Uri Hub { get; }

    public string DataFolder { get; }

    /// <summary>The whole of <c>demo.json</c>.</summary>
    public JsonObject Json { get; } = [];

    public IReadOnlyList<DemoTenant> Tenants => tenants;

    /// <summary>Adds a tenant; steps that run later find it in <see cref="Tenants"/>.</summary>
    public DemoTenant AddTenant(long id, string code, string name)
    {
        var tenant = new DemoTenant(id, code, new JsonObject { ["tenantCode"] = code, ["tenantName"] = name });
        tenantList.Add(tenant.Json);
        tenants.Add(tenant);
        return tenant;
    }

    /// <summary>A random secret of that name: made the first time, the same for this data folder ever after.</summary>
    /// <param name="name">Such as <c>password of huafeng-admin</c>.</param>
    /// <param name="make">Makes it where it needs a form of its own; a password of 16 letters and digits otherwise.</param>
    public string Secret(string name, Func<string>? make = null) => secrets.Get(name, make);

    /// <summary>Keeps a secret that the Hub itself made and shows only once, such as a credential's, for the next start.</summary>
    public void Keep(string name, string value) => secrets.Keep(name, value);

    /// <summary>The kept secret, or null.</summary>
    public string? Kept(string name) => secrets.Find(name);
}
