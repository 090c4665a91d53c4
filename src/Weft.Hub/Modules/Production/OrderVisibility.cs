using System.Linq.Expressions;
using Weft.Hub.Modules.Production.Orders;

namespace Weft.Hub.Modules.Production;

/// <summary>Which orders someone outside sees; queries and events use this one rule (openapi-gateway 5.2). It is about keys, never about names.</summary>
/// <param name="OnlyAppId">Only orders that this credential made.</param>
/// <param name="OnlyGateway">Only orders that came through the gateway.</param>
public sealed record OrderVisibility(long? OnlyAppId, bool OnlyGateway)
{
    public static readonly OrderVisibility All = new(null, false);

    /// <summary>The beginning of <c>createdByName</c> of every order that the gateway made (openapi-gateway 5.3).</summary>
    public const string Marker = "OpenAPI-";

    public bool Covers(bool fromGateway, long? sourceAppId) =>
        (OnlyAppId is null || sourceAppId == OnlyAppId) && (!OnlyGateway || fromGateway);

    /// <summary>
    /// <see cref="Covers"/> for queries, and the second, cheap check of openapi-gateway 5.3: unless all of the tenant is visible, an order shows the gateway's marker.
    /// </summary>
    internal Expression<Func<ProductionOrder, bool>> Filter => (OnlyAppId, OnlyGateway) switch
    {
        (null, false) => order => true,
        (null, true) => order => order.SourceType == OrderSourceType.OpenApi && order.CreatedByName.StartsWith(Marker),
        ({ } app, true) => order => order.SourceAppId == app && order.SourceType == OrderSourceType.OpenApi && order.CreatedByName.StartsWith(Marker),
        ({ } app, false) => order => order.SourceAppId == app && order.CreatedByName.StartsWith(Marker),
    };

    /// <summary><see cref="Filter"/> for one row that was read already.</summary>
    internal bool Shows(OrderView order) =>
        Covers(order.SourceType == OrderSourceType.OpenApi, order.SourceAppId)
        && (this == All || order.CreatedByName.StartsWith(Marker, StringComparison.Ordinal));
}
