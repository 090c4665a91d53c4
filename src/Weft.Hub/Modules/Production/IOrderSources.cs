namespace Weft.Hub.Modules.Production;

/// <summary>An application that places orders.</summary>
/// <param name="AppId">What orders have as <c>sourceAppId</c>.</param>
/// <param name="Name">As it stands on the orders: <c>OpenAPI-…</c>.</param>
public sealed record OrderSource(long AppId, string Name);

/// <summary>Names the tenant's applications that place orders, for the filter 来源 (console-pages 5); whoever takes their orders implements it.</summary>
public interface IOrderSources
{
    Task<IReadOnlyList<OrderSource>> ListAsync(CancellationToken ct);
}
