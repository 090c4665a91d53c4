using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.Production.Cutting;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Styles;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Files;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Quality;

/// <summary>An inspection record as the console shows it; a reversal's quantities are below zero.</summary>
public sealed record InspectionRow(
    long Id, string WarehousingNo, long OrderId, string OrderNo, string StyleNo, string StyleName, long? BundleId, int? BundleNo, string Color, string Size, int InspectedQuantity,
    int QualifiedQuantity, int UnqualifiedQuantity, QualityStatus QualityStatus, DefectCategory? DefectCategory, string? DefectCategoryName, DefectHandling? DefectHandling,
    string? DefectRemark, IReadOnlyList<string> ImageUrls, long? RecheckOfId, long? InspectorId, string InspectorName, DateTimeOffset InspectedAt, string? Warehouse, string? Location,
    DateTimeOffset? WarehousedAt, string? WarehousedBy, long? ReversalOfId, bool Reversed, string Status, string StatusName)
{
    /// <summary>What was cut of the bundle, and without bundles of the order. Only in lists, as everything below.</summary>
    public int? CuttingQuantity { get; init; }

    /// <summary>The order's status: a final order takes no inspection and no reversal.</summary>
    public OrderStatus? OrderStatus { get; init; }

    /// <summary>Shows the style's newest picture; works for ten minutes.</summary>
    public string? CoverLink { get; init; }
    public int? AttachmentCount { get; init; }
}

/// <summary>Bundles, and pieces of them.</summary>
internal sealed record BoardCount(int Bundles, long Quantity);

/// <summary>The cards of 入库管理: 待质检, 返修待质检, 待包装, 待入库 (records without bundles included), 已完成 (orders).</summary>
internal sealed record BoardAnswer(BoardCount ToInspect, BoardCount ToRecheck, BoardCount ToPack, BoardCount ToWarehouse, int CompletedOrders, long CompletedQuantity);

/// <summary>The reads of 入库管理 (console-pages 7).</summary>
internal static class ListInspections
{
    private const string Waiting = "waiting", Stored = "warehoused", Rejected = "unqualified", Taken = "reversed", Reversal = "reversal";

    /// <summary>GET /api/warehousing/inspections.</summary>
    public static async Task<Answer<PageOf<InspectionRow>>> HandleAsync(Fields fields, HttpContext context, HubDbContext db, FileLinks links, CancellationToken ct)
    {
        var user = context.User();
        var time = TenantTime.For(user.TimeZone);
        var page = PageRequest.Read(fields);
        var records = Matching(fields, user, time, db);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var found = await records.PageAsync(page, w => w, ct);
        return new PageOf<InspectionRow>(found.Total, found.Page, found.Size, await RowsAsync(found.Records, time, db, links, ct));
    }

    /// <summary>What a page shows of orders, bundles and styles beside the records: a fixed number of queries.</summary>
    private static async Task<IReadOnlyList<InspectionRow>> RowsAsync(IReadOnlyList<Warehousing> records, TenantTime time, HubDbContext db, FileLinks links, CancellationToken ct)
    {
        var (orderIds, bundleIds) = (records.Select(w => w.OrderId).Distinct().ToList(), records.Where(w => w.BundleId is not null).Select(w => w.BundleId!.Value).Distinct().ToList());
        var orders = await db.Set<ProductionOrder>().AsNoTracking().Where(o => orderIds.Contains(o.Id)).Select(o => new { o.Id, o.Status, o.CuttingQuantity, o.StyleId }).ToDictionaryAsync(o => o.Id, ct);
        var bundles = await db.Set<CuttingBundle>().AsNoTracking().Where(b => bundleIds.Contains(b.Id)).Select(b => new { b.Id, b.Quantity }).ToDictionaryAsync(b => b.Id, b => b.Quantity, ct);
        var files = await StyleFiles.ReadAsync([.. orders.Values.Where(o => o.StyleId is not null).Select(o => o.StyleId!.Value)], db, links, ct);
        return [.. records.Select(w =>
        {
            var (order, shown) = (orders[w.OrderId], files.Of(orders[w.OrderId].StyleId));
            return Row(w, time) with
            {
                ImageUrls = links.Links(w.ImageUrls), OrderStatus = order.Status, CoverLink = shown.CoverLink, AttachmentCount = shown.Count,
                CuttingQuantity = w.BundleId is { } bundle && bundles.TryGetValue(bundle, out var pieces) ? pieces : order.CuttingQuantity,
            };
        })];
    }

    /// <summary>The records that the reader's scope and the list's filters leave, in its order; also what an export writes.</summary>
    public static IQueryable<Warehousing> Matching(Fields fields, SignedInUser user, TenantTime time, HubDbContext db)
    {
        var (orderNo, number, styleNo) = (fields.Text("orderNo", 32), fields.Text("warehousingNo", 32), fields.Text("styleNo", 64));
        var (inspector, warehouse, keyword) = (fields.Text("inspector", 128), fields.Text("warehouse", 64), fields.Text("keyword", 64));
        var result = InspectionWords.ParseStatus(fields.OneOf("result", false, "qualified", "unqualified", "repaired"));
        var status = fields.OneOf("status", false, Waiting, Stored, Rejected, Taken, Reversal);
        var (from, to) = (ProductionFields.Moment(fields, "from", time, isEnd: false), ProductionFields.Moment(fields, "to", time, isEnd: true));
        var source = fields.OneOf("source", false, "CONSOLE", "OPENAPI");
        var records = Standing(Within(db, user), status);
        records = orderNo is not null ? records.Where(w => w.OrderNo == orderNo) : records;
        records = number is not null ? records.Where(w => w.WarehousingNo == number) : records;
        records = styleNo is not null ? records.Where(w => w.StyleNo == styleNo) : records;
        records = inspector is not null ? records.Where(w => w.InspectorName == inspector) : records;
        records = warehouse is not null ? records.Where(w => w.Warehouse == warehouse) : records;
        records = source is null ? records : records.Where(w => db.Set<ProductionOrder>().Any(o => o.Id == w.OrderId && o.SourceType == (source == "OPENAPI" ? OrderSourceType.OpenApi : OrderSourceType.Console)));
        records = result is { } wanted ? records.Where(w => w.QualityStatus == wanted) : records;
        records = keyword is not null ? records.Where(w => w.WarehousingNo.Contains(keyword) || w.OrderNo.Contains(keyword) || w.StyleNo.Contains(keyword)) : records;
        records = from is not null ? records.Where(w => w.InspectedAt >= from) : records;
        records = to is not null ? records.Where(w => w.InspectedAt < to) : records;
        return records.OrderByDescending(w => w.InspectedAt).ThenByDescending(w => w.Id);
    }

    /// <summary>GET /api/warehousing/board.</summary>
    public static async Task<Answer<BoardAnswer>> BoardAsync(HttpContext context, HubDbContext db, TenantSettings settings, CancellationToken ct)
    {
        var user = context.User();
        var reach = OrderReach.Of(user);
        var requiresScans = (await settings.ProductionAsync(db.FilterTenant, ct)).RequiresScans;
        async Task<BoardCount> CountAsync(string stage, System.Linq.Expressions.Expression<Func<CuttingBundle, int>> pieces)
        {
            var bundles = await BundleStages.ReadAsync(db, reach, stage, requiresScans, ct);
            return new BoardCount(await bundles.CountAsync(ct), await bundles.Select(pieces).SumAsync(p => (long)p, ct));
        }
        var bundled = await CountAsync("warehouse", b => b.QualifiedQuantity - b.WarehousedQuantity);
        var loose = Standing(Within(db, user), Waiting).Where(w => w.BundleId == null && db.Set<ProductionOrder>().Any(o => o.Id == w.OrderId && (o.Status == OrderStatus.Production || o.Status == OrderStatus.Completed)));
        var done = db.Set<ProductionOrder>().AsNoTracking().Where(reach.Filter(db)).Where(o => o.Status == OrderStatus.Completed);
        return new BoardAnswer(
            await CountAsync("inspect", b => b.Quantity - b.InspectedQuantity), await CountAsync("recheck", b => b.RepairDeclared), await CountAsync("pack", b => b.QualifiedQuantity),
            new BoardCount(bundled.Bundles + await loose.CountAsync(ct), bundled.Quantity + await loose.SumAsync(w => (long)w.QualifiedQuantity, ct)),
            await done.CountAsync(ct), await done.SumAsync(o => (long)o.CompletedQuantity, ct));
    }

    private static IQueryable<Warehousing> Within(HubDbContext db, SignedInUser user)
    {
        var reach = OrderReach.Of(user);
        return reach == OrderReach.Everything
            ? db.Set<Warehousing>().AsNoTracking()
            : db.Set<Warehousing>().AsNoTracking().Where(w => db.Set<ProductionOrder>().Where(reach.Filter(db)).Any(o => o.Id == w.OrderId));
    }

    private static IQueryable<Warehousing> Standing(IQueryable<Warehousing> records, string? status) => status switch
    {
        Waiting => records.Where(WarehousedPieces.Valid).Where(w => w.WarehousedAt == null && w.QualifiedQuantity > 0),
        Stored => records.Where(WarehousedPieces.Valid).Where(w => w.WarehousedAt != null),
        Rejected => records.Where(WarehousedPieces.Valid).Where(w => w.QualifiedQuantity == 0),
        Taken => records.Where(w => w.Reversed),
        Reversal => records.Where(w => w.ReversalOfId != null),
        _ => records,
    };

    public static InspectionRow Row(Warehousing w, TenantTime time)
    {
        var (status, name) = w.ReversalOfId is not null ? (Reversal, "冲销记录")
            : w.Reversed ? (Taken, "已冲销")
            : w.WarehousedAt is not null ? (Stored, "已入库")
            : w.QualifiedQuantity > 0 ? (Waiting, "待入库")
            : (Rejected, "无合格件");
        return new InspectionRow(
            w.Id, w.WarehousingNo, w.OrderId, w.OrderNo, w.StyleNo, w.StyleName, w.BundleId, w.BundleNo, w.Color, w.Size, w.InspectedQuantity, w.QualifiedQuantity,
            w.UnqualifiedQuantity, w.QualityStatus, w.DefectCategory, w.DefectCategory?.ChineseName(), w.DefectHandling, w.DefectRemark, w.ImageUrls, w.RecheckOfId, w.InspectorId,
            w.InspectorName, time.Local(w.InspectedAt), w.Warehouse, w.Location, time.Local(w.WarehousedAt), w.WarehousedBy, w.ReversalOfId, w.Reversed, status, name);
    }
}
