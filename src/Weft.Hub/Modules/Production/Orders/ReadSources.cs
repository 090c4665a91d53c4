using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.Production.Orders;

/// <summary>GET /api/production/orders/sources: the applications that the filter 来源 offers beside 后台 (console-pages 5).</summary>
internal static class ReadSources
{
    public static async Task<Answer<OrderSource[]>> HandleAsync(HttpContext context, IEnumerable<IOrderSources> known, CancellationToken ct)
    {
        List<OrderSource> found = [];
        // A factory's account sees nothing of customers' systems (production-domain 2).
        foreach (var sources in context.User().FactoryId is null ? known : [])
        {
            found.AddRange(await sources.ListAsync(ct));
        }
        return found.ToArray();
    }
}
