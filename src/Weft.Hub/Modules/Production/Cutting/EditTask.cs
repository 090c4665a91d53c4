using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Cutting;

/// <summary>What is left out stays; null clears.</summary>
internal sealed record EditTaskRequest(string? Remarks, DateOnly? ExpectedShipDate);

/// <summary>PUT /api/production/cutting/tasks/{orderNo} (编辑: 备注, 预计出货, console-pages 6).</summary>
internal static class EditTask
{
    public static async Task<Answer<CuttingTaskRow>> HandleAsync(string orderNo, Fields fields, HttpContext context, HubDbContext db, CancellationToken ct)
    {
        var user = context.User();
        var remarks = new Change<string>(fields.Has("remarks"), fields.Text("remarks", 500, multiline: true));
        var shipDate = new Change<DateOnly?>(fields.Has("expectedShipDate"), fields.Date("expectedShipDate"));
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
            if (found.Value.RefusesAs("修改") is { } final)
            {
                return final;
            }
            var task = await db.Set<CuttingTask>().FirstAsync(t => t.OrderId == found.Value.Id, ct);
            task.Edit(remarks, shipDate);
            await db.SaveChangesAsync(ct);
            return CuttingTaskRow.Of(task, found.Value, TenantTime.For(user.TimeZone));
        }, ct);
    }
}
