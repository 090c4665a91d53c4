using Weft.Hub.Modules.Accounts;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore;

/// <summary>The tenant in scope as the store's documents name it.</summary>
internal sealed class StoreTenant(TenantScope scope, TenantDirectory tenants)
{
    public async ValueTask<TenantInfo> GetAsync(CancellationToken ct) =>
        await tenants.FindAsync(scope.Required, ct) ?? throw new InvalidOperationException($"Tenant {scope.Required} is in scope and does not exist.");
}
