using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Reconciliations;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production;

/// <summary>
/// Reads statements of the tenant in scope for a customer, narrowed to the orders that he may see (openapi-gateway 5.2). He learns of a statement when it is approved:
/// before that, or when it was taken back to before that, it does not exist for him.
/// </summary>
public sealed class StatementQueries(HubDbContext db)
{
    /// <summary>The statement of that number, or null when there is none, it is not approved yet, or its order is not visible.</summary>
    public Task<StatementView?> FindAsync(string reconciliationNo, OrderVisibility visibility, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(visibility);
        return Views(Published().Where(r => r.ReconciliationNo == reconciliationNo), visibility).FirstOrDefaultAsync(ct);
    }

    /// <summary>One page of the visible statements, newest first.</summary>
    public Task<PageOf<StatementView>> ListAsync(StatementFilter filter, OrderVisibility visibility, PageRequest page, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(visibility);
        var rows = Published();
        rows = filter.Status is { } status ? rows.Where(r => r.Status == status) : rows;
        rows = filter.OrderNo is { } orderNo ? rows.Where(r => r.OrderNo == orderNo) : rows;
        rows = filter.From is { } from ? rows.Where(r => r.ApprovedAt >= from) : rows;
        rows = filter.To is { } to ? rows.Where(r => r.ApprovedAt < to) : rows;
        return Views(rows.OrderByDescending(r => r.CreateTime).ThenByDescending(r => r.Id), visibility).PageAsync(page, v => v, ct, isExact: true);
    }

    private IQueryable<Reconciliation> Published() => db.Set<Reconciliation>().AsNoTracking().Where(r =>
        r.Status == ReconciliationStatus.Approved || r.Status == ReconciliationStatus.Paid || (r.Status == ReconciliationStatus.Rejected && r.ApprovedAt != null));

    private IQueryable<StatementView> Views(IQueryable<Reconciliation> rows, OrderVisibility visibility)
    {
        var visible = db.Set<ProductionOrder>().Where(visibility.Filter).Select(o => o.Id);
        return rows.Where(r => visible.Contains(r.OrderId)).Select(r => new StatementView
        {
            ReconciliationId = r.Id,
            ReconciliationNo = r.ReconciliationNo,
            OrderNo = r.OrderNo,
            ExternalOrderNo = db.Set<ProductionOrder>().Where(o => o.Id == r.OrderId).Select(o => o.ExternalOrderNo).FirstOrDefault(),
            CustomerName = r.CustomerName,
            StyleNo = r.StyleNo,
            StyleName = r.StyleName,
            Quantity = r.Quantity,
            UnitPrice = r.UnitPrice,
            TotalAmount = r.TotalAmount,
            DeductionAmount = r.DeductionAmount,
            FinalAmount = r.FinalAmount,
            Deductions = r.Deductions,
            Status = r.Status,
            ReconciliationDate = r.ReconciliationDate,
            ApprovedAt = r.ApprovedAt,
            PaidAt = r.PaidAt,
            PaymentMethod = r.PaymentMethod,
            PaymentRef = r.PaymentRef,
            Remark = r.Remark,
        });
    }
}
