using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Factories;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Quality;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Reconciliations;

/// <summary>
/// One factory's orders together (工厂订单汇总); without an id, those that no factory makes. The newest of them are named. Costs and profit are null for those who do not
/// see all of the tenant.
/// </summary>
internal sealed record FactorySettlementRow(
    long? FactoryId, string? FactoryName, int Orders, long OrderQuantity, long StoredQuantity, long DefectQuantity, decimal TotalAmount, decimal? MaterialCost, decimal? ProcessCost,
    decimal? ProfitAmount, IReadOnlyList<string> OrderNos);

/// <summary>GET /api/finance/factory-settlements (console-pages 9).</summary>
internal static class FactorySettlements
{
    /// <summary>As many orders as a row names; the order list has all of them.</summary>
    public const int NamedOrders = 10;

    /// <summary>No tenant has more factories than one export holds.</summary>
    private const int MostExported = 10_000;

    public static async Task<Answer<PageOf<FactorySettlementRow>>> HandleAsync(Fields fields, HttpContext context, HubDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var user = context.User();
        if (ListReconciliations.Refused(user) is { } refusal)
        {
            return refusal;
        }
        var page = PageRequest.Read(fields);
        var orders = Matching(fields, user, db, clock);
        return fields.Rejected is { } rejected ? rejected : await ReadAsync(orders, page, user, db, ct);
    }

    /// <summary>The rows of an export.</summary>
    public static IAsyncEnumerable<FactorySettlementRow> Export(Fields fields, HttpContext context, HubDbContext db)
    {
        var orders = Matching(fields, context.User(), db, context.RequestServices.GetRequiredService<TimeProvider>());
        return AllAsync(context.RequestAborted);

        async IAsyncEnumerable<FactorySettlementRow> AllAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
        {
            foreach (var row in (await ReadAsync(orders, new PageRequest(1, MostExported), context.User(), db, ct)).Records)
            {
                yield return row;
            }
        }
    }

    private static IQueryable<ProductionOrder> Matching(Fields fields, SignedInUser user, HubDbContext db, TimeProvider clock)
    {
        var time = TenantTime.For(user.TimeZone);
        return ListOrders.Matching(fields, user, time, time.Day(clock.UtcNow()), db);
    }

    private static async Task<PageOf<FactorySettlementRow>> ReadAsync(IQueryable<ProductionOrder> orders, PageRequest page, SignedInUser user, HubDbContext db, CancellationToken ct)
    {
        var groups = orders.GroupBy(o => new { o.FactoryId, o.FactoryName }).Select(g => new
        {
            g.Key.FactoryId, g.Key.FactoryName, Orders = g.Count(), Ordered = g.Sum(o => (long)o.OrderQuantity), Stored = g.Sum(o => (long)o.CompletedQuantity),
        });
        var total = await groups.CountAsync(ct);
        var rows = await groups.OrderByDescending(g => g.Ordered).ThenBy(g => g.FactoryId).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        var ids = rows.Select(r => r.FactoryId).ToList();
        var ofThese = orders.Where(o => ids.Contains(o.FactoryId));
        var money = await ofThese.Join(db.Set<Reconciliation>(), o => o.Id, r => r.OrderId, (o, r) => new { o.FactoryId, r.FinalAmount, r.MaterialCost, r.ProcessCost })
            .GroupBy(m => m.FactoryId).Select(g => new { FactoryId = g.Key, Amount = g.Sum(m => m.FinalAmount), Material = g.Sum(m => m.MaterialCost ?? 0), Process = g.Sum(m => m.ProcessCost) }).ToListAsync(ct);
        var defects = await ofThese.Join(
                db.Set<Warehousing>().Where(WarehousedPieces.Valid).Where(w => w.RecheckOfId == null), o => o.Id, w => w.OrderId, (o, w) => new { o.FactoryId, w.UnqualifiedQuantity })
            .GroupBy(d => d.FactoryId).Select(g => new { FactoryId = g.Key, Pieces = g.Sum(d => (long)d.UnqualifiedQuantity) }).ToListAsync(ct);
        var numbers = await db.Set<Factory>().AsNoTracking().Where(f => ids.Contains(f.Id))
            .Select(f => new { f.Id, Numbers = orders.Where(o => o.FactoryId == f.Id).OrderByDescending(o => o.Id).Take(NamedOrders).Select(o => o.OrderNo).ToList() })
            .ToDictionaryAsync(f => f.Id, f => f.Numbers, ct);
        var others = ids.Contains(null) ? await orders.Where(o => o.FactoryId == null).OrderByDescending(o => o.Id).Take(NamedOrders).Select(o => o.OrderNo).ToListAsync(ct) : [];
        var seesCosts = user.DataScope == DataScope.All;
        return new PageOf<FactorySettlementRow>(total, page.Page, page.Size, [.. rows.Select(r =>
        {
            var sums = money.Find(m => m.FactoryId == r.FactoryId);
            var (amount, material, process) = (sums?.Amount ?? 0, sums?.Material ?? 0, sums?.Process ?? 0);
            return new FactorySettlementRow(
                r.FactoryId, r.FactoryName, r.Orders, r.Ordered, r.Stored, defects.Find(d => d.FactoryId == r.FactoryId)?.Pieces ?? 0, Money.Rounded(amount),
                seesCosts ? Money.Rounded(material) : null, seesCosts ? Money.Rounded(process) : null, seesCosts ? Money.Rounded(amount - material - process) : null,
                r.FactoryId is { } id ? numbers.GetValueOrDefault(id, []) : others);
        })]);
    }
}
