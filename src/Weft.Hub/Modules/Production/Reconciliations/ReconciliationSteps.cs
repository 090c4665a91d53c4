using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Reconciliations;

/// <summary>What the commands on statements share.</summary>
internal static class ReconciliationSteps
{
    public const string EntityType = "RECONCILIATION";

    /// <summary>The statement to change, when its order is within reach and it is at the version that its reader saw.</summary>
    public static async Task<Result<Reconciliation>> FindStatementAsync(this HubDbContext db, ReconciliationCommand command, CancellationToken ct)
    {
        var statement = await db.Set<Reconciliation>().Within(command.Reach, db).FirstOrDefaultAsync(r => r.ReconciliationNo == command.ReconciliationNo, ct);
        return statement is null ? ReconciliationErrors.NotFound
            : command.Version is { } seen && seen != statement.Version ? CommonErrors.Stale
            : statement;
    }

    public static IQueryable<Reconciliation> Within(this IQueryable<Reconciliation> rows, OrderReach reach, HubDbContext db)
    {
        if (reach == OrderReach.Everything)
        {
            return rows;
        }
        var orders = db.Set<ProductionOrder>().Where(reach.Filter(db)).Select(o => o.Id);
        return rows.Where(r => orders.Contains(r.OrderId));
    }

    public static void NoteStep(
        this HubDbContext db, Reconciliation statement, ReconciliationStatus from, string action, Actor actor, DateTime now, string? remark = null) =>
        db.Set<TimelineEntry>().Add(new TimelineEntry(EntityType, statement.Id, action, actor, now) { From = from.Code(), To = statement.Status.Code(), Remark = remark });
}
