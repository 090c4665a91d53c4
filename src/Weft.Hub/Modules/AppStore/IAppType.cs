namespace Weft.Hub.Modules.AppStore;

/// <summary>Which orders a credential reads and gets events for (openapi-gateway 5.2).</summary>
public enum OrderScope
{
    /// <summary>Orders that this credential created.</summary>
    Own,

    /// <summary>All orders of the tenant that came through the gateway.</summary>
    TenantOpenApi,

    /// <summary>All orders of the tenant.</summary>
    TenantAll,
}

/// <summary>One endpoint or event of a module, as the store and the overview list it.</summary>
/// <param name="Method"><c>GET</c>, <c>POST</c>, or <c>PUSH</c> for an event.</param>
/// <param name="Path">Path under <c>/openapi/v1</c>, or the event's name.</param>
/// <param name="Description">Chinese.</param>
public sealed record AppEndpoint(string Method, string Path, string Description);

/// <summary>How a new installation lists the module in the store; the platform operator may change it later (app-store 1).</summary>
public sealed record CatalogueEntry(
    string Icon, string Description, decimal PriceMonthly, decimal PriceYearly, int SortOrder, bool IsHot, IReadOnlyList<string> Features);

/// <summary>An integration module that the store sells. Each integration folder implements one; they are found, not listed.</summary>
public interface IAppType
{
    /// <summary>Stable code: <c>ORDER_SYNC</c>.</summary>
    string Code { get; }

    /// <summary>Chinese name: 下单对接.</summary>
    string Name { get; }

    OrderScope DefaultScope { get; }

    CatalogueEntry Catalogue { get; }

    IReadOnlyList<AppEndpoint> Endpoints { get; }

    /// <summary>Console page that shows this module's data, as text and as address (app-store 7).</summary>
    (string Page, string Path) View { get; }
}
