using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Quality;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Files;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production;

/// <summary>A valid inspection record as others may read it; instants are UTC.</summary>
public sealed record InspectionView(
    string OrderNo, string WarehousingNo, int? BundleNo, string Color, string Size, int InspectedQuantity, int QualifiedQuantity, int UnqualifiedQuantity, QualityStatus Result,
    DefectCategory? DefectCategory, DefectHandling? DefectHandling, IReadOnlyList<string> ImageUrls, DateTime InspectedAt, string? Warehouse);

/// <summary>Unqualified pieces of one category.</summary>
public sealed record DefectSum(DefectCategory Category, int Quantity);

/// <summary>Pieces finished in one process.</summary>
public sealed record ProcessSum(string ProcessName, int Quantity);

/// <summary>What inspections found on one order (openapi-gateway 6.4).</summary>
/// <param name="Totals">Sums over all valid records, re-inspections included.</param>
/// <param name="RepairedQuantity">Pieces that a re-inspection found qualified.</param>
/// <param name="ScrappedQuantity">Pieces that were scrapped.</param>
/// <param name="Defects">By category, most first.</param>
/// <param name="Processes">In the order of the order's processes.</param>
/// <param name="Records">Newest first, at most <see cref="QualityQueries.MaxRecords"/>.</param>
/// <param name="IsTruncated">True when there are more records.</param>
public sealed record QualityReport(
    QualityTotals Totals, int RepairedQuantity, int ScrappedQuantity, IReadOnlyList<DefectSum> Defects, IReadOnlyList<ProcessSum> Processes, IReadOnlyList<InspectionView> Records,
    bool IsTruncated);

/// <summary>Which records a list holds; what is null does not narrow it. Instants are UTC; <c>To</c> is left out of the range.</summary>
public sealed record InspectionFilter(string? OrderNo, QualityStatus? Result, DateTime? From, DateTime? To);

/// <summary>Reads inspections of the tenant in scope for someone outside, narrowed to the orders that one may see (openapi-gateway 5.2).</summary>
public sealed class QualityQueries(HubDbContext db, FileLinks links)
{
    public const int MaxRecords = 200;

    /// <summary>The report of an order that the caller has found visible.</summary>
    public async Task<QualityReport> ReportAsync(long orderId, CancellationToken ct)
    {
        var valid = db.Set<Warehousing>().AsNoTracking().Where(WarehousedPieces.Valid).Where(w => w.OrderId == orderId);
        var sums = await valid.GroupBy(w => new { IsRecheck = w.RecheckOfId != null, w.DefectCategory, w.DefectHandling })
            .Select(g => new
            {
                g.Key.IsRecheck,
                g.Key.DefectCategory,
                g.Key.DefectHandling,
                Inspected = g.Sum(w => w.InspectedQuantity),
                Qualified = g.Sum(w => w.QualifiedQuantity),
                Unqualified = g.Sum(w => w.UnqualifiedQuantity),
            }).ToListAsync(ct);
        var records = await valid.OrderByDescending(w => w.InspectedAt).ThenByDescending(w => w.Id).Take(MaxRecords + 1).Select(View).ToListAsync(ct);
        var scanned = await OrderProgress.ScannedAsync(db, orderId, ct);
        var processes = scanned.Count == 0 ? [] : await db.Set<ProductionOrder>().Where(o => o.Id == orderId).Select(o => o.Processes).FirstAsync(ct);
        return new QualityReport(
            new QualityTotals(sums.Sum(s => s.Inspected), sums.Sum(s => s.Qualified), sums.Sum(s => s.Unqualified)),
            sums.Where(s => s.IsRecheck).Sum(s => s.Qualified),
            sums.Where(s => s.DefectHandling == DefectHandling.Scrap).Sum(s => s.Unqualified),
            [.. sums.Where(s => s.DefectCategory is not null).GroupBy(s => s.DefectCategory!.Value).Select(g => new DefectSum(g.Key, g.Sum(s => s.Unqualified)))
                .OrderByDescending(d => d.Quantity).ThenBy(d => d.Category)],
            [.. processes.OrderBy(p => p.SortOrder).Where(p => scanned.ContainsKey(p.Name)).Select(p => new ProcessSum(p.Name, scanned[p.Name]))],
            [.. records.Take(MaxRecords).Select(Linked)], records.Count > MaxRecords);
    }

    /// <summary>One page of the valid records of visible orders, newest first.</summary>
    public async Task<PageOf<InspectionView>> ListAsync(InspectionFilter filter, OrderVisibility visibility, PageRequest page, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(visibility);
        var orders = db.Set<ProductionOrder>().Where(visibility.Filter);
        var records = db.Set<Warehousing>().AsNoTracking().Where(WarehousedPieces.Valid).Where(w => orders.Any(o => o.Id == w.OrderId));
        records = filter.OrderNo is { } orderNo ? records.Where(w => w.OrderNo == orderNo) : records;
        records = filter.Result is { } result ? records.Where(w => w.QualityStatus == result) : records;
        records = filter.From is { } from ? records.Where(w => w.InspectedAt >= from) : records;
        records = filter.To is { } to ? records.Where(w => w.InspectedAt < to) : records;
        var found = await records.OrderByDescending(w => w.InspectedAt).ThenByDescending(w => w.Id).PageAsync(page, View, ct, isExact: true);
        return new PageOf<InspectionView>(found.Total, found.Page, found.Size, [.. found.Records.Select(Linked)]);
    }

    /// <summary>Pictures go out as links that end by themselves (openapi-gateway 6.4).</summary>
    private InspectionView Linked(InspectionView view) => view.ImageUrls.Count == 0 ? view : view with { ImageUrls = links.Links(view.ImageUrls) };

    /// <summary>Sums over the order's valid records.</summary>
    internal static async Task<QualityTotals> TotalsAsync(HubDbContext db, long orderId, CancellationToken ct) =>
        await db.Set<Warehousing>().AsNoTracking().Where(WarehousedPieces.Valid).Where(w => w.OrderId == orderId).GroupBy(w => w.OrderId)
            .Select(g => new QualityTotals(g.Sum(w => w.InspectedQuantity), g.Sum(w => w.QualifiedQuantity), g.Sum(w => w.UnqualifiedQuantity))).FirstOrDefaultAsync(ct)
        ?? new QualityTotals(0, 0, 0);

    private static readonly System.Linq.Expressions.Expression<Func<Warehousing, InspectionView>> View = w => new InspectionView(
        w.OrderNo, w.WarehousingNo, w.BundleNo, w.Color, w.Size, w.InspectedQuantity, w.QualifiedQuantity, w.UnqualifiedQuantity, w.QualityStatus, w.DefectCategory,
        w.DefectHandling, w.ImageUrls, w.InspectedAt, w.Warehouse);
}
