using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Cutting;

/// <summary>Why the task goes back.</summary>
internal sealed record ReturnTaskRequest(string Reason);

/// <summary>
/// POST /api/production/cutting/tasks/{orderNo}/return (退回, production-domain 5): by who has the task, or a supervisor, while no bundle was scanned or inspected.
/// Its bundles are gone, and their labels are worth nothing.
/// </summary>
internal static class ReturnTask
{
    public static async Task<Answer<CuttingTaskRow>> HandleAsync(
        string orderNo, Fields fields, HttpContext context, HubDbContext db, OrderProgress progress, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var user = context.User();
        var reason = fields.Text("reason", 500, required: true, multiline: true);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        return await db.CommitAsync<CuttingTaskRow>(async () =>
        {
            var found = await db.LockAsync(orderNo, OrderReach.Of(user), ct);
            if (found.IsRefused(out var refusal))
            {
                return refusal;
            }
            var order = found.Value;
            var task = await db.Set<CuttingTask>().FirstAsync(t => t.OrderId == order.Id, ct);
            if (await RefusedAsync(db, order, task, user, ct) is { } refused)
            {
                return refused;
            }
            order.Cut(-task.CuttingQuantity, -task.CuttingBundleCount);
            await db.Set<CuttingBundle>().Where(b => b.OrderId == order.Id).ExecuteDeleteAsync(ct);
            task.Return();
            db.Note(order, "RETURN_CUTTING", actor, clock.UtcNow(), reason);
            await progress.UpdateAsync(order, ct);
            return CuttingTaskRow.Of(task, order, TenantTime.For(user.TimeZone));
        }, ct);
    }

    private static async Task<Refusal?> RefusedAsync(HubDbContext db, ProductionOrder order, CuttingTask task, SignedInUser user, CancellationToken ct)
    {
        if (order.RefusesAs("退回裁剪") is { } final)
        {
            return final;
        }
        if (task.Status == CuttingTaskStatus.Pending)
        {
            return CuttingErrors.NotTaken;
        }
        if (task.ReceiverId != user.UserId && !user.May(ProductionPermissions.CuttingDelete))
        {
            return CuttingErrors.NotYours.With(task.ReceiverName);
        }
        var used = await db.Set<CuttingBundle>().Where(b => b.OrderId == order.Id && (b.IsScanned || b.InspectedQuantity > 0)).OrderBy(b => b.BundleNo)
            .Select(b => (int?)b.BundleNo).FirstOrDefaultAsync(ct);
        return used is null ? null : CuttingErrors.BundlesInUse.With(used);
    }
}
