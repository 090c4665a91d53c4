using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Cutting;

/// <summary>POST /api/production/cutting/tasks/{orderNo}/receive (领取, production-domain 5).</summary>
internal static class TakeTask
{
    public static async Task<Answer<CuttingTaskRow>> HandleAsync(
        string orderNo, HttpContext context, HubDbContext db, TenantSettings settings, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var user = context.User();
        var time = TenantTime.For(user.TimeZone);
        return await db.CommitAsync<CuttingTaskRow>(async () =>
        {
            var found = await db.LockAsync(orderNo, OrderReach.Of(user), ct);
            if (found.IsRefused(out var refusal))
            {
                return refusal;
            }
            var (order, now) = (found.Value, clock.UtcNow());
            if (order.RefusesAs("裁剪") is { } final)
            {
                return final;
            }
            var task = await db.Set<CuttingTask>().FirstAsync(t => t.OrderId == order.Id, ct);
            if (task.Status == CuttingTaskStatus.Pending && !order.MaterialIsReady && (await settings.ProductionAsync(db.FilterTenant, ct)).ManagesMaterial)
            {
                return CuttingErrors.MaterialMissing.With(order.MaterialArrivalRate);
            }
            if (task.Take(actor, now) is { } taken)
            {
                return taken;
            }
            db.Note(order, "TAKE_CUTTING", actor, now);
            await db.SaveChangesAsync(ct);
            return CuttingTaskRow.Of(task, order, time);
        }, ct);
    }
}
