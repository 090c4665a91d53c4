using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.AppStore.Credentials;
using Weft.Hub.Platform.Hosting.Demo;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Secrets;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore;

/// <summary>One purchased credential of each module for each tenant of the demo (running 3).</summary>
internal sealed class DemoCredentials(IServiceScopeFactory scopes, IEnumerable<IAppType> types) : IDemoStep
{
    public int Order => 200;

    public async Task RunAsync(DemoContext demo, CancellationToken ct)
    {
        foreach (var tenant in demo.Tenants)
        {
            foreach (var type in types.OrderBy(t => t.Catalogue.SortOrder))
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(tenant.Id);
                scope.ServiceProvider.GetRequiredService<Actor>().BecomeJob("demo");
                tenant.Add("apps", await CredentialAsync(demo, tenant, type, scope.ServiceProvider, ct));
            }
        }
    }

    /// <summary>What is stored now, also when someone reset a secret in the console: programs that read the file go on working.</summary>
    private static async Task<JsonObject> CredentialAsync(DemoContext demo, DemoTenant tenant, IAppType type, IServiceProvider services, CancellationToken ct)
    {
        var keyName = $"app key of {tenant.Code} {type.Code}";
        var db = services.GetRequiredService<HubDbContext>();
        var directory = services.GetRequiredService<CredentialDirectory>();
        var known = demo.Kept(keyName);
        var found = known is null ? null : await directory.FindByKeyAsync(known, ct);
        if (found is null)
        {
            var name = type.Name;
            var taken = await db.Set<TenantApp>().AnyAsync(a => a.AppName == name, ct);
            var made = (await services.GetRequiredService<ProvisionCredential>().RunAsync(new WantedCredential(type.Code) { AppName = taken ? null : name }, ct)).Value;
            demo.Keep(keyName, made.AppKey);
            found = await directory.FindAsync(tenant.Id, made.Id, ct) ?? throw new InvalidOperationException("A credential that was just made is not found.");
        }
        return new JsonObject
        {
            ["id"] = found.Id,
            ["appName"] = found.AppName,
            ["appType"] = found.AppType,
            ["appKey"] = found.AppKey,
            ["appSecret"] = Reveal(found.AppSecret),
            ["callbackSecret"] = Reveal(found.CallbackSecret),
        };
    }

    private static string? Reveal(SecretText? secret) => secret?.Reveal();
}
