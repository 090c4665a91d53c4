using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Quality;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Reconciliations;

/// <summary>One order in money (订单汇总), over all its statements. Costs and profit are null for those who do not see all of the tenant.</summary>
internal sealed record SettlementRow(
    string OrderNo, string StyleNo, string StyleName, string? FactoryName, OrderStatus Status, DateTimeOffset? CompletedAt, IReadOnlyList<string> Colors, int OrderQuantity,
    int StoredQuantity, int DefectQuantity, decimal? UnitPrice, decimal TotalAmount, decimal? MaterialCost, decimal? ProcessCost, decimal? ScrapLoss, decimal? ProfitAmount,
    decimal? ProfitMargin, string? Remark);

/// <summary>What was done with an order and its statements, newest first.</summary>
internal sealed record SettlementLog(IReadOnlyList<TimelineRow> Timeline);

/// <summary>GET /api/finance/settlements and /{orderNo}/log (console-pages 9): reports over orders and their statements.</summary>
internal static class ReadSettlements
{
    private const int MaxLog = 200;

    public static async Task<Answer<PageOf<SettlementRow>>> OrdersAsync(Fields fields, HttpContext context, HubDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var user = context.User();
        if (ListReconciliations.Refused(user) is { } refusal)
        {
            return refusal;
        }
        var time = TenantTime.For(user.TimeZone);
        var page = PageRequest.Read(fields);
        var orders = ListOrders.Matching(fields, user, time, time.Day(clock.UtcNow()), db);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var found = await orders.PageAsync(page, Settled(db), ct);
        return new PageOf<SettlementRow>(found.Total, found.Page, found.Size, [.. found.Records.Select(o => Row(o, user, time))]);
    }

    /// <summary>The rows of an export: the list's filters, and its order.</summary>
    public static IAsyncEnumerable<SettlementRow> Export(Fields fields, HttpContext context, HubDbContext db)
    {
        var user = context.User();
        var time = TenantTime.For(user.TimeZone);
        var today = time.Day(context.RequestServices.GetRequiredService<TimeProvider>().UtcNow());
        return ListOrders.Matching(fields, user, time, today, db).Select(Settled(db)).AsAsyncEnumerable().Select(o => Row(o, user, time));
    }

    public static async Task<Answer<SettlementLog>> LogAsync(string orderNo, HttpContext context, HubDbContext db, CancellationToken ct)
    {
        var user = context.User();
        if (ListReconciliations.Refused(user) is { } refusal)
        {
            return refusal;
        }
        var id = await db.Set<ProductionOrder>().AsNoTracking().Where(OrderReach.Of(user).Filter(db)).Where(o => o.OrderNo == orderNo).Select(o => (long?)o.Id).FirstOrDefaultAsync(ct);
        if (id is not { } order)
        {
            return ProductionErrors.OrderNotFound;
        }
        var statements = await db.Set<Reconciliation>().AsNoTracking().Where(r => r.OrderId == order).Select(r => r.Id).ToListAsync(ct);
        var entries = await db.Set<TimelineEntry>().AsNoTracking()
            .Where(e => (e.EntityType == TimelineEntry.OrderType && e.EntityId == order) || (e.EntityType == ReconciliationSteps.EntityType && statements.Contains(e.EntityId)))
            .OrderByDescending(e => e.Time).ThenByDescending(e => e.Id).Take(MaxLog).ToListAsync(ct);
        var time = TenantTime.For(user.TimeZone);
        return new SettlementLog([.. entries.Select(e => new TimelineRow(e.Action, e.From, e.To, e.OperatorName, e.Source, e.Remark, time.Local(e.Time)))]);
    }

    private static Expression<Func<ProductionOrder, Settled>> Settled(HubDbContext db) => o => new Settled
    {
        OrderNo = o.OrderNo, StyleNo = o.StyleNo, StyleName = o.StyleName, FactoryName = o.FactoryName, Status = o.Status, CompletedAt = o.ActualEndDate,
        Ordered = o.OrderQuantity, Stored = o.CompletedQuantity, OrderPrice = o.OrderUnitPrice, OrderRemark = o.Remarks,
        Colors = o.Colors,
        Defects = db.Set<Warehousing>().Where(WarehousedPieces.Valid).Where(w => w.OrderId == o.Id && w.RecheckOfId == null).Sum(w => (int?)w.UnqualifiedQuantity) ?? 0,
        Statements = db.Set<Reconciliation>().Where(r => r.OrderId == o.Id).OrderByDescending(r => r.Id).ToList(),
    };

    private static SettlementRow Row(Settled o, SignedInUser user, TenantTime time)
    {
        var (newest, shipped) = (o.Statements.Count > 0 ? o.Statements[0] : null, o.Statements.Sum(s => s.Quantity));
        var amount = o.Statements.Sum(s => s.FinalAmount);
        var row = new SettlementRow(
            o.OrderNo, o.StyleNo, o.StyleName, o.FactoryName, o.Status, time.Local(o.CompletedAt), o.Colors, o.Ordered, o.Stored, o.Defects,
            newest?.UnitPrice ?? o.OrderPrice, Money.Rounded(amount), null, null, null, null, null, newest?.Remark ?? o.OrderRemark);
        if (user.DataScope != DataScope.All || newest is null)
        {
            return row;
        }
        var cost = o.Statements.Sum(s => s.TotalCost);
        // 报废损失 = 次品数 × 单件成本
        var loss = shipped > 0 ? Money.Rounded(o.Defects * cost / shipped) : 0;
        var profit = amount - cost - loss;
        return row with
        {
            MaterialCost = Money.Rounded(o.Statements.Sum(s => s.MaterialCost)), ProcessCost = Money.Rounded(o.Statements.Sum(s => s.ProcessCost)), ScrapLoss = loss,
            ProfitAmount = Money.Rounded(profit), ProfitMargin = amount > 0 ? profit / amount : null,
        };
    }
}

/// <summary>What is read of an order and its statements.</summary>
internal sealed class Settled
{
    public required string OrderNo { get; init; }
    public required string StyleNo { get; init; }
    public required string StyleName { get; init; }
    public string? FactoryName { get; init; }
    public OrderStatus Status { get; init; }
    public DateTime? CompletedAt { get; init; }
    public int Ordered { get; init; }
    public int Stored { get; init; }
    public decimal? OrderPrice { get; init; }
    public string? OrderRemark { get; init; }
    public IReadOnlyList<string> Colors { get; init; } = [];
    public int Defects { get; init; }
    public List<Reconciliation> Statements { get; init; } = [];
}
