using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.PartnerApi.Functions;
using Weft.Hub.Modules.PartnerApi.Master;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.PartnerApi.Documents;

/// <summary>A quantity of a product that comes to a place (positive) or leaves it.</summary>
internal sealed record StockMove(WarehouseFacts Warehouse, Bin Bin, Product Product, string Status, decimal Delta)
{
    public string Lot { get; init; } = "";
    public DateOnly? ProducedOn { get; init; }

    public StockKey Key => new(Warehouse.Id, Bin.Id, Product.Material!.Id, Lot, ProducedOn ?? DateOnly.MinValue, Status);
}

/// <summary>
/// Moves stock for a whole request: loaded once, decided in memory document by document, written once. Materials are kept here; finished goods go through Production's
/// ledger, in whole pieces. One request of a tenant moves at a time, on whichever node, so what was read stays true.
/// </summary>
internal sealed class StockBook(HubDbContext db, GoodsCatalogue goods, TimeProvider clock)
{
    public const string Normal = "正常";
    public const string Damaged = "破损";

    private const long LockSpace = 0x57_65_66_74_0000_0000;

    private readonly Dictionary<StockKey, MaterialStock> stocks = [];
    private readonly Dictionary<long, (int Available, int Defect)> pieces = [];
    private readonly List<GoodsMove> goodsMoves = [];

    /// <summary>Nobody else of the tenant moves stock until the unit ends. Whoever reads documents in order to move by them holds it first.</summary>
    public async Task HoldAsync(CancellationToken ct)
    {
        if (db.IsPostgres)
        {
            await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({LockSpace ^ db.FilterTenant})", ct);
        }
    }

    public async Task LoadAsync(IEnumerable<StockMove> moves, CancellationToken ct)
    {
        await HoldAsync(ct);
        var known = moves.Where(m => m.Product.Material is not null).Select(m => m.Key).Distinct().ToList();
        long[] materials = [.. known.Select(k => k.MaterialId).Distinct()], bins = [.. known.Select(k => k.BinId).Distinct()];
        foreach (var stock in await db.Set<MaterialStock>().Where(s => EF.Parameter(materials).Contains(s.MaterialId) && EF.Parameter(bins).Contains(s.BinId)).ToListAsync(ct))
        {
            stocks[stock.Key] = stock;
        }
    }

    /// <summary>A document's moves, where those that go without naming a lot are taken from the oldest lots. What is nowhere stays as it was asked, and will be refused.</summary>
    public IReadOnlyList<StockMove> FromOldest(IReadOnlyList<StockMove> moves)
    {
        List<StockMove> result = [];
        var taken = new Dictionary<StockKey, decimal>();
        foreach (var move in moves)
        {
            var wanted = -move.Delta;
            if (wanted <= 0 || move.Product.Material is null || move.Lot.Length > 0 || move.ProducedOn is not null)
            {
                result.Add(move);
                continue;
            }
            var there = stocks.Values.Where(s => s.Key.WarehouseId == move.Key.WarehouseId && s.Key.BinId == move.Key.BinId && s.Key.MaterialId == move.Key.MaterialId && s.Key.Status == move.Status);
            List<StockMove> parts = [];
            foreach (var key in there.OrderBy(s => s.Key.ProducedOn).ThenBy(s => s.Key.Lot, StringComparer.Ordinal).Select(s => s.Key))
            {
                var part = Math.Min(wanted, stocks[key].Quantity - taken.GetValueOrDefault(key));
                if (part > 0)
                {
                    parts.Add(move with { Delta = -part, Lot = key.Lot, ProducedOn = key.ProducedOn == DateOnly.MinValue ? null : key.ProducedOn });
                    (taken[key], wanted) = (taken.GetValueOrDefault(key) + part, wanted - part);
                }
            }
            // A warehouse that may not go below zero refuses the whole of it, and says how much was asked.
            result.AddRange(wanted == 0 ? parts : move.Warehouse.Profile.AllowsNegative ? parts.Append(move with { Delta = -wanted }) : [move]);
        }
        return result;
    }

    /// <summary>Moves all of a document or nothing of it: why not, or null.</summary>
    public string? TryMove(IReadOnlyList<StockMove> moves, string refNo, string? reason)
    {
        var (wanted, wantedPieces) = (new Dictionary<StockKey, decimal>(), new Dictionary<long, (int Good, int Bad)>());
        foreach (var move in moves)
        {
            if (move.Product.Good is { } good)
            {
                var sum = wantedPieces.GetValueOrDefault(good.SkuId);
                wantedPieces[good.SkuId] = move.Status == Damaged ? (sum.Good, sum.Bad + (int)move.Delta) : (sum.Good + (int)move.Delta, sum.Bad);
                var (available, defect) = pieces.GetValueOrDefault(good.SkuId, (good.Available, good.Defect));
                var (comes, bad) = wantedPieces[good.SkuId];
                // Production's stock never goes below zero, whatever the warehouse allows.
                if ((comes < 0 && available + comes < 0) || (bad < 0 && defect + bad < 0))
                {
                    return TooLittle(move, move.Status == Damaged ? defect : available);
                }
                continue;
            }
            var key = move.Key;
            wanted[key] = wanted.GetValueOrDefault(key) + move.Delta;
            var there = stocks.GetValueOrDefault(key)?.Quantity ?? 0;
            if (move.Delta < 0 && there + wanted[key] < 0 && !move.Warehouse.Profile.AllowsNegative)
            {
                return TooLittle(move, there);
            }
        }
        Keep(moves, refNo, reason);
        return null;
    }

    /// <summary>Writes what was moved of finished goods; materials are written with the context's next save.</summary>
    public async Task ApplyAsync(CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        // Another node may have shipped what was there when this request began: then nothing of it happened, and it is processed again.
        if (goodsMoves.Count > 0 && await goods.MoveAsync(goodsMoves, ct) is { } refused)
        {
            throw new StockMovedException(refused.Message);
        }
    }

    private void Keep(IReadOnlyList<StockMove> moves, string refNo, string? reason)
    {
        var now = clock.UtcNow();
        foreach (var move in moves)
        {
            if (move.Product.Good is { } good)
            {
                var isBad = move.Status == Damaged;
                var (available, defect) = pieces.GetValueOrDefault(good.SkuId, (good.Available, good.Defect));
                pieces[good.SkuId] = isBad ? (available, defect + (int)move.Delta) : (available + (int)move.Delta, defect);
                goodsMoves.Add(new GoodsMove(good, isBad ? 0 : (int)move.Delta, isBad ? (int)move.Delta : 0, refNo, reason));
                continue;
            }
            if (!stocks.TryGetValue(move.Key, out var stock))
            {
                stocks[move.Key] = stock = new MaterialStock(db.FilterTenant, move.Key);
                db.Add(stock);
            }
            stock.Move(move.Delta);
            db.Add(new MaterialMovement(stock, move.Delta, refNo, now));
        }
    }

    private static string TooLittle(StockMove move, decimal there) =>
        $"库存不足：{move.Product.Code} {move.Bin.Code} {move.Status} 现有 {FieldNode.Plain(there)}，需要 {FieldNode.Plain(-move.Delta)}";
}

/// <summary>What was read of the stock is no longer so; the request is taken up again.</summary>
internal sealed class StockMovedException(string message) : Exception(message);
