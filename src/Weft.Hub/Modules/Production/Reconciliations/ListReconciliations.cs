using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Shipments;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Reconciliations;

/// <summary>What the filter covers in all, for the cards above the list.</summary>
internal sealed record ReconciliationSummary(long Count, decimal TotalAmount, decimal DeductionAmount, decimal FinalAmount);

/// <summary>A page of statements with the sums over all that the filter covers.</summary>
internal sealed record ReconciliationPage(long Total, int Page, int Size, IReadOnlyList<ReconciliationRow> Records, ReconciliationSummary Summary);

/// <summary>GET /api/finance/reconciliations and /{no} (console-pages 9).</summary>
internal static class ListReconciliations
{
    public static async Task<Answer<ReconciliationPage>> HandleAsync(Fields fields, HttpContext context, HubDbContext db, CancellationToken ct)
    {
        var user = context.User();
        if (Refused(user) is { } refusal)
        {
            return refusal;
        }
        var page = PageRequest.Read(fields);
        var rows = Matching(fields, user, db);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var sums = await rows.GroupBy(_ => 1).Select(g => new ReconciliationSummary(
            g.LongCount(), g.Sum(r => r.TotalAmount), g.Sum(r => r.DeductionAmount), g.Sum(r => r.FinalAmount))).FirstOrDefaultAsync(ct) ?? new ReconciliationSummary(0, 0, 0, 0);
        var records = await rows.Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        return new ReconciliationPage(sums.Count, page.Page, page.Size, [.. records.Select(r => ReconciliationRow.Of(r, user))], new ReconciliationSummary(
            sums.Count, Money.Rounded(sums.TotalAmount), Money.Rounded(sums.DeductionAmount), Money.Rounded(sums.FinalAmount)));
    }

    /// <summary>The statements that the reader's scope and the list's filters leave, in its order; also what an export writes.</summary>
    public static IQueryable<Reconciliation> Matching(Fields fields, SignedInUser user, HubDbContext db) =>
        Narrow(db.Set<Reconciliation>().AsNoTracking().Within(OrderReach.Of(user), db), fields, TenantTime.For(user.TimeZone))
            .OrderByDescending(r => r.CreateTime).ThenByDescending(r => r.Id);

    /// <summary>A factory's account sees no money of the tenant (production-domain 2).</summary>
    public static Refusal? Refused(SignedInUser user) => user.FactoryId is null ? null : ReconciliationErrors.NoFinance;

    public static async Task<Answer<ReconciliationDetail>> ReadAsync(string reconciliationNo, HttpContext context, HubDbContext db, CancellationToken ct)
    {
        var user = context.User();
        if (Refused(user) is { } refusal)
        {
            return refusal;
        }
        var statement = await db.Set<Reconciliation>().AsNoTracking().Within(OrderReach.Of(user), db).FirstOrDefaultAsync(r => r.ReconciliationNo == reconciliationNo, ct);
        return statement is null ? ReconciliationErrors.NotFound : await DetailAsync(db, statement, user, ct);
    }

    public static async Task<ReconciliationDetail> DetailAsync(HubDbContext db, Reconciliation statement, SignedInUser user, CancellationToken ct)
    {
        var time = TenantTime.For(user.TimeZone);
        var shipments = await db.Set<Outstock>().AsNoTracking().Where(o => o.ReconciliationId == statement.Id)
            .OrderBy(o => o.Id).Select(o => new { o.OutstockNo, o.TotalQuantity, o.OutstockTime, o.Reversed }).ToListAsync(ct);
        var timeline = await db.Set<TimelineEntry>().AsNoTracking().Where(e => e.EntityType == ReconciliationSteps.EntityType && e.EntityId == statement.Id)
            .OrderByDescending(e => e.Time).ThenByDescending(e => e.Id).ToListAsync(ct);
        return new ReconciliationDetail(ReconciliationRow.Of(statement, user))
        {
            Deductions = DeductionRow.Of(statement.Deductions),
            Shipments = [.. shipments.Select(s => new BilledShipment(s.OutstockNo, s.TotalQuantity, time.Local(s.OutstockTime), s.Reversed))],
            Timeline = [.. timeline.Select(e => new TimelineRow(e.Action, e.From, e.To, e.OperatorName, e.Source, e.Remark, time.Local(e.Time)))],
        };
    }

    private static IQueryable<Reconciliation> Narrow(IQueryable<Reconciliation> rows, Fields fields, TenantTime time)
    {
        rows = ReconciliationWords.ParseStatus(fields.OneOf("status", false, "pending", "verified", "approved", "paid", "rejected")) is { } status
            ? rows.Where(r => r.Status == status) : rows;
        rows = fields.Text("reconciliationNo", 32) is { } no ? rows.Where(r => r.ReconciliationNo == no) : rows;
        rows = fields.Text("orderNo", 32) is { } orderNo ? rows.Where(r => r.OrderNo == orderNo) : rows;
        rows = fields.Text("styleNo", 64) is { } styleNo ? rows.Where(r => r.StyleNo == styleNo) : rows;
        rows = fields.Integer("customerId", min: 1) is { } customerId ? rows.Where(r => r.CustomerId == customerId) : rows;
        rows = fields.Text("customerName", 100) is { } customer ? rows.Where(r => r.CustomerName != null && r.CustomerName.Contains(customer)) : rows;
        rows = ProductionFields.Moment(fields, "from", time, isEnd: false) is { } from ? rows.Where(r => r.CreateTime >= from) : rows;
        rows = ProductionFields.Moment(fields, "to", time, isEnd: true) is { } to ? rows.Where(r => r.CreateTime < to) : rows;
        return fields.Text("keyword", 64) is { } keyword
            ? rows.Where(r => r.ReconciliationNo.Contains(keyword) || r.OrderNo.Contains(keyword) || r.StyleNo.Contains(keyword))
            : rows;
    }
}
