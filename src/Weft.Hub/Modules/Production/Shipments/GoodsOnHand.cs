using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Reconciliations;
using Weft.Hub.Modules.Production.Stock;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Production.Shipments;

/// <summary>Finds the SKUs that a document names, and prices them.</summary>
internal static class GoodsOnHand
{
    /// <summary>A price that is further away than this from the order's needs a reason (console-pages 8).</summary>
    private const decimal UsualDeviation = 0.10m;

    public static async Task<Result<OutstockGoods>> GatherAsync(HubDbContext db, BookOutstockCommand command, ProductionOrder? order, CancellationToken ct)
    {
        var codes = command.Items.Select(i => CodeOf(i, order)).ToList();
        var skus = await db.Set<ProductSku>().AsNoTracking().Where(s => codes.Contains(s.SkuCode))
            .Select(s => new { s.SkuCode, s.StyleNo, s.Color, s.Size, s.CostPrice, s.SalesPrice }).ToDictionaryAsync(s => s.SkuCode, StringComparer.Ordinal, ct);
        var price = order is null ? null : await OrderPrice.FindAsync(db, order, ct);
        List<PricedPieces> pieces = [];
        List<FieldError> errors = [];
        for (var i = 0; i < codes.Count; i++)
        {
            var (item, sku) = (command.Items[i], skus.GetValueOrDefault(codes[i]));
            if (sku is null || (order is not null && sku.StyleNo != order.StyleNo))
            {
                errors.Add(new FieldError($"items[{i}]", order is null ? $"SKU“{codes[i]}”不存在" : $"SKU“{codes[i]}”没有该订单款号 {order.StyleNo} 的库存"));
                continue;
            }
            if (pieces.Exists(p => p.SkuCode == sku.SkuCode))
            {
                errors.Add(new FieldError($"items[{i}]", $"SKU“{sku.SkuCode}”重复"));
                continue;
            }
            var usual = price ?? sku.SalesPrice;
            if (item.SalesPrice is { } given && usual > 0 && Math.Abs(given - usual.Value) > usual.Value * UsualDeviation && string.IsNullOrWhiteSpace(command.Reason))
            {
                return ShipmentErrors.PriceNeedsReason(i, given, usual.Value);
            }
            pieces.Add(new PricedPieces(sku.SkuCode, sku.StyleNo, sku.Color, sku.Size, item.Quantity, item.SalesPrice ?? usual, sku.CostPrice));
        }
        if (errors.Count > 0)
        {
            return Refusal.Invalid([.. errors]);
        }
        var styles = pieces.Select(p => p.StyleNo).Distinct(StringComparer.Ordinal).ToList();
        // A document without an order may hold several styles; its items say which.
        return new OutstockGoods(order?.Id, order?.OrderNo, order?.StyleNo ?? (styles is [var only] ? only : ""), order?.StyleName ?? "", pieces);
    }

    private static string CodeOf(OutstockItemInput item, ProductionOrder? order) =>
        item.SkuCode ?? ProductSku.Code(order?.StyleNo ?? "", item.Color ?? "", item.Size ?? "");
}
