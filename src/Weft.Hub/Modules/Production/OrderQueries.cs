using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production;

/// <summary>Reads orders of the tenant in scope for someone outside, narrowed to what that one may see (openapi-gateway 5.2).</summary>
public sealed class OrderQueries
{
    private readonly OrderReads reads;
    private readonly TenantScope tenant;
    private readonly Func<HubDbContext> db;

    internal OrderQueries(OrderReads reads, TenantScope tenant, Func<HubDbContext> db) => (this.reads, this.tenant, this.db) = (reads, tenant, db);

    /// <summary>The order of that number, or null when there is none or it is not visible.</summary>
    public async ValueTask<OrderView?> FindAsync(string orderNo, OrderVisibility visibility, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(visibility);
        if (!ProductionOrder.IsNumber(orderNo))
        {
            return null;
        }
        var order = await reads.OrderAsync(tenant, db, orderNo, ct);
        return order is not null && visibility.Shows(order) ? order : null;
    }

    /// <summary>One page of the visible orders, newest first.</summary>
    public Task<PageOf<OrderView>> ListAsync(OrderFilter filter, OrderVisibility visibility, PageRequest page, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(visibility);
        return db().Set<ProductionOrder>().AsNoTracking().Where(visibility.Filter).Matching(filter)
            .OrderByDescending(o => o.CreateTime).ThenByDescending(o => o.Id).PageAsync(page, OrderView.From, ct, isExact: true);
    }

    /// <summary>The orders that the credential placed under these numbers of its own; each at most once.</summary>
    public Task<List<ExternalOrder>> FindExternalAsync(long appId, IReadOnlyCollection<string> externalOrderNos, CancellationToken ct) =>
        db().Set<ProductionOrder>().AsNoTracking()
            .Where(o => o.SourceAppId == appId && o.ExternalOrderNo != null && externalOrderNos.Contains(o.ExternalOrderNo))
            .Select(o => new ExternalOrder(
                o.Id, o.OrderNo, o.ExternalOrderNo!, o.ContentHash, o.StyleNo, o.StyleName, o.OrderQuantity, o.Status, o.CreatedByName, o.CreateTime))
            .ToListAsync(ct);
}
