using System.Globalization;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Reconciliations;

/// <summary>How a statement was paid, and who says so.</summary>
internal sealed record Payment(DateTime PaidAt, string Method, string? Reference, string PaidBy, long? AppId, string? Remark);

/// <summary>What one piece of an order is sold for, and what it costs; the material's cost is null when nobody entered it.</summary>
internal sealed record PiecePrices(decimal Customer, decimal? Material, decimal Process);

/// <summary>Who owes: by name, and where the tenant's list of customers has that name, by id.</summary>
internal sealed record OwingCustomer(long? Id, string? Name);

/// <summary>
/// What the customer owes for what was shipped of an order (对账单, production-domain 9). An order has one customer; it gets further statements only for what is shipped
/// while the last one is not pending any more.
/// </summary>
internal sealed class Reconciliation : TenantRow
{
    private Reconciliation()
    {
    }

    public Reconciliation(ProductionOrder order, DateOnly day)
    {
        (TenantId, OrderId, OrderNo) = (order.TenantId, order.Id, order.OrderNo);
        (StyleNo, StyleName, ReconciliationDate) = (order.StyleNo, order.StyleName, day);
    }

    public string ReconciliationNo { get; private set; } = "";
    public long OrderId { get; private set; }
    public string OrderNo { get; private set; } = "";

    /// <summary>The customer in the tenant's list; null while nobody there is called so.</summary>
    public long? CustomerId { get; private set; }
    public string? CustomerName { get; private set; }
    public string StyleNo { get; private set; } = "";
    public string StyleName { get; private set; } = "";

    /// <summary>Pieces in the shipments that are billed here; reversed ones left out.</summary>
    public int Quantity { get; private set; }
    public decimal UnitPrice { get; private set; }

    /// <summary>True once a person set the price: shipments do not change it any more.</summary>
    public bool IsPriceSet { get; private set; }
    public decimal TotalAmount { get; private set; }
    public IReadOnlyList<DeductionItem> Deductions { get; private set; } = [];
    public decimal DeductionAmount { get; private set; }
    public decimal SupplementAmount { get; private set; }
    public decimal FinalAmount { get; private set; }

    /// <summary>Null while the order's style has no materials.</summary>
    public decimal? MaterialCost { get; private set; }
    public decimal ProcessCost { get; private set; }
    public DateOnly ReconciliationDate { get; private set; }
    public ReconciliationStatus Status { get; private set; }
    public DateTime? VerifiedAt { get; private set; }
    public string? VerifiedBy { get; private set; }
    public DateTime? ApprovedAt { get; private set; }
    public string? ApprovedBy { get; private set; }
    public DateTime? PaidAt { get; private set; }
    public string? PaymentMethod { get; private set; }
    public string? PaymentRef { get; private set; }
    public string? PaymentRemark { get; private set; }
    public string? PaidBy { get; private set; }

    /// <summary>The credential that confirmed the payment; null when a person did.</summary>
    public long? PaidByAppId { get; private set; }
    public string? RejectReason { get; private set; }
    public DateTime? ReReviewAt { get; private set; }
    public string? ReReviewReason { get; private set; }
    public string? Remark { get; private set; }

    /// <summary>Who last changed the amounts, by editing or by shipping; null for jobs and credentials.</summary>
    public long? AmountsChangedById { get; private set; }

    public decimal TotalCost => ProcessCost + (MaterialCost ?? 0);

    public decimal ProfitAmount => FinalAmount - TotalCost;

    /// <summary>Part of the final amount, four decimals; null when nothing is owed.</summary>
    public decimal? ProfitMargin => FinalAmount == 0 ? null : decimal.Round(ProfitAmount / FinalAmount, 4, MidpointRounding.AwayFromZero);

    /// <summary>Known to the customer: approved now, or rejected after it had been.</summary>
    public bool IsPublished => Status is ReconciliationStatus.Approved or ReconciliationStatus.Paid || (Status == ReconciliationStatus.Rejected && ApprovedAt is not null);

    /// <summary>Called in the transaction that saves; again with another number if that has to be repeated.</summary>
    public void Number(long number) => ReconciliationNo = string.Create(CultureInfo.InvariantCulture, $"SR{ReconciliationDate:yyyyMMdd}{number:D4}");

    /// <summary>Follows the shipments and the order's price. A price that a person set stays.</summary>
    public void Follow(int quantity, PiecePrices prices, OwingCustomer customer, Actor actor)
    {
        var before = (Quantity, UnitPrice);
        (Quantity, UnitPrice) = (quantity, IsPriceSet ? UnitPrice : prices.Customer);
        (MaterialCost, ProcessCost) = (Money.Rounded(prices.Material * quantity), Money.Rounded(prices.Process * quantity));
        if (customer.Name is not null)
        {
            (CustomerId, CustomerName) = (customer.Id, customer.Name);
        }
        Sum();
        if (before != (Quantity, UnitPrice))
        {
            AmountsChangedById = actor.UserId;
        }
    }

    /// <summary>Changes amounts by hand: only while nobody has verified them.</summary>
    public Refusal? Edit(ReconciliationEdit edit, Actor actor)
    {
        if (Status != ReconciliationStatus.Pending)
        {
            return ReconciliationErrors.OnlyWhilePending.With(Status.ChineseName());
        }
        Remark = edit.Remark.Over(Remark);
        if (edit.UnitPrice is null && edit.Deductions is null)
        {
            return null;
        }
        (UnitPrice, IsPriceSet) = (edit.UnitPrice ?? UnitPrice, IsPriceSet || edit.UnitPrice is not null);
        Deductions = edit.Deductions ?? Deductions;
        Sum();
        AmountsChangedById = actor.UserId;
        return Owed < 0 ? ReconciliationErrors.DeductionsTooHigh(DeductionAmount, TotalAmount + SupplementAmount) : null;
    }

    /// <summary>Says something about it, in any state: it changes no amount.</summary>
    public void Note(string? remark) => Remark = remark;

    public Refusal? Verify(string by, DateTime now)
    {
        if (Refused("核实", ReconciliationStatus.Pending) is { } refusal)
        {
            return refusal;
        }
        if (Unsettled(confirmed: true) is { } unsettled)
        {
            return unsettled;
        }
        (Status, VerifiedAt, VerifiedBy) = (ReconciliationStatus.Verified, now, by);
        return null;
    }

    /// <param name="by">Who approves.</param>
    /// <param name="byId">That user.</param>
    /// <param name="now">When.</param>
    /// <param name="needsTwoPeople">双人复核 is on.</param>
    /// <param name="confirmed">The person knows that nothing is charged.</param>
    public Refusal? Approve(string by, long? byId, DateTime now, bool needsTwoPeople, bool confirmed)
    {
        if (Refused("审批", ReconciliationStatus.Pending, ReconciliationStatus.Verified) is { } refusal)
        {
            return refusal;
        }
        if (needsTwoPeople && AmountsChangedById is { } changer && changer == byId)
        {
            return ReconciliationErrors.SamePerson.With(ReconciliationNo);
        }
        if (Unsettled(confirmed) is { } unsettled)
        {
            return unsettled;
        }
        (Status, ApprovedAt, ApprovedBy) = (ReconciliationStatus.Approved, now, by);
        return null;
    }

    public Refusal? Pay(Payment payment)
    {
        if (Refused("付款", ReconciliationStatus.Approved) is { } refusal)
        {
            return refusal;
        }
        Status = ReconciliationStatus.Paid;
        (PaidAt, PaymentMethod, PaymentRef, PaidBy, PaidByAppId, PaymentRemark) =
            (payment.PaidAt, payment.Method, payment.Reference, payment.PaidBy, payment.AppId, payment.Remark);
        return null;
    }

    public Refusal? Reject(string reason)
    {
        if (Refused("驳回", ReconciliationStatus.Pending, ReconciliationStatus.Verified, ReconciliationStatus.Approved) is { } refusal)
        {
            return refusal;
        }
        (Status, RejectReason) = (ReconciliationStatus.Rejected, reason);
        return null;
    }

    public Refusal? Resubmit()
    {
        if (Refused("重新提交", ReconciliationStatus.Rejected) is { } refusal)
        {
            return refusal;
        }
        Reopen();
        return null;
    }

    /// <summary>Goes one state back (退回). The payment's columns are cleared; the caller keeps them in the timeline.</summary>
    public Refusal? Return(string reason, DateTime now)
    {
        if (Refused("退回", ReconciliationStatus.Verified, ReconciliationStatus.Approved, ReconciliationStatus.Paid) is { } refusal)
        {
            return refusal;
        }
        switch (Status)
        {
            case ReconciliationStatus.Paid:
                Status = ReconciliationStatus.Approved;
                (PaidAt, PaymentMethod, PaymentRef, PaidBy, PaidByAppId, PaymentRemark) = (null, null, null, null, null, null);
                break;
            case ReconciliationStatus.Approved:
                (Status, ApprovedAt, ApprovedBy) = (ReconciliationStatus.Verified, null, null);
                break;
            default:
                Reopen();
                break;
        }
        (ReReviewAt, ReReviewReason) = (now, reason);
        return null;
    }

    /// <summary>Back to the beginning: what was verified is not true any more, or was corrected.</summary>
    public void Reopen()
    {
        Status = ReconciliationStatus.Pending;
        (VerifiedAt, VerifiedBy, ApprovedAt, ApprovedBy) = (null, null, null, null);
    }

    private decimal Owed => TotalAmount - DeductionAmount + SupplementAmount;

    private Refusal? Refused(string action, params ReadOnlySpan<ReconciliationStatus> from) =>
        from.Contains(Status) ? null : ReconciliationErrors.WrongState.With(ReconciliationNo, Status.ChineseName(), Status.Code(), action);

    private Refusal? Unsettled(bool confirmed) =>
        Owed < 0 ? ReconciliationErrors.DeductionsTooHigh(DeductionAmount, TotalAmount + SupplementAmount)
        : TotalAmount == 0 && !confirmed ? ReconciliationErrors.NothingCharged(UnitPrice, Quantity)
        : null;

    private void Sum()
    {
        TotalAmount = Money.Rounded(UnitPrice * Quantity);
        DeductionAmount = Deductions.Where(d => d.Type != DeductionType.Supplement).Sum(d => d.Amount);
        SupplementAmount = Deductions.Where(d => d.Type == DeductionType.Supplement).Sum(d => d.Amount);
        // A reversed shipment may leave less than the deductions: nothing is owed then, and nobody verifies it before they are corrected.
        FinalAmount = Math.Max(0, Owed);
    }
}

/// <summary>What a person changes on a pending statement; what is not given stays.</summary>
internal sealed record ReconciliationEdit
{
    public decimal? UnitPrice { get; init; }
    public IReadOnlyList<DeductionItem>? Deductions { get; init; }
    public Change<string> Remark { get; init; }
}
