using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Integrations.OrderSync;

/// <summary>The tenant's credentials of 下单对接, those that are switched off included: their orders are still there.</summary>
internal sealed class OrderSources(CredentialDirectory credentials, TenantScope tenant) : IOrderSources
{
    public async Task<IReadOnlyList<OrderSource>> ListAsync(CancellationToken ct) =>
        [.. (await credentials.ListAsync(tenant.Required, OrderSyncModule.AppType, ct)).OrderBy(c => c.Id).Select(c => new OrderSource(c.Id, c.Marker))];
}
