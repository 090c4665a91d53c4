using System.Text.Json;

namespace Weft.Proof.States;

/// <summary>Reads everything that the Hub says of a cell, and compares it with what the books say, in the same words.</summary>
internal sealed class CellReader(StatesHub hub)
{
    /// <summary>What is read of an order and its style, line by line; the numbers of statements that were opened silently become known.</summary>
    public async Task<(SortedSet<string> Lines, ILookup<string, string> Statements)> ReadAsync(CellBooks books, bool withMovements)
    {
        SortedSet<string> lines = new(StringComparer.Ordinal);
        List<(string Order, string Number)> statements = [];
        foreach (var order in books.Orders)
        {
            var said = await hub.ReadAsync("/api/production/orders/" + order.Number);
            lines.Add(CellBooks.Said($"order {order.Number} {Text(said, "status")} ordered {Int(said, "orderQuantity")} cut {Int(said, "cuttingQuantity")} in {Int(said, "cuttingBundleCount")} stored {Int(said, "completedQuantity")} shipped {Int(said, "shippedQuantity")}"));
            foreach (var b in await hub.ListAsync($"/api/production/cutting/bundles?orderNo={order.Number}"))
            {
                lines.Add(CellBooks.Said($"bundle {b.GetProperty("bundleId").GetInt64()} {Text(b, "status")} {Int(b, "quantity")}: inspected {Int(b, "inspectedQuantity")} good {Int(b, "qualifiedQuantity")} waiting {Int(b, "repairQuantity")} declared {Int(b, "repairedWaitingQuantity")} scrapped {Int(b, "scrappedQuantity")} stored {Int(b, "warehousedQuantity")}"));
            }
            foreach (var s in await hub.ListAsync($"/api/finance/reconciliations?orderNo={order.Number}"))
            {
                statements.Add((order.Number, Text(s, "reconciliationNo")!));
                lines.Add(CellBooks.Said($"statement {Text(s, "reconciliationNo")} {Text(s, "status")} {Int(s, "quantity")} pieces {Money(s, "totalAmount"):0.00} less {Money(s, "deductionAmount"):0.00} is {Money(s, "finalAmount"):0.00}"));
            }
        }
        foreach (var sku in await hub.ListAsync($"/api/warehousing/skus?styleNo={books.Style}"))
        {
            lines.Add(CellBooks.Said($"stock {Text(sku, "color")}{Text(sku, "size")} {Int(sku, "stockQuantity")} bad {Int(sku, "defectQuantity")}"));
            if (withMovements)
            {
                var moves = await hub.ListAsync($"/api/warehousing/movements?skuCode={Uri.EscapeDataString(Text(sku, "skuCode")!)}");
                lines.Add(CellBooks.Said($"moved {Text(sku, "color")}{Text(sku, "size")} {moves.Sum(m => Int(m, "delta"))} lowest {(moves.Any(m => Int(m, "balance") < 0) ? "below zero" : "not below zero")}"));
            }
        }
        return (lines, statements.ToLookup(s => s.Order, s => s.Number));
    }

    /// <summary>The same by the books.</summary>
    public static SortedSet<string> Lines(CellBooks books, IReadOnlySet<string> read)
    {
        SortedSet<string> lines = new(StringComparer.Ordinal);
        foreach (var order in books.Orders)
        {
            lines.Add(CellBooks.Said($"order {order.Number} {order.Status} ordered {order.Quantity} cut {order.Cut} in {order.Bundles.Count} stored {order.Stored} shipped {books.Shipped(order.Number)}"));
            foreach (var b in order.Bundles)
            {
                var valid = order.Valid.Where(i => i.Bundle == b.Id).ToList();
                lines.Add(CellBooks.Said($"bundle {b.Id} {order.StatusOf(b)} {b.Quantity}: inspected {order.InspectedOf(b.Id)} good {valid.Sum(i => i.Good)} waiting {b.Waiting} declared {b.Declared} scrapped {valid.Sum(i => i.Scrapped)} stored {valid.Where(i => i.IsStored).Sum(i => i.Good)}"));
            }
        }
        foreach (var s in books.Statements)
        {
            lines.Add(CellBooks.Said($"statement {s.Number} {s.Status} {books.Quantity(s)} pieces {books.Total(s):0.00} less {s.Deductions:0.00} is {Math.Max(0, books.Owed(s)):0.00}"));
        }
        foreach (var garment in Garments.All.Select(g => g.Key()))
        {
            // A SKU begins with its first piece, good or bad.
            if (books.Stock(garment) != 0 || books.Defects(garment) != 0 || read.Any(l => l.StartsWith("stock " + garment + " ", StringComparison.Ordinal)))
            {
                lines.Add(CellBooks.Said($"stock {garment} {books.Stock(garment)} bad {books.Defects(garment)}"));
            }
            if (read.Any(l => l.StartsWith("moved " + garment + " ", StringComparison.Ordinal)))
            {
                lines.Add(CellBooks.Said($"moved {garment} {books.Stock(garment)} lowest not below zero"));
            }
        }
        return lines;
    }

    /// <summary>What the books themselves must fulfil; a mistake here is one of the proof.</summary>
    public static string? Contradiction(CellBooks books)
    {
        foreach (var order in books.Orders)
        {
            foreach (var b in order.Bundles)
            {
                var scrapped = order.Valid.Where(i => i.Bundle == b.Id).Sum(i => i.Scrapped);
                if (order.ToInspect(b) + order.Good(b.Id) + b.Waiting + b.Declared + scrapped != b.Quantity || order.ToInspect(b) < 0)
                {
                    return $"bundle {b.Id} has {b.Quantity} pieces and they are not all somewhere";
                }
            }
            if (Garments.All.Any(g => books.Shipped(order.Number, g.Key()) > order.StoredOf(g.Key())))
            {
                return $"{order.Number} is oversold";
            }
        }
        return Garments.All.Any(g => books.Stock(g.Key()) < 0) ? "a stock is below zero" : null;
    }

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();

    private static int Int(JsonElement of, string name) => of.GetProperty(name).GetInt32();

    private static decimal Money(JsonElement of, string name) => of.GetProperty(name).GetDecimal();
}
