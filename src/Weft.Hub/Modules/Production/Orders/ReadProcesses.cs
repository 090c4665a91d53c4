using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Cutting;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Orders;

/// <summary>One process of an order: what was done of it, when, and by whom. The price is null for a factory's account.</summary>
public sealed record ProcessRow(
    string? Code, string Name, string Stage, decimal? UnitPrice, int SortOrder, int Done, int Total, DateTimeOffset? FirstAt, DateTimeOffset? LastAt, IReadOnlyList<string> Operators);

/// <summary>One stage with when it began and who worked on it.</summary>
public sealed record StageRow(StageProgress Progress, DateTimeOffset? BegunAt, IReadOnlyList<string> Operators);

/// <summary>工序详情. Prices, and the processes themselves, change only while the order is pending.</summary>
public sealed record OrderProcesses(
    string OrderNo, OrderStatus Status, int Version, bool Editable, bool HasStyle, int MaterialArrivalRate, bool ProcurementConfirmed, IReadOnlyList<StageRow> Stages,
    IReadOnlyList<ProcessRow> Processes);

/// <summary>GET /api/production/orders/{orderNo}/processes (工序详情, console-pages 5).</summary>
internal static class ReadProcesses
{
    public static async Task<Answer<OrderProcesses>> HandleAsync(string orderNo, HttpContext context, HubDbContext db, CancellationToken ct)
    {
        var user = context.User();
        var time = TenantTime.For(user.TimeZone);
        var order = !ProductionOrder.IsNumber(orderNo) ? null
            : await db.Set<ProductionOrder>().AsNoTracking().Where(OrderReach.Of(user).Filter(db)).FirstOrDefaultAsync(o => o.OrderNo == orderNo, ct);
        if (order is null)
        {
            return ProductionErrors.OrderNotFound;
        }
        var scans = await db.Set<ProcessScan>().AsNoTracking().Where(s => s.OrderId == order.Id).GroupBy(s => new { s.ProcessName, s.OperatorName })
            .Select(g => new Work(g.Key.ProcessName, g.Key.OperatorName, g.Sum(s => s.Quantity), g.Min(s => s.ScanTime), g.Max(s => s.ScanTime))).ToListAsync(ct);
        var rows = order.Processes.OrderBy(p => p.SortOrder).Select(p => Row(p, order, [.. scans.Where(s => s.Name == p.Name)], user, time)).ToList();
        var stages = (await OrderStages.ReadAsync([order], db, time, ct))[order.Id];
        var arrivals = await db.Set<TimelineEntry>().AsNoTracking().Where(e => e.EntityType == TimelineEntry.OrderType && e.EntityId == order.Id && e.Action == "MATERIAL")
            .OrderBy(e => e.Time).Select(e => new { e.Time, e.OperatorName }).ToListAsync(ct);
        var task = await db.Set<CuttingTask>().AsNoTracking().Where(t => t.OrderId == order.Id).Select(t => new { t.ReceivedTime, t.ReceiverName }).FirstOrDefaultAsync(ct);
        return new OrderProcesses(
            order.OrderNo, order.Status, order.Version, order.Status == OrderStatus.Pending, order.StyleId is not null, order.MaterialArrivalRate, order.ProcurementConfirmed,
            [.. stages.Select(stage => stage.Stage switch
            {
                OrderStages.Material => new StageRow(stage, time.Local(arrivals.FirstOrDefault()?.Time), [.. arrivals.Select(a => a.OperatorName).Distinct()]),
                OrderStages.CuttingRoom => new StageRow(stage, time.Local(task?.ReceivedTime), task?.ReceiverName is { } name ? [name] : []),
                _ => OfProcesses(stage, [.. rows.Where(r => r.Stage == stage.Stage)]),
            })], rows);
    }

    private static StageRow OfProcesses(StageProgress stage, IReadOnlyList<ProcessRow> processes) =>
        new(stage, processes.Min(p => p.FirstAt), [.. processes.SelectMany(p => p.Operators).Distinct()]);

    private static ProcessRow Row(OrderProcess process, ProductionOrder order, IReadOnlyList<Work> work, SignedInUser user, TenantTime time) => new(
        // What an own worker is paid for a step is not an outside factory's to know (production-domain 2).
        process.Code, process.Name, OrderStages.Of(process), user.FactoryId is null ? process.UnitPrice : null, process.SortOrder, work.Sum(w => w.Pieces), OrderStages.PiecesOf(order),
        time.Local(work.Count == 0 ? null : work.Min(w => w.FirstAt)), time.Local(work.Count == 0 ? null : work.Max(w => w.LastAt)), [.. work.OrderBy(w => w.FirstAt).Select(w => w.Operator)]);

    /// <summary>What one person scanned in one process.</summary>
    private sealed record Work(string Name, string Operator, int Pieces, DateTime FirstAt, DateTime LastAt);
}
