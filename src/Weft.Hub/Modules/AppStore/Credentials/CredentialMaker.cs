using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.AppStore.Subscriptions;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Secrets;

namespace Weft.Hub.Modules.AppStore.Credentials;

/// <summary>Makes credentials: for a trial, an activation, a grant, or by hand. Runs inside the unit of its caller.</summary>
internal sealed class CredentialMaker(HubDbContext db, SecretBox box, IEnumerable<IAppType> types)
{
    /// <summary>A credential whose secrets its maker sees now.</summary>
    public (TenantApp Credential, CredentialSecrets Secrets) MakeSeen(TenantSubscription subscription, string name, CredentialSource source, int quota)
    {
        var credential = Make(subscription, name, source, quota);
        return (credential, credential.MakeSecrets(box));
    }

    /// <summary>A credential whose secret the tenant claims later (S12).</summary>
    public TenantApp MakeUnseen(TenantSubscription subscription, string name, CredentialSource source, int quota)
    {
        var credential = Make(subscription, name, source, quota);
        credential.AwaitClaim(box);
        return credential;
    }

    /// <summary>The name, or the name with the first number that makes it free: names are unique among a tenant's credentials (app-store 6.1).</summary>
    public async Task<string> FreeNameAsync(string wanted, long? except, CancellationToken ct)
    {
        var taken = await db.Set<TenantApp>().Where(a => a.AppName.StartsWith(wanted) && a.Id != except).Select(a => a.AppName).ToListAsync(ct);
        var name = wanted;
        for (var n = 2; taken.Contains(name, StringComparer.Ordinal); n++)
        {
            name = wanted + n;
        }
        return name;
    }

    private TenantApp Make(TenantSubscription subscription, string name, CredentialSource source, int quota)
    {
        var scope = types.FirstOrDefault(t => t.Code == subscription.AppCode)?.DefaultScope ?? OrderScope.Own;
        var credential = TenantApp.Create(subscription, name, source, quota, scope);
        db.Add(credential);
        return credential;
    }
}
