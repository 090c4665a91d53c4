using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Styles;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Stock;

/// <summary>One SKU; available is the stock without what is locked.</summary>
internal sealed record SkuRow(
    long SkuId, string SkuCode, long? StyleId, string StyleNo, string? StyleName, string Color, string Size, int StockQuantity, int LockedQuantity, int AvailableQuantity,
    int DefectQuantity, decimal? CostPrice, decimal? SalesPrice, DateTimeOffset UpdateTime, int Version);

/// <summary>One change of a stock.</summary>
internal sealed record MovementRow(
    long MovementId, string SkuCode, MovementType Type, int Delta, int Balance, string RefNo, string? Reason, string OperatorName, DateTimeOffset Time);

/// <summary>A SKU with the name of its style, as it is read.</summary>
internal sealed record NamedSku(ProductSku Sku, string? StyleName);

/// <summary>GET /api/warehousing/skus (库存管理) and /api/warehousing/movements (库存变动).</summary>
internal static class ListSkus
{
    public static async Task<Answer<PageOf<SkuRow>>> HandleAsync(Fields fields, HttpContext context, HubDbContext db, CancellationToken ct)
    {
        var user = context.User();
        var page = PageRequest.Read(fields);
        var rows = Matching(fields, db);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        if (Refused(user) is { } refusal)
        {
            return refusal;
        }
        var found = await rows.PageAsync(page, r => r, ct);
        var time = TenantTime.For(user.TimeZone);
        return new PageOf<SkuRow>(found.Total, found.Page, found.Size, [.. found.Records.Select(r => Of(r.Sku, r.StyleName, time))]);
    }

    public static async Task<Answer<PageOf<MovementRow>>> MovementsAsync(Fields fields, HttpContext context, HubDbContext db, CancellationToken ct)
    {
        var user = context.User();
        var time = TenantTime.For(user.TimeZone);
        var page = PageRequest.Read(fields);
        var rows = MatchingMovements(fields, time, db);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        if (Refused(user) is { } refusal)
        {
            return refusal;
        }
        var found = await rows.PageAsync(page, m => m, ct);
        return new PageOf<MovementRow>(found.Total, found.Page, found.Size, [.. found.Records.Select(m => Of(m, time))]);
    }

    /// <summary>The SKUs that the list's filters leave, in its order, with their styles' names; also what an export writes.</summary>
    public static IQueryable<NamedSku> Matching(Fields fields, HubDbContext db) =>
        Narrow(db.Set<ProductSku>().AsNoTracking(), fields).OrderBy(s => s.StyleNo).ThenBy(s => s.Color).ThenBy(s => s.Size)
            .Select(s => new NamedSku(s, db.Set<Style>().Where(style => style.StyleNo == s.StyleNo).Select(style => style.StyleName).FirstOrDefault()));

    /// <summary>The movements that the list's filters leave, in its order; also what an export writes.</summary>
    public static IQueryable<StockMovement> MatchingMovements(Fields fields, TenantTime time, HubDbContext db)
    {
        IQueryable<StockMovement> rows = db.Set<StockMovement>().AsNoTracking();
        rows = fields.Integer("skuId", min: 1) is { } sku ? rows.Where(m => m.SkuId == sku) : rows;
        rows = fields.Text("skuCode", 120) is { } code ? rows.Where(m => m.SkuCode == code) : rows;
        rows = fields.Text("refNo", 40) is { } refNo ? rows.Where(m => m.RefNo == refNo) : rows;
        rows = fields.OneOf("type", false, "INBOUND", "OUTBOUND", "REVERSAL", "ADJUST") switch
        {
            "INBOUND" => rows.Where(m => m.Type == MovementType.Inbound),
            "OUTBOUND" => rows.Where(m => m.Type == MovementType.Outbound),
            "REVERSAL" => rows.Where(m => m.Type == MovementType.Reversal),
            "ADJUST" => rows.Where(m => m.Type == MovementType.Adjust),
            _ => rows,
        };
        rows = ProductionFields.Moment(fields, "from", time, isEnd: false) is { } from ? rows.Where(m => m.Time >= from) : rows;
        rows = ProductionFields.Moment(fields, "to", time, isEnd: true) is { } to ? rows.Where(m => m.Time < to) : rows;
        return rows.OrderByDescending(m => m.Time).ThenByDescending(m => m.Id);
    }

    /// <summary>The stock is the tenant's, not a factory's (production-domain 2).</summary>
    public static Refusal? Refused(SignedInUser user) => user.FactoryId is null ? null : StockErrors.NotForFactories;

    public static MovementRow Of(StockMovement m, TenantTime time) =>
        new(m.Id, m.SkuCode, m.Type, m.Delta, m.Balance, m.RefNo, m.Reason, m.OperatorName, time.Local(m.Time));

    public static SkuRow Of(ProductSku s, string? styleName, TenantTime time) => new(
        s.Id, s.SkuCode, s.StyleId, s.StyleNo, styleName, s.Color, s.Size, s.StockQuantity, s.LockedQuantity, s.StockQuantity - s.LockedQuantity, s.DefectQuantity,
        Money.Rounded(s.CostPrice), Money.Rounded(s.SalesPrice), time.Local(s.UpdateTime), s.Version);

    public static IQueryable<ProductSku> Narrow(IQueryable<ProductSku> rows, Fields fields)
    {
        rows = fields.Text("skuCode", 120) is { } code ? rows.Where(s => s.SkuCode == code) : rows;
        rows = fields.Text("styleNo", 64) is { } style ? rows.Where(s => s.StyleNo == style) : rows;
        rows = fields.Text("color", 32) is { } color ? rows.Where(s => s.Color == color) : rows;
        // "size" is the page's.
        rows = fields.Text("garmentSize", 16) is { } size ? rows.Where(s => s.Size == size) : rows;
        rows = fields.OneOf("stock", false, "available", "defect", "locked") switch
        {
            "available" => rows.Where(s => s.StockQuantity > s.LockedQuantity),
            "defect" => rows.Where(s => s.DefectQuantity > 0),
            "locked" => rows.Where(s => s.LockedQuantity > 0),
            _ => rows,
        };
        return fields.Text("keyword", 64) is { } keyword ? rows.Where(s => s.SkuCode.Contains(keyword)) : rows;
    }
}
