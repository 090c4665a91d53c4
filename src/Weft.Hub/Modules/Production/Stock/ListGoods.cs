using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Quality;
using Weft.Hub.Modules.Production.Shipments;
using Weft.Hub.Modules.Production.Styles;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Files;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Stock;

/// <summary>One colour and size of an order's goods. Available is what is left of the order, as far as the SKU has it.</summary>
public sealed record GoodsSize(
    string SkuCode, string Color, string Size, int StoredQuantity, int OutQuantity, int AvailableQuantity, int LockedQuantity, int DefectQuantity, string? Warehouse, string? Location);

/// <summary>What came in last.</summary>
public sealed record GoodsInbound(string WarehousingNo, DateTimeOffset Time, string OperatorName, int Quantity, string? Warehouse, string? Location);

/// <summary>The goods of one order (console-pages 8); stored = in stock + out.</summary>
public sealed record GoodsRow(
    long OrderId, string OrderNo, string StyleNo, string StyleName, string? CoverLink, int StoredQuantity, int OutQuantity, int AvailableQuantity, int LockedQuantity, int DefectQuantity,
    IReadOnlyList<GoodsSize> Sizes, int InboundCount, GoodsInbound? LastInbound)
{
    public int StockQuantity => StoredQuantity - OutQuantity;
}

/// <summary>GET /api/warehousing/goods: the stock by order and style, grouped here and not in the browser (C5); a page takes a fixed number of queries.</summary>
internal static class ListGoods
{
    public static async Task<Answer<PageOf<GoodsRow>>> HandleAsync(Fields fields, HttpContext context, HubDbContext db, FileLinks links, CancellationToken ct)
    {
        var user = context.User();
        var time = TenantTime.For(user.TimeZone);
        var page = PageRequest.Read(fields);
        var orders = Matching(fields, user, time, db);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        if (ListSkus.Refused(user) is { } refusal)
        {
            return refusal;
        }
        var found = await orders.PageAsync(page, o => o, ct);
        return new PageOf<GoodsRow>(found.Total, found.Page, found.Size, await RowsAsync(found.Records, time, db, links, ct));
    }

    /// <summary>GET /api/warehousing/goods/summary: the SKUs of the styles of whatever the list's filters match.</summary>
    public static async Task<Answer<StockSummaryAnswer>> SummaryAsync(Fields fields, HttpContext context, HubDbContext db, CancellationToken ct)
    {
        var user = context.User();
        var orders = Matching(fields, user, TenantTime.For(user.TimeZone), db);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        return ListSkus.Refused(user) is { } refusal ? refusal
            : await StockSummary.OfAsync(db.Set<ProductSku>().AsNoTracking().Where(s => orders.Any(o => o.StyleNo == s.StyleNo)), ct);
    }

    /// <summary>Orders with goods in the warehouse, now or before, that the filters leave; also what an export writes.</summary>
    public static IQueryable<ProductionOrder> Matching(Fields fields, SignedInUser user, TenantTime time, HubDbContext db)
    {
        var (orderNo, styleNo, keyword) = (fields.Text("orderNo", 32), fields.Text("styleNo", 64), fields.Text("keyword", 64));
        var (warehouse, stock) = (fields.Text("warehouse", 64), fields.OneOf("stock", false, "available", "defect"));
        var (from, to) = (ProductionFields.Moment(fields, "from", time, isEnd: false), ProductionFields.Moment(fields, "to", time, isEnd: true));
        var stored = db.Set<Warehousing>().Where(WarehousedPieces.Valid).Where(w => w.WarehousedAt != null);
        var gone = db.Set<Outstock>().Where(x => !x.Reversed && x.ReversalOfId == null);
        var orders = db.Set<ProductionOrder>().AsNoTracking().Where(OrderReach.Of(user).Filter(db)).Where(o => o.CompletedQuantity > 0);
        orders = orderNo is null ? orders : orders.Where(o => o.OrderNo == orderNo);
        orders = styleNo is null ? orders : orders.Where(o => o.StyleNo == styleNo);
        orders = warehouse is null ? orders : orders.Where(o => stored.Any(w => w.OrderId == o.Id && w.Warehouse == warehouse));
        orders = from is null && to is null ? orders
            : orders.Where(o => stored.Any(w => w.OrderId == o.Id && (from == null || w.WarehousedAt >= from) && (to == null || w.WarehousedAt < to)));
        orders = stock switch
        {
            "available" => orders.Where(o => o.CompletedQuantity > gone.Where(x => x.OrderId == o.Id).Sum(x => x.TotalQuantity)),
            "defect" => orders.Where(o => db.Set<Warehousing>().Where(WarehousedPieces.Valid).Any(w => w.OrderId == o.Id && w.DefectHandling == DefectHandling.Scrap)),
            _ => orders,
        };
        orders = keyword is null ? orders
            : orders.Where(o => o.OrderNo.Contains(keyword) || o.StyleNo.Contains(keyword) || db.Set<ProductSku>().Any(s => s.StyleNo == o.StyleNo && s.SkuCode.Contains(keyword)));
        return orders.OrderByDescending(o => o.CreateTime).ThenByDescending(o => o.Id);
    }

    public static async Task<IReadOnlyList<GoodsRow>> RowsAsync(IReadOnlyList<ProductionOrder> orders, TenantTime time, HubDbContext db, FileLinks links, CancellationToken ct)
    {
        var (ids, styleNos) = (orders.Select(o => o.Id).ToList(), orders.Select(o => o.StyleNo).Distinct().ToList());
        var records = db.Set<Warehousing>().AsNoTracking().Where(WarehousedPieces.Valid).Where(w => ids.Contains(w.OrderId));
        var stored = (await records.GroupBy(w => new { w.OrderId, w.Color, w.Size }).Select(g => new Pieces(
            g.Key.OrderId, g.Key.Color, g.Key.Size, g.Sum(w => w.WarehousedAt != null ? w.QualifiedQuantity : 0), g.Sum(w => w.DefectHandling == DefectHandling.Scrap ? w.UnqualifiedQuantity : 0),
            g.Max(w => w.Warehouse), g.Max(w => w.Location))).ToListAsync(ct)).ToLookup(p => p.OrderId);
        var gone = (await db.Set<Outstock>().AsNoTracking().Where(x => x.OrderId != null && ids.Contains(x.OrderId.Value) && !x.Reversed && x.ReversalOfId == null)
            .SelectMany(x => x.Items, (x, i) => new { x.OrderId, i.Color, i.Size, i.Quantity }).GroupBy(i => new { i.OrderId, i.Color, i.Size })
            .Select(g => new { g.Key, Pieces = g.Sum(i => i.Quantity) }).ToListAsync(ct)).ToDictionary(g => (g.Key.OrderId!.Value, g.Key.Color, g.Key.Size), g => g.Pieces);
        var skus = (await db.Set<ProductSku>().AsNoTracking().Where(s => styleNos.Contains(s.StyleNo)).ToListAsync(ct)).ToDictionary(s => (s.StyleNo, s.Color, s.Size));
        var inbound = records.Where(w => w.WarehousedAt != null);
        var counts = await inbound.GroupBy(w => w.OrderId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var last = (await inbound.Where(w => !inbound.Any(v => v.OrderId == w.OrderId && (v.WarehousedAt > w.WarehousedAt || (v.WarehousedAt == w.WarehousedAt && v.Id > w.Id)))).ToListAsync(ct))
            .ToDictionary(w => w.OrderId);
        var files = await StyleFiles.ReadAsync([.. orders.Where(o => o.StyleId is not null).Select(o => o.StyleId!.Value)], db, links, ct);
        return [.. orders.Select(o =>
        {
            List<GoodsSize> sizes = [.. stored[o.Id].Where(p => p.Stored > 0 || p.Defect > 0).OrderBy(p => p.Color, StringComparer.Ordinal).ThenBy(p => p.Size, StringComparer.Ordinal)
                .Select(p => Size(o, p, gone.GetValueOrDefault((o.Id, p.Color, p.Size)), skus.GetValueOrDefault((o.StyleNo, p.Color, p.Size))))];
            return new GoodsRow(
                o.Id, o.OrderNo, o.StyleNo, o.StyleName, files.Of(o.StyleId).CoverLink, sizes.Sum(s => s.StoredQuantity), sizes.Sum(s => s.OutQuantity), sizes.Sum(s => s.AvailableQuantity),
                sizes.Sum(s => s.LockedQuantity), sizes.Sum(s => s.DefectQuantity), sizes, counts.GetValueOrDefault(o.Id),
                last.TryGetValue(o.Id, out var w)
                    ? new GoodsInbound(w.WarehousingNo, time.Local(w.WarehousedAt!.Value), w.WarehousedBy ?? w.InspectorName, w.QualifiedQuantity, w.Warehouse, w.Location) : null);
        })];
    }

    private static GoodsSize Size(ProductionOrder order, Pieces pieces, int gone, ProductSku? sku) => new(
        sku?.SkuCode ?? ProductSku.Code(order.StyleNo, pieces.Color, pieces.Size), pieces.Color, pieces.Size, pieces.Stored, gone,
        Math.Clamp(pieces.Stored - gone, 0, Math.Max(0, (sku?.StockQuantity ?? 0) - (sku?.LockedQuantity ?? 0))), sku?.LockedQuantity ?? 0, pieces.Defect, pieces.Warehouse, pieces.Location);

    private sealed record Pieces(long OrderId, string Color, string Size, int Stored, int Defect, string? Warehouse, string? Location);
}
