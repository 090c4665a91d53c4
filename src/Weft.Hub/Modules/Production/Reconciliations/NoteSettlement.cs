using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Reconciliations;

/// <summary>A remark on an order's money; null takes it away.</summary>
/// <param name="Remark">At most 500 characters.</param>
internal sealed record NoteSettlementRequest(string? Remark);

/// <summary>What the remark is now, and on which statement it stands.</summary>
internal sealed record NoteSettlementAnswer(string OrderNo, string ReconciliationNo, string? Remark);

/// <summary>PUT /api/finance/settlements/{orderNo}/remark (console-pages 9): kept on the order's newest statement, whatever state it is in.</summary>
internal static class NoteSettlement
{
    public static async Task<Answer<NoteSettlementAnswer>> HandleAsync(
        string orderNo, Fields fields, HttpContext context, HubDbContext db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var remark = fields.Text("remark", 500, multiline: true);
        if (ListReconciliations.Refused(context.User()) is { } refusal)
        {
            return refusal;
        }
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var result = await db.CommitAsync<Reconciliation>(async () =>
        {
            var statement = await db.Set<Reconciliation>().Within(OrderReach.Of(context.User()), db).Where(r => r.OrderNo == orderNo).OrderByDescending(r => r.Id).FirstOrDefaultAsync(ct);
            if (statement is null)
            {
                return ReconciliationErrors.NoStatement;
            }
            statement.Note(remark);
            db.NoteStep(statement, statement.Status, "REMARK", actor, clock.UtcNow(), remark);
            return statement;
        }, ct);
        return result.IsRefused(out var refused) ? refused : new NoteSettlementAnswer(orderNo, result.Value.ReconciliationNo, result.Value.Remark);
    }
}
