using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production.Reconciliations;

/// <summary>Which statements.</summary>
/// <param name="ReconciliationNos">At most 100, distinct.</param>
/// <param name="Confirm">True when it is right that amounts are zero.</param>
internal sealed record BatchRequest(IReadOnlyList<string> ReconciliationNos, bool? Confirm);

/// <summary>What became of one statement: its new state, or why it was refused.</summary>
internal sealed record BatchLine(string ReconciliationNo, bool Success, ReconciliationStatus? Status, string? ErrorCode, string? Message);

internal sealed record BatchAnswer(int Total, int SuccessCount, int FailedCount, IReadOnlyList<BatchLine> Results);

/// <summary>POST /api/finance/reconciliations/approve and /verify: each by itself, in a unit of its own; one line per document (console-pages 9).</summary>
internal static class BatchApprove
{
    public static Task<Answer<BatchAnswer>> ApproveAsync(Fields fields, HttpContext context, ApproveReconciliation approve, HubDbContext db, CancellationToken ct) =>
        EachAsync(fields, context, async command =>
        {
            var result = await db.CommitAsync(() => approve.ExecuteAsync(command, ct), ct);
            return (result.Refusal, result.Refusal is null ? result.Value.Status : null);
        });

    public static Task<Answer<BatchAnswer>> VerifyAsync(Fields fields, HttpContext context, ChangeReconciliation change, HubDbContext db, CancellationToken ct) =>
        EachAsync(fields, context, async command =>
        {
            var result = await db.CommitAsync(() => change.VerifyAsync(command, ct), ct);
            return (result.Refusal, result.Refusal is null ? result.Value.Status : null);
        });

    private static async Task<Answer<BatchAnswer>> EachAsync(
        Fields fields, HttpContext context, Func<ReconciliationCommand, Task<(Refusal? Refusal, ReconciliationStatus? Status)>> step)
    {
        var user = context.User();
        var numbers = fields.Texts("reconciliationNos", 100, 32, required: true);
        var confirmed = fields.Flag("confirm") ?? false;
        if (numbers is { Count: 0 })
        {
            fields.Fail("reconciliationNos", "至少选择一张对账单");
        }
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        if (user.FactoryId is not null)
        {
            return ReconciliationErrors.NoFinance;
        }
        List<BatchLine> lines = [];
        foreach (var number in numbers!)
        {
            var (refusal, status) = await step(new ReconciliationCommand(number, null) { Reach = OrderReach.Of(user), Confirmed = confirmed });
            lines.Add(new BatchLine(number, refusal is null, status, refusal?.Token, refusal is { Errors: [var first, ..] } ? first.Message : refusal?.Message));
        }
        var done = lines.Count(l => l.Success);
        return new BatchAnswer(lines.Count, done, lines.Count - done, lines);
    }
}
