using Weft.Hub.Modules.Gateway;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Integrations.PaymentSync;

/// <summary>A payment (openapi-gateway 6.6). One of reconciliationNo and reconciliationId is required; paymentRef is the idempotency key.</summary>
internal sealed record ConfirmPaymentRequest(
    string? ReconciliationNo, long? ReconciliationId, decimal? PaidAmount, string? PaymentMethod, string PaymentRef, DateTimeOffset? PaidAt, string? Remark);

/// <summary>The paid statement; <c>duplicated</c> when this paymentRef had paid it before.</summary>
internal sealed record ConfirmPaymentAnswer(
    long ReconciliationId, string ReconciliationNo, string OrderNo, decimal TotalAmount, decimal FinalAmount, ReconciliationStatus Status, string PaymentMethod,
    string PaymentRef, DateTimeOffset PaidAt, bool Duplicated, string Message, IReadOnlyList<string> Warnings);

/// <summary>POST /payment/confirm.</summary>
internal static class ConfirmPaymentCall
{
    public static async Task<Answer<ConfirmPaymentAnswer>> HandleAsync(Fields fields, SignedCall call, ConfirmPayment confirm, TimeProvider clock, CancellationToken ct)
    {
        var payment = Read(fields, call, clock.UtcNow());
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var result = await confirm.RunAsync(payment, ct);
        if (result.IsRefused(out var refusal))
        {
            return refusal;
        }
        var paid = result.Value;
        call.OrderNo = paid.OrderNo;
        return new ConfirmPaymentAnswer(
            paid.ReconciliationId, paid.ReconciliationNo, paid.OrderNo, paid.TotalAmount, paid.FinalAmount, paid.Status, paid.PaymentMethod, paid.PaymentRef,
            call.Time.Local(paid.PaidAt), paid.Duplicated, paid.Duplicated ? "该流水号已确认过此对账单的付款" : "付款已确认", fields.Warnings);
    }

    private static PaymentConfirmation Read(Fields fields, SignedCall call, DateTime now)
    {
        var (number, id) = (fields.Text("reconciliationNo", 32), fields.Integer("reconciliationId", min: 1));
        if (number is null && id is null && fields.Rejected is null)
        {
            fields.Fail("reconciliationNo", "必填（或给出 reconciliationId）");
        }
        var paidAt = fields.Instant("paidAt");
        if (paidAt > now)
        {
            fields.Fail("paidAt", "不能晚于现在");
        }
        return new PaymentConfirmation
        {
            ReconciliationNo = number,
            ReconciliationId = id,
            PaidAmount = fields.Number("paidAmount", 2),
            Method = fields.OneOf("paymentMethod", false, [.. ReconciliationWords.PaymentMethods]) ?? ReconciliationWords.OtherMethod,
            Reference = fields.Text("paymentRef", 64, required: true) ?? "",
            PaidAt = paidAt is { } at ? new DateTime(at.Ticks - (at.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc) : null,
            Remark = fields.Text("remark", 200),
            AppId = call.Credential.Id,
            Visibility = call.Credential.Visibility(),
        };
    }
}
