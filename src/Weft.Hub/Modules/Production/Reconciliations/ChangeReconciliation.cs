using System.Globalization;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Reconciliations;

/// <summary>
/// The commands on a statement that the customer does not hear of (production-domain 9); approval has a front of its own. Each changes the context, and the caller commits.
/// The same command on a statement that is there already is refused (STATE), not silently right.
/// </summary>
internal sealed class ChangeReconciliation(HubDbContext db, Actor actor, TimeProvider clock)
{
    public Task<Result<Reconciliation>> EditAsync(ReconciliationCommand command, ReconciliationEdit edit, CancellationToken ct) =>
        StepAsync(command, "EDIT", (statement, _) => statement.Edit(edit, actor), ct);

    public Task<Result<Reconciliation>> VerifyAsync(ReconciliationCommand command, CancellationToken ct) =>
        StepAsync(command, "VERIFY", (statement, now) => statement.Verify(actor.Name, now), ct);

    public Task<Result<Reconciliation>> PayAsync(ReconciliationCommand command, Payment payment, CancellationToken ct) =>
        StepAsync(command, "PAY", (statement, _) => statement.Pay(payment), ct, Told(payment));

    public Task<Result<Reconciliation>> RejectAsync(ReconciliationCommand command, CancellationToken ct) =>
        WithReasonAsync(command, "REJECT", (statement, _) => statement.Reject(command.Reason!), ct);

    public Task<Result<Reconciliation>> ResubmitAsync(ReconciliationCommand command, CancellationToken ct) =>
        StepAsync(command, "RESUBMIT", (statement, _) => statement.Resubmit(), ct);

    /// <param name="command">Which, and why.</param>
    /// <param name="mayReturnGatewayPayment">The person is an administrator: what a customer's system confirmed is taken back by nobody else.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<Result<Reconciliation>> ReturnAsync(ReconciliationCommand command, bool mayReturnGatewayPayment, CancellationToken ct)
    {
        string? paid = null;
        return await WithReasonAsync(command, "RETURN", (statement, now) =>
        {
            if (statement is { Status: ReconciliationStatus.Paid, PaidByAppId: not null } && !mayReturnGatewayPayment)
            {
                return ReconciliationErrors.GatewayPayment;
            }
            if (statement.Status == ReconciliationStatus.Paid)
            {
                paid = Told(new Payment(
                    statement.PaidAt!.Value, statement.PaymentMethod!, statement.PaymentRef, statement.PaidBy!, statement.PaidByAppId, statement.PaymentRemark));
            }
            return statement.Return(command.Reason!, now);
        }, ct, () => paid is null ? command.Reason : $"{command.Reason}（原付款：{paid}）");
    }

    /// <summary>A payment in one line, so that the timeline keeps it when the columns are cleared.</summary>
    public static string Told(Payment payment) => string.Join(' ', new[]
    {
        payment.Method, payment.Reference, payment.PaidAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), payment.PaidBy, payment.Remark,
    }.Where(part => !string.IsNullOrEmpty(part)));

    private Task<Result<Reconciliation>> WithReasonAsync(
        ReconciliationCommand command, string action, Func<Reconciliation, DateTime, Refusal?> step, CancellationToken ct, Func<string?>? remark = null) =>
        string.IsNullOrWhiteSpace(command.Reason)
            ? Task.FromResult<Result<Reconciliation>>(ProductionErrors.ReasonMissing)
            : StepAsync(command, action, step, ct, remark: remark);

    private async Task<Result<Reconciliation>> StepAsync(
        ReconciliationCommand command, string action, Func<Reconciliation, DateTime, Refusal?> step, CancellationToken ct, string? told = null, Func<string?>? remark = null)
    {
        var found = await db.FindStatementAsync(command, ct);
        if (found.IsRefused(out _))
        {
            return found;
        }
        var (statement, previous, now) = (found.Value, found.Value.Status, clock.UtcNow());
        if (step(statement, now) is { } refusal)
        {
            return refusal;
        }
        db.NoteStep(statement, previous, action, actor, now, remark?.Invoke() ?? told ?? command.Reason);
        return statement;
    }
}
