using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;
using Weft.Testing;

namespace Weft.Hub.Tests.Modules.Integrations.OrderSync;

/// <summary>A customer's system with an ORDER_SYNC credential of a tenant, at the real door.</summary>
internal sealed record Customer(TestTenant Tenant, ProvisionedCredential Credential, SignedClient Http)
{
    private const string Root = "/openapi/v1";

    public TestHub Hub => Tenant.Hub;

    public static async Task<Customer> StartAsync(string provider = "sqlite", TestHub? on = null)
    {
        var hub = on ?? await TestHub.SharedAsync(provider);
        return await OfAsync(await Tenants.CreateAsync(hub));
    }

    /// <summary>One more credential of the tenant.</summary>
    public static async Task<Customer> OfAsync(TestTenant tenant, OrderScope? scope = null)
    {
        var made = await tenant.InAsync(services =>
            services.GetRequiredService<ProvisionCredential>().RunAsync(new WantedCredential("ORDER_SYNC") { OrderScope = scope }, CancellationToken.None));
        var credential = made.Value;
        return new Customer(tenant, credential, new SignedClient(tenant.Hub.Http, credential.AppKey, credential.AppSecret.Reveal(), tenant.Hub.Clock));
    }

    public Task<SignedAnswer> CreateAsync(object body) => Http.PostAsync(Root + "/orders/create", body);

    public Task<SignedAnswer> PostAsync(string path, object body) => Http.PostAsync(Root + path, body);

    public Task<SignedAnswer> GetAsync(string orderNo) => Http.GetAsync(Root + "/orders/" + orderNo);

    /// <summary>A right order with the given fields added, changed, or (as null) given as null.</summary>
    public static Dictionary<string, object?> Order(string external, params (string Name, object? Value)[] fields)
    {
        var order = new Dictionary<string, object?> { ["externalOrderNo"] = external, ["styleNo"] = "FZ2024001", ["quantity"] = 500 };
        foreach (var (name, value) in fields)
        {
            order[name] = value;
        }
        return order;
    }

    public Task<long> FactoryAsync(string name) => Tenant.InAsync(async services =>
    {
        var made = await services.GetRequiredService<RegisterFactories>().ExecuteAsync([new FactoryContent { FactoryName = name }], TenantTime.For(null), CancellationToken.None);
        await services.GetRequiredService<HubDbContext>().SaveChangesAsync();
        return made[0].Value;
    });

    public static List<string?> Texts(JsonElement list) => [.. list.EnumerateArray().Select(e => e.GetString())];

    public static List<string> Errors(SignedAnswer answer) => [.. answer.Data.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("field").GetString()!)];
}
