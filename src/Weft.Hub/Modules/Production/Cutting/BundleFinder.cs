using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production.Cutting;

/// <summary>Finds a bundle by what is known of it, and locks its order.</summary>
internal static class BundleFinder
{
    public static async Task<Result<(ProductionOrder Order, CuttingBundle Bundle)>> LockAsync(
        HubDbContext db, long? bundleId, string? qrCode, OrderReach reach, CancellationToken ct)
    {
        var bundles = db.Set<CuttingBundle>().Where(b => (bundleId == null || b.Id == bundleId) && (qrCode == null || b.QrCode == qrCode));
        var orderId = await bundles.Select(b => (long?)b.OrderId).FirstOrDefaultAsync(ct);
        if (orderId is null || (await db.LockAsync(orderId.Value, reach, ct)) is not { Refusal: null } locked)
        {
            return CuttingErrors.BundleNotFound;
        }
        // Read under the lock; between the two the task may have gone back, and its bundles with it.
        var bundle = await bundles.FirstOrDefaultAsync(ct);
        return bundle is null ? CuttingErrors.BundleNotFound : (locked.Value, bundle);
    }
}
