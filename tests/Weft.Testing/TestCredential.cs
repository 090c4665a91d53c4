using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.AppStore;

namespace Weft.Testing;

/// <summary>A purchased credential of a test's tenant, with a client that signs with it.</summary>
public sealed record TestCredential(TestTenant Tenant, ProvisionedCredential Made, SignedClient Client)
{
    public long Id => Made.Id;

    /// <summary>Buys one as the tenant would.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="appType">Code of the module.</param>
    /// <param name="with">Other settings than a new credential has.</param>
    public static async Task<TestCredential> BuyAsync(TestTenant tenant, string appType = "ORDER_SYNC", Func<WantedCredential, WantedCredential>? with = null)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        var wanted = new WantedCredential(appType) { AppName = appType + "-" + Tenants.Mark() };
        var made = await tenant.InAsync(services =>
            services.GetRequiredService<ProvisionCredential>().RunAsync(with is null ? wanted : with(wanted), CancellationToken.None));
        return new TestCredential(tenant, made.Value, new SignedClient(tenant.Hub.Http, made.Value.AppKey, made.Value.AppSecret.Reveal(), tenant.Hub.Clock));
    }

    /// <summary>Places an order with what is required, and gives back its number.</summary>
    public async Task<string> PlaceOrderAsync(string? externalOrderNo = null, int quantity = 500)
    {
        var answer = await Client.PostAsync("/openapi/v1/orders/create", new { externalOrderNo = externalOrderNo ?? "ERP-" + Tenants.Mark(), styleNo = "FZ2024001", quantity });
        return (int)answer.Status == 200 ? answer.Data.GetProperty("orderNo").GetString()! : throw new InvalidOperationException(answer.Text);
    }
}
