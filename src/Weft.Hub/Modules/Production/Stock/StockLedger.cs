using Microsoft.EntityFrameworkCore;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Stock;

/// <summary>A change of one SKU's stock.</summary>
/// <param name="StyleId">The style, where the order is linked to one.</param>
/// <param name="StyleNo">With colour and size: which SKU.</param>
/// <param name="Color">Colour.</param>
/// <param name="Size">Size.</param>
/// <param name="Type">Why.</param>
/// <param name="Delta">Pieces that come (positive) or go.</param>
/// <param name="RefNo">Number of the document.</param>
/// <param name="Reason">Why, in words, where the command asks for them.</param>
/// <param name="DefectDelta">Pieces that were found bad; they are counted beside the stock.</param>
internal sealed record StockChange(
    long? StyleId, string StyleNo, string Color, string Size, MovementType Type, int Delta, string RefNo, string? Reason = null, int DefectDelta = 0);

/// <summary>The one way in which a stock changes (production-domain 3, 8).</summary>
internal sealed class StockLedger(HubDbContext db, Actor actor, TimeProvider clock)
{
    /// <summary>
    /// Moves all or none: refused (STATE) when a stock would go below zero or below what is locked. Call it in a unit of work, and hand its refusal on: that undoes
    /// what moved before it. Documents take their number first: save them, then call.
    /// </summary>
    public async Task<Refusal?> MoveAsync(IReadOnlyList<StockChange> changes, CancellationToken ct)
    {
        if (!db.InLane)
        {
            throw new InvalidOperationException("Stock moves in a unit of work: UnitAsync.");
        }
        var now = clock.UtcNow();
        // One order for everybody, so that two units that move the same SKUs never wait for each other in a circle.
        foreach (var change in changes.OrderBy(c => ProductSku.Code(c.StyleNo, c.Color, c.Size), StringComparer.Ordinal))
        {
            if (await MoveAsync(change, now, ct) is { } refusal)
            {
                return refusal;
            }
        }
        return null;
    }

    private async Task<Refusal?> MoveAsync(StockChange change, DateTime now, CancellationToken ct)
    {
        var code = ProductSku.Code(change.StyleNo, change.Color, change.Size);
        var sku = await FindAsync(change, ct);
        if (sku is null)
        {
            await AddAsync(change, code, now, ct);
            sku = await FindAsync(change, ct);
        }
        if (sku is not { } found)
        {
            // Another style's number, colour and size spell the same code: A-B + C is not A + B-C.
            return StockErrors.SkuCodeTaken.With(code);
        }
        var moved = await db.Set<ProductSku>()
            .Where(s => s.Id == found.Id && s.DefectQuantity + change.DefectDelta >= 0
                && (change.Delta >= 0 || s.StockQuantity - s.LockedQuantity + change.Delta >= 0))
            .ExecuteUpdateAsync(set => set
                .SetProperty(s => s.StockQuantity, s => s.StockQuantity + change.Delta)
                .SetProperty(s => s.DefectQuantity, s => s.DefectQuantity + change.DefectDelta)
                .SetProperty(s => s.StyleId, s => s.StyleId ?? change.StyleId)
                .SetProperty(s => s.UpdateTime, now), ct);
        // Read again: when it moved the row is this unit's, and when it did not, this is what there is.
        var after = (await FindAsync(change, ct))!.Value;
        if (moved == 0)
        {
            return after.Available + change.Delta < 0 && change.Delta < 0
                ? StockErrors.TooLittle.With(code, after.Available, -change.Delta)
                : StockErrors.TooFewDefects.With(code, after.Defect, -change.DefectDelta);
        }
        if (change.Delta != 0)
        {
            db.Add(new StockMovement(db.FilterTenant, after.Id, code, change, after.Stock, actor, now));
        }
        return null;
    }

    private async Task<SkuStock?> FindAsync(StockChange change, CancellationToken ct)
    {
        var found = await db.Set<ProductSku>().AsNoTracking()
            .Where(s => s.StyleNo == change.StyleNo && s.Color == change.Color && s.Size == change.Size)
            .Select(s => new { s.Id, s.StockQuantity, s.LockedQuantity, s.DefectQuantity }).FirstOrDefaultAsync(ct);
        return found is null ? null : new SkuStock(found.Id, found.StockQuantity, found.StockQuantity - found.LockedQuantity, found.DefectQuantity);
    }

    /// <summary>Another node may add it at the same moment: the index decides, and that is no error.</summary>
    private Task AddAsync(StockChange change, string code, DateTime now, CancellationToken ct) => db.Database.ExecuteSqlAsync($"""
        INSERT INTO product_skus (id, tenant_id, sku_code, style_id, style_no, color, size, stock_quantity, locked_quantity, defect_quantity,
            create_time, update_time, created_by_id, created_by_name, version)
        VALUES ({db.NextId()}, {db.FilterTenant}, {code}, {change.StyleId}, {change.StyleNo}, {change.Color}, {change.Size}, 0, 0, 0,
            {now}, {now}, {actor.UserId}, {actor.Name}, 0)
        ON CONFLICT DO NOTHING
        """, ct);

    private readonly record struct SkuStock(long Id, int Stock, int Available, int Defect);
}
