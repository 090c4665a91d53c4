using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Quality;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production.Cutting;

/// <summary>Which bundles a list or an export holds; what is null does not narrow it. <c>size</c> is the page's: the garment's is <c>garmentSize</c>, as in the stock.</summary>
internal sealed record BundleFilter(string? OrderNo, string? StyleNo, string? Color, string? GarmentSize, int? BundleNo)
{
    public BundleStatus? Status { get; private init; }

    /// <summary>A card of 入库管理.</summary>
    public string? Stage { get; private init; }

    public static BundleFilter Read(Fields fields) => new(
        fields.Text("orderNo", 32), fields.Text("styleNo", 64), fields.Text("color", 32), fields.Text("garmentSize", 16), (int?)fields.Integer("bundleNo", 1, int.MaxValue))
    {
        Status = BundleStatusWords.Parse(fields.OneOf("status", false, BundleStatusWords.Codes)),
        Stage = fields.OneOf("stage", false, "inspect", "recheck", "pack", "warehouse"),
    };

    /// <summary>The bundles within reach that it leaves, of the newest order first, by their numbers.</summary>
    public async Task<IQueryable<BundleAnswer>> ApplyAsync(HubDbContext db, OrderReach reach, bool requiresScans, CancellationToken ct)
    {
        var bundles = Stage is null
            ? db.Set<CuttingBundle>().AsNoTracking().Where(b => db.Set<ProductionOrder>().Where(reach.Filter(db)).Any(o => o.Id == b.OrderId))
            : await BundleStages.ReadAsync(db, reach, Stage, requiresScans, ct);
        bundles = Status is { } wanted ? bundles.Where(b => b.Status == wanted) : bundles;
        bundles = OrderNo is not null ? bundles.Where(b => db.Set<ProductionOrder>().Any(o => o.Id == b.OrderId && o.OrderNo == OrderNo)) : bundles;
        bundles = StyleNo is not null ? bundles.Where(b => b.StyleNo == StyleNo) : bundles;
        bundles = Color is not null ? bundles.Where(b => b.Color == Color) : bundles;
        bundles = GarmentSize is not null ? bundles.Where(b => b.Size == GarmentSize) : bundles;
        bundles = BundleNo is not null ? bundles.Where(b => b.BundleNo == BundleNo) : bundles;
        return BundleAnswer.Read(db, bundles).OrderByDescending(b => b.OrderId).ThenBy(b => b.BundleNo);
    }
}
