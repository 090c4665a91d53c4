using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Quality;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Reconciliations;

/// <summary>One order in money (订单汇总). Costs and profit are null for those who do not see all of the tenant.</summary>
internal sealed record SettlementRow(
    string OrderNo, string StyleNo, string StyleName, string? FactoryName, OrderStatus Status, DateTimeOffset? CompletedAt, int OrderQuantity, int StoredQuantity, int DefectQuantity,
    decimal? UnitPrice, decimal TotalAmount, decimal? MaterialCost, decimal? ProcessCost, decimal? ScrapLoss, decimal? ProfitAmount, decimal? ProfitMargin, string? Remark);

/// <summary>One factory's orders together (工厂订单汇总).</summary>
internal sealed record FactorySettlementRow(
    long? FactoryId, string? FactoryName, int Orders, long OrderQuantity, long StoredQuantity, decimal TotalAmount, decimal? MaterialCost, decimal? ProcessCost, decimal? ProfitAmount);

/// <summary>GET /api/finance/settlements and /api/finance/factory-settlements (console-pages 9): reports over orders and their statements.</summary>
internal static class ReadSettlements
{
    public static async Task<Answer<PageOf<SettlementRow>>> OrdersAsync(Fields fields, HttpContext context, HubDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var user = context.User();
        if (user.FactoryId is not null)
        {
            return ReconciliationErrors.NoFinance;
        }
        var time = TenantTime.For(user.TimeZone);
        var page = PageRequest.Read(fields);
        var orders = ListOrders.Matching(fields, user, time, time.Day(clock.UtcNow()), db);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var found = await orders.PageAsync(page, o => new
        {
            o.OrderNo, o.StyleNo, o.StyleName, o.FactoryName, o.Status, o.ActualEndDate, o.OrderQuantity, o.CompletedQuantity, o.OrderUnitPrice, o.Remarks,
            Defects = db.Set<Warehousing>().Where(WarehousedPieces.Valid).Where(w => w.OrderId == o.Id && w.RecheckOfId == null).Sum(w => (int?)w.UnqualifiedQuantity) ?? 0,
            Statement = db.Set<Reconciliation>().FirstOrDefault(r => r.OrderId == o.Id),
        }, ct);
        var seesCosts = user.DataScope == DataScope.All;
        return new PageOf<SettlementRow>(found.Total, found.Page, found.Size, [.. found.Records.Select(o =>
        {
            var (statement, costs) = (o.Statement, seesCosts ? o.Statement : null);
            // 报废损失 = 次品数 × 单件成本
            var loss = costs is { Quantity: > 0 } ? Money.Rounded(o.Defects * costs.TotalCost / costs.Quantity) : (decimal?)null;
            return new SettlementRow(
                o.OrderNo, o.StyleNo, o.StyleName, o.FactoryName, o.Status, time.Local(o.ActualEndDate), o.OrderQuantity, o.CompletedQuantity, o.Defects,
                statement?.UnitPrice ?? o.OrderUnitPrice, Money.Rounded(statement?.FinalAmount ?? 0), costs?.MaterialCost, costs is null ? null : Money.Rounded(costs.ProcessCost), loss,
                costs is null ? null : Money.Rounded(costs.ProfitAmount - (loss ?? 0)), costs is { FinalAmount: > 0 } ? (costs.ProfitAmount - (loss ?? 0)) / costs.FinalAmount : null, statement?.Remark ?? o.Remarks);
        })]);
    }

    public static async Task<Answer<PageOf<FactorySettlementRow>>> FactoriesAsync(Fields fields, HttpContext context, HubDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var user = context.User();
        if (user.FactoryId is not null)
        {
            return ReconciliationErrors.NoFinance;
        }
        var time = TenantTime.For(user.TimeZone);
        var page = PageRequest.Read(fields);
        var orders = ListOrders.Matching(fields, user, time, time.Day(clock.UtcNow()), db);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var groups = orders.GroupBy(o => new { o.FactoryId, o.FactoryName }).Select(g => new
        {
            g.Key.FactoryId, g.Key.FactoryName, Orders = g.Count(), Ordered = g.Sum(o => (long)o.OrderQuantity), Stored = g.Sum(o => (long)o.CompletedQuantity),
        });
        var total = await groups.CountAsync(ct);
        var rows = await groups.OrderByDescending(g => g.Ordered).ThenBy(g => g.FactoryId).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        var ids = rows.Select(r => r.FactoryId).ToList();
        var money = await orders.Where(o => ids.Contains(o.FactoryId)).Join(db.Set<Reconciliation>(), o => o.Id, r => r.OrderId, (o, r) => new { o.FactoryId, r.FinalAmount, r.MaterialCost, r.ProcessCost })
            .GroupBy(m => m.FactoryId).Select(g => new { FactoryId = g.Key, Amount = g.Sum(m => m.FinalAmount), Material = g.Sum(m => m.MaterialCost ?? 0), Process = g.Sum(m => m.ProcessCost) }).ToListAsync(ct);
        var seesCosts = user.DataScope == DataScope.All;
        return new PageOf<FactorySettlementRow>(total, page.Page, page.Size, [.. rows.Select(r =>
        {
            var sums = money.Find(m => m.FactoryId == r.FactoryId);
            var amount = sums?.Amount ?? 0;
            return new FactorySettlementRow(
                r.FactoryId, r.FactoryName, r.Orders, r.Ordered, r.Stored, Money.Rounded(amount), seesCosts ? Money.Rounded(sums?.Material ?? 0) : null,
                seesCosts ? Money.Rounded(sums?.Process ?? 0) : null, seesCosts ? Money.Rounded(amount - (sums?.Material ?? 0) - (sums?.Process ?? 0)) : null);
        })]);
    }
}
