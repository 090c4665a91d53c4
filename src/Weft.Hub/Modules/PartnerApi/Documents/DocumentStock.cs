using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.PartnerApi.Master;
using Weft.Hub.Modules.Production;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.PartnerApi.Documents;

/// <summary>Which half of a document moves: what leaves a place, or what arrives at one. Documents with one half have the second.</summary>
internal enum StockHalf
{
    Leaves,
    Arrives,
}

/// <summary>What a line of a transfer or an attribute change holds beyond its columns.</summary>
internal sealed record LineMore
{
    /// <summary>How much left the source, as it was confirmed.</summary>
    public decimal? LeftQuantity { get; init; }
    public string? LotTo { get; init; }
    public DateOnly? ProducedOnTo { get; init; }
    public string? StatusTo { get; init; }

    /// <summary>Of a count: what the books said.</summary>
    public decimal? Book { get; init; }
    public decimal? Counted { get; init; }

    public static LineMore Of(PartnerDocumentLine line) => line.More is { } json ? JsonSerializer.Deserialize<LineMore>(json) ?? new LineMore() : new LineMore();

    public string Json() => JsonSerializer.Serialize(this);
}

/// <summary>
/// Tells from documents what they move of the stock, and moves it: creating, completing, confirming and reversing have one account of it. Loads for all documents of a
/// request at once.
/// </summary>
internal sealed class DocumentStock(HubDbContext db, References references, GoodsCatalogue goods, StockBook stock)
{
    private const string Unusable = "仓库、库位或产品已停用";

    private Dictionary<long, WarehouseFacts> warehouses = [];
    private Dictionary<long, Bin> bins = [];
    private Dictionary<long, Material> materials = [];
    private Dictionary<string, FinishedGood> finished = [];
    private ILookup<string, (StockKey Key, decimal Delta)> moved = Array.Empty<(StockKey, decimal)>().ToLookup(_ => "");

    public async Task LoadAsync(IReadOnlyList<PartnerDocument> documents, CancellationToken ct)
    {
        List<PartnerDocumentLine> lines = [.. documents.SelectMany(d => d.Lines)];
        warehouses = (await references.WarehousesAsync(ct)).ToDictionary(w => w.Id);
        long[] binIds = [.. lines.SelectMany(l => new[] { l.BinId, l.BinToId }).OfType<long>().Distinct()];
        bins = await db.Set<Bin>().AsNoTracking().Where(b => EF.Parameter(binIds).Contains(b.Id)).ToDictionaryAsync(b => b.Id, ct);
        long[] materialIds = [.. lines.Select(l => l.MaterialId).OfType<long>().Distinct()];
        materials = await db.Set<Material>().AsNoTracking().Where(m => EF.Parameter(materialIds).Contains(m.Id)).ToDictionaryAsync(m => m.Id, ct);
        string[] codes = [.. lines.Where(l => l.MaterialId is null).Select(l => l.ProductCode).OfType<string>().Distinct(StringComparer.Ordinal)];
        finished = codes.Length == 0 ? [] : (await goods.FindAsync(codes, ct)).ToDictionary(g => g.Code, StringComparer.Ordinal);
        await stock.LoadAsync(documents.SelectMany(d => (Moves(d, StockHalf.Leaves) ?? []).Concat(Moves(d, StockHalf.Arrives) ?? [])), ct);
    }

    /// <summary>What the documents moved of materials so far, lot by lot: going back is going back there.</summary>
    public async Task LoadMovedAsync(IEnumerable<PartnerDocument> documents, CancellationToken ct)
    {
        string[] numbers = [.. documents.Select(d => d.DocumentNo)];
        var found = await (
            from movement in db.Set<MaterialMovement>().AsNoTracking()
            join place in db.Set<MaterialStock>() on movement.StockId equals place.Id
            where EF.Parameter(numbers).Contains(movement.RefNo)
            select new { movement.RefNo, movement.Delta, place.WarehouseId, place.BinId, place.MaterialId, place.Lot, place.ProducedOn, place.Status }).ToListAsync(ct);
        moved = found.ToLookup(f => f.RefNo, f => (new StockKey(f.WarehouseId, f.BinId, f.MaterialId, f.Lot, f.ProducedOn, f.Status), f.Delta), StringComparer.Ordinal);
    }

    /// <summary>Moves halves of the document; all of it or nothing: why not, or null.</summary>
    public string? TryMove(PartnerDocument document, params ReadOnlySpan<StockHalf> halves)
    {
        List<StockMove> moves = [];
        foreach (var half in halves)
        {
            if (Moves(document, half) is not { } some)
            {
                return Unusable;
            }
            moves.AddRange(some.Where(m => m.Delta != 0));
        }
        // What trade takes without naming a lot comes from the oldest ones.
        return stock.TryMove(document.Kind is "020" or "060" ? stock.FromOldest(moves) : moves, document.DocumentNo, document.Description);
    }

    /// <summary>Everything that the document moved, back again; all of it or nothing: why not, or null.</summary>
    public string? TryMoveBack(PartnerDocument document)
    {
        List<StockMove> moves = [];
        foreach (var (key, delta) in moved[document.DocumentNo].GroupBy(m => m.Key).Select(g => (g.Key, g.Sum(m => m.Delta))).Where(m => m.Item2 != 0))
        {
            if (warehouses.GetValueOrDefault(key.WarehouseId) is not { } warehouse || bins.GetValueOrDefault(key.BinId) is not { } bin || materials.GetValueOrDefault(key.MaterialId) is not { } material)
            {
                return Unusable;
            }
            moves.Add(new StockMove(warehouse, bin, Of(material), key.Status, -delta) { Lot = key.Lot, ProducedOn = key.ProducedOn == DateOnly.MinValue ? null : key.ProducedOn });
        }
        if (Moves(document, StockHalf.Leaves) is not { } left || Moves(document, StockHalf.Arrives) is not { } arrived)
        {
            return Unusable;
        }
        moves.AddRange(left.Concat(arrived).Where(m => m.Product.Good is not null && m.Delta != 0).Select(m => m with { Delta = -m.Delta }));
        return stock.TryMove(moves, document.DocumentNo, document.Description);
    }

    /// <summary>Null when a place or a product of it can not be used any more.</summary>
    private List<StockMove>? Moves(PartnerDocument document, StockHalf half)
    {
        List<StockMove> moves = [];
        foreach (var line in document.Lines)
        {
            if (Delta(document, half, line) is not { } delta)
            {
                continue;
            }
            var isTo = half == StockHalf.Arrives && document.Kind is ("140" or "150");
            if (Product(line) is not { } product || (isTo ? line.BinToId : line.BinId) is not { } binId || bins.GetValueOrDefault(binId) is not { } bin
                || warehouses.GetValueOrDefault(bin.WarehouseId) is not { } warehouse)
            {
                return null;
            }
            if (document.Kind == "070" && Lots(line, delta) is { Count: > 0 } lots)
            {
                moves.AddRange(lots.Select(l => new StockMove(warehouse, bin, product, l.Status, l.Quantity) { Lot = l.Lot, ProducedOn = l.ProducedOn }));
                continue;
            }
            var more = document.Kind == "150" && isTo ? LineMore.Of(line) : new LineMore { LotTo = line.Lot, ProducedOnTo = line.ProducedOn, StatusTo = line.InventoryStatus };
            moves.Add(new StockMove(warehouse, bin, product, more.StatusTo ?? StockBook.Normal, delta) { Lot = more.LotTo ?? "", ProducedOn = more.ProducedOnTo });
        }
        return moves;
    }

    /// <summary>Something of it is in stock, or will be.</summary>
    public static bool HasMoves(PartnerDocument document) =>
        document.Lines.Any(l => Delta(document, StockHalf.Leaves, l) is not null || Delta(document, StockHalf.Arrives, l) is not null);

    /// <summary>The lots that a line of a receipt came in; what was confirmed beyond or below them is the last one's.</summary>
    private static List<(string Lot, DateOnly? ProducedOn, string Status, decimal Quantity)> Lots(PartnerDocumentLine line, decimal total)
    {
        List<(string Lot, DateOnly? ProducedOn, string Status, decimal Quantity)> lots = [];
        var kept = line.More is { } json ? JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? [] : [];
        var rest = total;
        for (var n = 1; kept.TryGetValue($"attr{n}", out var text); n++)
        {
            var row = JsonSerializer.Deserialize<Dictionary<string, string>>(text) ?? [];
            var isLast = !kept.ContainsKey($"attr{n + 1}");
            var quantity = isLast ? rest : Math.Min(rest, decimal.Parse(row["attrMovementQty"], NumberStyles.Number, CultureInfo.InvariantCulture));
            DateOnly? made = row.TryGetValue("dateProduction", out var day) ? DateOnly.Parse(day, CultureInfo.InvariantCulture) : null;
            lots.Add((row.GetValueOrDefault("lot", ""), made, row.GetValueOrDefault("invStatus_Name", StockBook.Normal), quantity));
            rest -= quantity;
        }
        return lots;
    }

    /// <summary>How much the half of a line moves; null when the kind moves nothing with it.</summary>
    private static decimal? Delta(PartnerDocument document, StockHalf half, PartnerDocumentLine line) => (document.Kind, half) switch
    {
        ("140", StockHalf.Leaves) => -(LineMore.Of(line).LeftQuantity ?? line.Quantity),
        ("140", StockHalf.Arrives) => line.DoneQuantity ?? line.Quantity,
        ("150", StockHalf.Leaves) => -line.Quantity,
        ("150", StockHalf.Arrives) => line.Quantity,
        ("170", StockHalf.Arrives) => line.Quantity,
        // What was counted against the books.
        ("260", StockHalf.Arrives) => LineMore.Of(line) is { Counted: { } counted, Book: { } book } ? counted - book : null,
        ("060", StockHalf.Arrives) when line.BinId is not null => -Math.Abs(line.Quantity),
        ("020", StockHalf.Arrives) when line.BinId is not null && !IsRefundOnly(document) => -Math.Abs(line.Quantity),
        ("050", StockHalf.Arrives) when line.BinId is not null && !IsRefundOnly(document) => Math.Abs(line.Quantity),
        ("070", StockHalf.Arrives) when line.BinId is not null => line.DoneQuantity ?? line.Quantity,
        _ => null,
    };

    /// <summary>A return of money alone moves no goods.</summary>
    private static bool IsRefundOnly(PartnerDocument document) =>
        document.More is { } json && (JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? []).GetValueOrDefault("returnType_Text") == "仅退款";

    private static Product Of(Material material) => new(material.Code, material.Name, material.Uom, material, null);

    private Product? Product(PartnerDocumentLine line) => line.MaterialId is { } id
        ? materials.GetValueOrDefault(id) is { } material ? Of(material) : null
        : finished.GetValueOrDefault(line.ProductCode ?? "") is { } good ? new Product(good.Code, good.Name, "件", null, good) : null;
}
