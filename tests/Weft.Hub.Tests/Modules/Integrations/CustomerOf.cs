using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.AppStore;
using Weft.Testing;

namespace Weft.Hub.Tests.Modules.Integrations;

/// <summary>A customer's system with a credential of any type of a tenant, at the real door.</summary>
internal sealed record CustomerOf(TestTenant Tenant, long AppId, SignedClient Http)
{
    public static async Task<CustomerOf> TypeAsync(TestTenant tenant, string appType, OrderScope? scope = null, Uri? callback = null)
    {
        var made = await tenant.InAsync(services => services.GetRequiredService<ProvisionCredential>()
            .RunAsync(new WantedCredential(appType) { OrderScope = scope, CallbackUrl = callback?.AbsoluteUri }, CancellationToken.None));
        return new CustomerOf(tenant, made.Value.Id, new SignedClient(tenant.Hub.Http, made.Value.AppKey, made.Value.AppSecret.Reveal(), tenant.Hub.Clock));
    }

    public Task<SignedAnswer> GetAsync(string path) => Http.GetAsync("/openapi/v1" + path);

    public Task<SignedAnswer> PostAsync(string path, object body) => Http.PostAsync("/openapi/v1" + path, body);
}
