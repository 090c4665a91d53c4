namespace Weft.Proof.Season;

/// <summary>The factory's half of the season: orders, cutting, scanning, inspection, repair, the warehouse.</summary>
internal sealed class SeasonFloor(ProofRun run, SeasonHub hub, SeasonBooks books, List<SeasonOrder> orders, string styleNo)
{
    private const string Inspections = "/api/warehousing/inspections";

    private readonly Dice dice = run.Dice(1);
    private readonly int bundleSize = run.Take(50, 20);

    public async Task PlayAsync()
    {
        foreach (var price in (decimal[])[39.90m, 45.55m, 52.25m])
        {
            await PlaceAsync(price);
            await books.CompareAsync("placing an order");
        }
        foreach (var order in orders)
        {
            await CutAsync(order);
            await books.CompareAsync("cutting");
            await ScanAsync(order);
            await books.CompareAsync("scanning");
            await InspectAsync(order);
            await RepairAsync(order);
            await books.CompareAsync("repair");
        }
    }

    private async Task PlaceAsync(decimal price)
    {
        var ordered = new Dictionary<Garment, int> { [new("红", "S")] = 200, [new("红", "M")] = 300, [new("蓝", "S")] = 200, [new("蓝", "M")] = 300 };
        var external = SeasonOrder.Said($"SEASON-{orders.Count + 1}");
        var placed = await hub.SignedPostAsync("ORDER_SYNC", "orders/create", new
        {
            externalOrderNo = external, styleNo, quantity = ordered.Values.Sum(), items = ordered.Select(o => new { color = o.Key.Color, size = o.Key.Size, quantity = o.Value }),
        });
        var order = new SeasonOrder(placed.GetProperty("orderNo").GetString()!, external, price, ordered);
        orders.Add(order);
        await hub.PutAsync("/api/production/orders/" + order.OrderNo, new { orderUnitPrice = price, customerName = "某客户" });
    }

    private async Task CutAsync(SeasonOrder order)
    {
        await hub.PostAsync($"/api/production/cutting/tasks/{order.OrderNo}/receive");
        var rows = order.Ordered.SelectMany(o => Enumerable.Repeat(o.Key, o.Value / bundleSize)).Select(g => new { color = g.Color, size = g.Size, quantity = bundleSize }).ToList();
        var cut = await hub.PostAsync($"/api/production/cutting/tasks/{order.OrderNo}/bundles", new { rows });
        order.Bundles.AddRange(cut.GetProperty("bundles").EnumerateArray().Select((b, i) =>
            new SeasonBundle(b.GetProperty("bundleId").GetInt64(), new Garment(rows[i].color, rows[i].size), bundleSize)));
        order.Status = "production";
    }

    private async Task ScanAsync(SeasonOrder order)
    {
        foreach (var bundle in order.Bundles)
        {
            foreach (var process in (string[])["P02", "P03", "P05"])
            {
                await hub.PostAsync("/api/production/scans", new { bundleId = bundle.Id, processCode = process });
            }
        }
    }

    /// <summary>Half of the bundles are inspected and wait for a warehouse; the others go there at once.</summary>
    private async Task InspectAsync(SeasonOrder order)
    {
        var half = order.Bundles.Count / 2;
        var number = await SubmitAsync(order, [.. order.Bundles.Take(half)], warehouse: null);
        await books.CompareAsync("inspection without a warehouse");
        await hub.PostAsync(Inspections + "/warehouse", new { warehousingNo = number, warehouse = "A仓" });
        foreach (var (garment, pieces) in order.Waiting)
        {
            Add(order.Stored, garment, pieces);
        }
        order.Waiting.Clear();
        await books.CompareAsync("warehousing");
        await SubmitAsync(order, [.. order.Bundles.Skip(half)], "A仓");
        await books.CompareAsync("inspection into the warehouse");
    }

    private async Task<string> SubmitAsync(SeasonOrder order, IReadOnlyList<SeasonBundle> bundles, string? warehouse)
    {
        var found = bundles.Select(b => (Bundle: b, Bad: dice.OneIn(3) ? dice.Between(1, bundleSize / 10) : 0, Scraps: dice.OneIn(3))).ToList();
        var answer = await hub.PostAsync(Inspections, new { warehouse, items = found.Select(f => Item(f.Bundle, f.Bundle.Quantity, f.Bad, f.Scraps)) });
        foreach (var (bundle, bad, scraps) in found)
        {
            bundle.Inspected = true;
            Book(order, bundle, bundle.Quantity, bad, scraps, warehouse is not null, isRecheck: false);
        }
        Tell(order, found.Sum(f => f.Bundle.Quantity), found.Sum(f => f.Bad), isRecheck: false);
        return answer.GetProperty("warehousingNo").GetString()!;
    }

    private async Task RepairAsync(SeasonOrder order)
    {
        var found = order.Bundles.Where(b => b.ToRepair > 0).Select(b => (Bundle: b, Pieces: b.ToRepair, Bad: dice.OneIn(3) ? 1 : 0)).ToList();
        if (found.Count == 0)
        {
            return;
        }
        foreach (var (bundle, pieces, _) in found)
        {
            await hub.PostAsync("/api/warehousing/repairs/start", new { bundleId = bundle.Id });
            await hub.PostAsync("/api/warehousing/repairs/declare", new { bundleId = bundle.Id, quantity = pieces });
        }
        await books.CompareAsync("declaring repairs");
        await hub.PostAsync(Inspections, new { recheck = true, warehouse = "A仓", items = found.Select(f => Item(f.Bundle, f.Pieces, f.Bad, scraps: true)) });
        foreach (var (bundle, pieces, bad) in found)
        {
            bundle.ToRepair = 0;
            Book(order, bundle, pieces, bad, scraps: true, isStored: true, isRecheck: true);
        }
        Tell(order, found.Sum(f => f.Pieces), found.Sum(f => f.Bad), isRecheck: true);
    }

    private static object Item(SeasonBundle bundle, int inspected, int bad, bool scraps) => new
    {
        bundleId = bundle.Id, inspectedQuantity = inspected, qualifiedQuantity = inspected - bad, unqualifiedQuantity = bad,
        defectCategory = bad > 0 ? "size_accuracy" : null, defectHandling = bad == 0 ? null : scraps ? "报废" : "返修",
    };

    private static void Book(SeasonOrder order, SeasonBundle bundle, int inspected, int bad, bool scraps, bool isStored, bool isRecheck)
    {
        var q = order.Quality;
        order.Quality = (q.Inspected + inspected, q.Qualified + inspected - bad, q.Unqualified + bad, q.Repaired + (isRecheck ? inspected - bad : 0), q.Scrapped + (scraps ? bad : 0));
        Add(isStored ? order.Stored : order.Waiting, bundle.Garment, inspected - bad);
        if (scraps)
        {
            Add(order.Defects, bundle.Garment, bad);
        }
        else
        {
            bundle.ToRepair += bad;
        }
    }

    private void Tell(SeasonOrder order, int inspected, int bad, bool isRecheck) => books.Expect(
        $"QUALITY_RESULT {order.OrderNo} {inspected}/{inspected - bad}/{bad} {isRecheck} of {order.Quality.Inspected}/{order.Quality.Qualified}/{order.Quality.Unqualified}");

    private static void Add(Dictionary<Garment, int> to, Garment garment, int pieces) => to[garment] = to.GetValueOrDefault(garment) + pieces;
}
