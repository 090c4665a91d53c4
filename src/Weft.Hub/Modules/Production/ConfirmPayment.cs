using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Reconciliations;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production;

/// <summary>A payment as a customer's system confirms it. Field rules were checked by the door.</summary>
public sealed record PaymentConfirmation
{
    /// <summary>At least one of number and id is given; both must agree.</summary>
    public string? ReconciliationNo { get; init; }
    public long? ReconciliationId { get; init; }

    /// <summary>When given it must be the statement's final amount, to the cent.</summary>
    public decimal? PaidAmount { get; init; }
    public required string Method { get; init; }

    /// <summary>The customer's transaction number: the key under which a repeat is known.</summary>
    public required string Reference { get; init; }

    /// <summary>UTC; null is now.</summary>
    public DateTime? PaidAt { get; init; }
    public string? Remark { get; init; }

    /// <summary>The credential that confirms.</summary>
    public required long AppId { get; init; }
    public required OrderVisibility Visibility { get; init; }
}

/// <summary>A paid statement. It is <c>Duplicated</c> when this transaction had paid it before: nothing changed then.</summary>
public sealed record ConfirmedPayment(
    long ReconciliationId, string ReconciliationNo, string OrderNo, decimal TotalAmount, decimal FinalAmount, ReconciliationStatus Status, string PaymentMethod, string PaymentRef,
    DateTime PaidAt, bool Duplicated);

/// <summary>
/// A customer's system says that it paid (openapi-gateway 6.6). Repeating is safe: the same transaction number on the statement that it paid answers what is stored.
/// It commits by itself, because who loses a race has to look again: one of two confirmations pays, and the other is told so.
/// </summary>
public sealed class ConfirmPayment(HubDbContext db, Actor actor, TimeProvider clock)
{
    /// <summary>
    /// Not found when the order is not visible; refused (STATE) unless the statement is approved; invalid when number and id, or the amount, do not agree, or the
    /// transaction number has paid another statement of the credential.
    /// </summary>
    public async Task<Result<ConfirmedPayment>> RunAsync(PaymentConfirmation payment, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(payment);
        const int Tries = 3;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var result = await db.CommitAsync(() => PayAsync(payment, ct), ct);
                return result.Refusal == CommonErrors.Stale ? ReconciliationErrors.ChangedMeanwhile : result;
            }
            catch (DbUpdateException error) when (HubDatabase.IsUniqueViolation(error))
            {
                if (attempt == Tries)
                {
                    return ReconciliationErrors.PaymentRefUsed(null);
                }
                // Another statement was paid under this number at the same moment: the next try sees it.
            }
        }
    }

    private async Task<Result<ConfirmedPayment>> PayAsync(PaymentConfirmation payment, CancellationToken ct)
    {
        var visible = db.Set<ProductionOrder>().Where(payment.Visibility.Filter).Select(o => o.Id);
        var rows = db.Set<Reconciliation>().Where(r => visible.Contains(r.OrderId));
        var statement = await (payment.ReconciliationNo is { } number ? rows.Where(r => r.ReconciliationNo == number) : rows.Where(r => r.Id == payment.ReconciliationId))
            .FirstOrDefaultAsync(ct);
        if (statement is null)
        {
            return ReconciliationErrors.NotFound;
        }
        if (payment.ReconciliationId is { } id && id != statement.Id)
        {
            return ReconciliationErrors.NotSameStatement;
        }
        var repeated = statement.Status == ReconciliationStatus.Paid && statement.PaidByAppId == payment.AppId && statement.PaymentRef == payment.Reference;
        var (previous, now) = (statement.Status, clock.UtcNow());
        if (!repeated && statement.Pay(new Payment(payment.PaidAt ?? now, payment.Method, payment.Reference, actor.Name, payment.AppId, payment.Remark)) is { } refusal)
        {
            return refusal;
        }
        var final = Money.Rounded(statement.FinalAmount);
        if (payment.PaidAmount is { } amount && amount != final)
        {
            return ReconciliationErrors.WrongAmount(final);
        }
        if (!repeated)
        {
            // Not this one: paid a moment ago by the same transaction, it is found changed at the commit, and the next look answers what is stored.
            var other = await db.Set<Reconciliation>().AsNoTracking()
                .Where(r => r.Id != statement.Id && r.PaidByAppId == payment.AppId && r.PaymentRef == payment.Reference).Select(r => r.ReconciliationNo).FirstOrDefaultAsync(ct);
            if (other is not null)
            {
                return ReconciliationErrors.PaymentRefUsed(other);
            }
            db.NoteStep(statement, previous, "PAY", actor, now, ChangeReconciliation.Told(
                new Payment(statement.PaidAt!.Value, payment.Method, payment.Reference, actor.Name, payment.AppId, payment.Remark)));
        }
        return new ConfirmedPayment(
            statement.Id, statement.ReconciliationNo, statement.OrderNo, Money.Rounded(statement.TotalAmount), final, statement.Status, statement.PaymentMethod!,
            statement.PaymentRef!, statement.PaidAt!.Value, repeated);
    }
}
