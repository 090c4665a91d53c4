using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Customers;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production.Reconciliations;

/// <summary>Whom an order's statement is for (production-domain 9).</summary>
internal static class OrderCustomer
{
    /// <summary>
    /// Whom the order names; else the customer whose integration placed it; else the company on it; the name on a parcel only where all of these say nothing.
    /// A customer keeps its name while orders bear it, so the name finds it.
    /// </summary>
    public static async Task<OwingCustomer> FindAsync(HubDbContext db, ProductionOrder order, string? onTheParcel, CancellationToken ct)
    {
        if (order.CustomerName is null && order.SourceAppId is { } app)
        {
            // Their credentials are one column of JSON: they are looked through here, once for each shipment of such an order.
            var customers = await db.Set<Customer>().AsNoTracking().Select(c => new { c.Id, c.CustomerName, c.TenantAppIds }).ToListAsync(ct);
            if (customers.Find(c => c.TenantAppIds.Contains(app)) is { } owner)
            {
                return new OwingCustomer(owner.Id, owner.CustomerName);
            }
        }
        if ((order.CustomerName ?? order.Company ?? onTheParcel) is not { } name)
        {
            return new OwingCustomer(null, null);
        }
        return new OwingCustomer(await db.Set<Customer>().AsNoTracking().Where(c => c.CustomerName == name).Select(c => (long?)c.Id).FirstOrDefaultAsync(ct), name);
    }
}
