using Weft.Hub.Modules.Production.Quality;
using Weft.Hub.Modules.Production.Styles;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Files;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Orders;

/// <summary>Orders with what lists and details show beside their own columns: the same few queries for one order and for a page of them.</summary>
internal static class OrderRows
{
    public static async Task<IReadOnlyList<OrderRow>> FilledAsync(
        IReadOnlyList<ProductionOrder> orders, SignedInUser user, DateOnly today, HubDbContext db, FileLinks links, CancellationToken ct)
    {
        var time = TenantTime.For(user.TimeZone);
        var stages = await OrderStages.ReadAsync(orders, db, time, ct);
        var defects = await OrderDefects.ReadAsync([.. orders.Select(o => o.Id)], db, ct);
        var files = await StyleFiles.ReadAsync([.. orders.Where(o => o.StyleId is not null).Select(o => o.StyleId!.Value)], db, links, ct);
        return [.. orders.Select(o =>
        {
            var (found, shown) = (defects.GetValueOrDefault(o.Id, OrderDefects.None), files.Of(o.StyleId));
            return OrderRow.Of(o, user, time, today) with
            {
                Stages = stages[o.Id], DefectQuantity = found.Defects, RepairQuantity = found.Repairs, CoverLink = shown.CoverLink, AttachmentCount = shown.Count,
            };
        })];
    }
}
