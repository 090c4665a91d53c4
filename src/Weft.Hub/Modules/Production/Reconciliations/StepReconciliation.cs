using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Reconciliations;

/// <summary>Why a statement goes on or back.</summary>
/// <param name="Reason">Needed to reject and to return; at most 500 characters.</param>
/// <param name="Confirm">True when it is right that the amount is zero.</param>
/// <param name="Version">The version that the person saw; left out, the statement is taken as it is.</param>
internal sealed record StepRequest(string? Reason, bool? Confirm, int? Version);

/// <summary>A payment that a person records.</summary>
/// <param name="PaymentMethod">bank_transfer, alipay, wechat, cash or other, the default.</param>
/// <param name="PaymentRef">The bank's number.</param>
/// <param name="PaidAt">When; not in the future; now when left out.</param>
/// <param name="PaidAmount">When given it must be the final amount.</param>
/// <param name="Remark">In words.</param>
/// <param name="Version">The version that the person saw.</param>
internal sealed record PayRequest(string? PaymentMethod, string? PaymentRef, DateTimeOffset? PaidAt, decimal? PaidAmount, string? Remark, int? Version);

internal sealed record StepAnswer(
    long ReconciliationId, string ReconciliationNo, ReconciliationStatus Status, ReconciliationStatus? PreviousStatus, string StatusName, decimal FinalAmount);

/// <summary>POST /api/finance/reconciliations/{no}/verify, /approve, /pay, /reject, /resubmit and /return: one form.</summary>
internal static class StepReconciliation
{
    public static Task<Answer<StepAnswer>> VerifyAsync(
        string reconciliationNo, Fields fields, HttpContext context, ChangeReconciliation change, HubDbContext db, CancellationToken ct) =>
        StepAsync(reconciliationNo, fields, context, db, command => change.VerifyAsync(command, ct), ct);

    public static Task<Answer<StepAnswer>> RejectAsync(
        string reconciliationNo, Fields fields, HttpContext context, ChangeReconciliation change, HubDbContext db, CancellationToken ct) =>
        StepAsync(reconciliationNo, fields, context, db, command => change.RejectAsync(command, ct), ct);

    public static Task<Answer<StepAnswer>> ResubmitAsync(
        string reconciliationNo, Fields fields, HttpContext context, ChangeReconciliation change, HubDbContext db, CancellationToken ct) =>
        StepAsync(reconciliationNo, fields, context, db, command => change.ResubmitAsync(command, ct), ct);

    public static Task<Answer<StepAnswer>> ReturnAsync(
        string reconciliationNo, Fields fields, HttpContext context, ChangeReconciliation change, HubDbContext db, CancellationToken ct)
    {
        var administrator = context.User().May(ProductionPermissions.ReconciliationReturnPaid);
        return StepAsync(reconciliationNo, fields, context, db, command => change.ReturnAsync(command, administrator, ct), ct);
    }

    public static async Task<Answer<StepAnswer>> ApproveAsync(
        string reconciliationNo, Fields fields, HttpContext context, ApproveReconciliation approve, HubDbContext db, CancellationToken ct)
    {
        var command = Read(reconciliationNo, fields, context.User());
        if ((fields.Rejected ?? NoFinance(context)) is { } rejected)
        {
            return rejected;
        }
        var result = await db.CommitAsync(() => approve.ExecuteAsync(command, ct), ct);
        return result.IsRefused(out var refusal) ? refusal : Of(result.Value);
    }

    public static Task<Answer<StepAnswer>> PayAsync(
        string reconciliationNo, Fields fields, HttpContext context, ChangeReconciliation change, HubDbContext db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var payment = new Payment(
            fields.Instant("paidAt") ?? now, fields.OneOf("paymentMethod", false, [.. ReconciliationWords.PaymentMethods]) ?? ReconciliationWords.OtherMethod,
            fields.Text("paymentRef", 64), actor.Name, null, fields.Text("remark", 200));
        var amount = fields.Number("paidAmount", 2);
        if (payment.PaidAt > now)
        {
            fields.Fail("paidAt", "不能晚于现在");
        }
        return StepAsync(reconciliationNo, fields, context, db, async command =>
        {
            var paid = await change.PayAsync(command, payment, ct);
            return !paid.IsRefused(out _) && amount is { } given && given != Money.Rounded(paid.Value.FinalAmount)
                ? ReconciliationErrors.WrongAmount(paid.Value.FinalAmount)
                : paid;
        }, ct);
    }

    public static ReconciliationCommand Read(string reconciliationNo, Fields fields, SignedInUser user) =>
        new(reconciliationNo, fields.Text("reason", 500, min: 0, multiline: true))
        {
            Reach = OrderReach.Of(user),
            Version = (int?)fields.Integer("version", 0, int.MaxValue),
            Confirmed = fields.Flag("confirm") ?? false,
        };

    public static StepAnswer Of(ReconciliationState state) => new(
        state.ReconciliationId, state.ReconciliationNo, state.Status, state.PreviousStatus, state.Status.ChineseName(), Money.Rounded(state.FinalAmount));

    private static async Task<Answer<StepAnswer>> StepAsync(
        string reconciliationNo, Fields fields, HttpContext context, HubDbContext db, Func<ReconciliationCommand, Task<Result<Reconciliation>>> step, CancellationToken ct)
    {
        var command = Read(reconciliationNo, fields, context.User());
        if ((fields.Rejected ?? NoFinance(context)) is { } rejected)
        {
            return rejected;
        }
        var result = await db.CommitAsync(() => step(command), ct);
        return result.IsRefused(out var refusal)
            ? refusal
            : new StepAnswer(result.Value.Id, result.Value.ReconciliationNo, result.Value.Status, null, result.Value.Status.ChineseName(), Money.Rounded(result.Value.FinalAmount));
    }

    /// <summary>A factory's account sees no finance, whatever codes its role holds (production-domain 2).</summary>
    private static Refusal? NoFinance(HttpContext context) => context.User().FactoryId is null ? null : ReconciliationErrors.NoFinance;
}
