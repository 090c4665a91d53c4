using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Styles;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Stock;

/// <summary>How much more or less there is than the books say, and why.</summary>
/// <param name="StyleNo">With colour and size: which SKU. One that has no stock yet is made; its style must be known.</param>
/// <param name="Color">Colour.</param>
/// <param name="Size">Size.</param>
/// <param name="Delta">Pieces; not zero, negative takes away. Available pieces only.</param>
/// <param name="Reason">Needed.</param>
internal sealed record AdjustStockRequest(string StyleNo, string Color, string Size, int Delta, string Reason);

/// <summary>What a piece costs and is sold for.</summary>
internal sealed record PriceSkuRequest(decimal? CostPrice, decimal? SalesPrice, int? Version);

/// <summary>POST /api/warehousing/skus/adjust (盘点调整, administrators) and PUT /api/warehousing/skus/{id}/prices.</summary>
internal static class AdjustStock
{
    public static async Task<Answer<SkuRow>> HandleAsync(
        Fields fields, HttpContext context, StockLedger ledger, HubDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var user = context.User();
        var (styleNo, color, size) = (fields.Text("styleNo", 64, required: true), fields.Text("color", 32, required: true), fields.Text("size", 16, required: true));
        var delta = (int)(fields.Integer("delta", -1_000_000, 1_000_000, required: true) ?? 0);
        var reason = fields.Text("reason", 500, required: true, multiline: true);
        if (delta == 0 && fields.Rejected is null)
        {
            fields.Fail("delta", "不能为 0");
        }
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        if (user.FactoryId is not null)
        {
            return StockErrors.NotForFactories;
        }
        var time = TenantTime.For(user.TimeZone);
        var result = await db.CommitAsync<ProductSku>(async () =>
        {
            var skus = db.Set<ProductSku>().AsNoTracking().Where(s => s.StyleNo == styleNo && s.Color == color && s.Size == size);
            var style = await db.Set<Style>().Where(s => s.StyleNo == styleNo).Select(s => (long?)s.Id).FirstOrDefaultAsync(ct);
            if (style is null && !await skus.AnyAsync(ct))
            {
                return Refusal.Invalid("styleNo", $"款号“{styleNo}”不在款式库中，也没有库存");
            }
            var (day, refNo) = (time.Day(clock.UtcNow()), "");
            db.TakeNumber("AJ", day, number => refNo = string.Create(CultureInfo.InvariantCulture, $"AJ{day:yyyyMMdd}{number:D4}"));
            await db.SaveChangesAsync(ct);
            return await ledger.MoveAsync([new StockChange(style, styleNo!, color!, size!, MovementType.Adjust, delta, refNo, reason)], ct) is { } refusal
                ? refusal
                : await skus.FirstAsync(ct);
        }, ct);
        return result.IsRefused(out var refused) ? refused : ListSkus.Of(result.Value, null, time);
    }

    public static async Task<Answer<SkuRow>> PriceAsync(long id, Fields fields, HttpContext context, HubDbContext db, CancellationToken ct)
    {
        var user = context.User();
        var version = (int?)fields.Integer("version", 0, int.MaxValue);
        Change<decimal?> cost = new(fields.Has("costPrice"), fields.Number("costPrice", 2)), sales = new(fields.Has("salesPrice"), fields.Number("salesPrice", 2));
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        if (user.FactoryId is not null)
        {
            return StockErrors.NotForFactories;
        }
        var result = await db.CommitAsync<ProductSku>(async () =>
        {
            var sku = await db.Set<ProductSku>().FirstOrDefaultAsync(s => s.Id == id, ct);
            if (sku is null)
            {
                return StockErrors.SkuNotFound;
            }
            if (version is { } seen && seen != sku.Version)
            {
                return CommonErrors.Stale;
            }
            sku.Price(cost.Over(sku.CostPrice), sales.Over(sku.SalesPrice));
            return sku;
        }, ct);
        return result.IsRefused(out var refused) ? refused : ListSkus.Of(result.Value, null, TenantTime.For(user.TimeZone));
    }
}
