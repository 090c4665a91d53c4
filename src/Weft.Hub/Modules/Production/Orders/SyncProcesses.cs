using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Styles;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Orders;

/// <summary>The version is the one that the person saw; it may be left out.</summary>
internal sealed record SyncProcessesRequest(int? Version);

/// <summary>
/// POST /api/production/orders/{orderNo}/processes/sync (从模板同步): the order gets the processes and prices that its style has now, in the place of its own; only before
/// production begins (production-domain 4). Repeating is safe.
/// </summary>
internal static class SyncProcesses
{
    public static async Task<Answer<OrderRow>> HandleAsync(string orderNo, Fields fields, HttpContext context, HubDbContext db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var user = context.User();
        var version = (int?)fields.Integer("version", 0, int.MaxValue);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var result = await db.CommitAsync<ProductionOrder>(async () =>
        {
            var found = await db.FindForChangeAsync(orderNo, OrderReach.Of(user), version, withLines: true, ct);
            if (found.IsRefused(out _))
            {
                return found;
            }
            var order = found.Value;
            var style = await db.Set<Style>().AsNoTracking().Include(s => s.Processes).FirstOrDefaultAsync(s => s.StyleNo == order.StyleNo, ct);
            if (style is null || style.Processes.Count == 0)
            {
                return ProductionErrors.NoTemplate.With(order.StyleNo);
            }
            OrderProcess[] processes = [.. style.Processes.OrderBy(p => p.SortOrder).Select(p => new OrderProcess(p.ProcessCode, p.ProcessName, p.ProgressStage, p.Price, p.SortOrder))];
            if (order.Edit(new OrderEdit { Processes = processes }, factory: null) is { } refusal)
            {
                return refusal;
            }
            db.Note(order, "SYNC_PROCESSES", actor, clock.UtcNow(), $"{processes.Length} 道工序");
            return found;
        }, ct);
        var time = TenantTime.For(user.TimeZone);
        return result.IsRefused(out var refused) ? refused : OrderRow.Of(result.Value, user, time, time.Day(clock.UtcNow()));
    }
}
