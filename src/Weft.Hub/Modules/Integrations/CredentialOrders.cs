using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.Production;

namespace Weft.Hub.Modules.Integrations;

/// <summary>Which orders a credential sees: its scope in Production's words, for queries and events of every integration (openapi-gateway 5.2).</summary>
internal static class CredentialOrders
{
    public static OrderVisibility Visibility(this CredentialSnapshot credential) => credential.OrderScope switch
    {
        OrderScope.Own => new OrderVisibility(credential.Id, OnlyGateway: true),
        OrderScope.TenantOpenApi => new OrderVisibility(null, OnlyGateway: true),
        OrderScope.TenantAll => OrderVisibility.All,
        _ => throw new InvalidOperationException($"No visibility for scope {credential.OrderScope}."),
    };
}
