using Weft.Hub.Modules.Production.Orders;
using Weft.Hub.Modules.Production.Stock;

namespace Weft.Hub.Modules.Production.Quality;

/// <summary>What inspection records mean for the stock: qualified pieces when they are in the warehouse, scrapped ones as defects of their SKU.</summary>
internal static class Movements
{
    /// <param name="order">Whose goods.</param>
    /// <param name="records">Records of one number.</param>
    /// <param name="type">Inbound, or reversal with <paramref name="sign"/> -1.</param>
    /// <param name="sign">1, or -1 to take it back.</param>
    /// <param name="reason">Why it is taken back.</param>
    /// <param name="withDefects">False when only the warehouse is assigned: defects were counted with the inspection.</param>
    public static IReadOnlyList<StockChange> Of(
        ProductionOrder order, IReadOnlyList<Warehousing> records, MovementType type, int sign, string? reason, bool withDefects = true) =>
        [.. records.GroupBy(r => (r.Color, r.Size)).Select(sku => new StockChange(
            order.StyleId, order.StyleNo, sku.Key.Color, sku.Key.Size, type,
            sign * sku.Where(r => r.WarehousedAt is not null).Sum(r => r.QualifiedQuantity), records[0].WarehousingNo, reason,
            withDefects ? sign * sku.Sum(r => r.ScrappedPieces) : 0)).Where(c => c.Delta != 0 || c.DefectDelta != 0)];
}
