using Weft.Hub.Modules.Production.Cutting;
using Weft.Testing;
using Xunit;
using static Weft.Hub.Tests.Modules.Production.ShopFloor;

namespace Weft.Hub.Tests.Modules.Production.Quality;

/// <summary>Whatever people do on the floor, in whatever order: no piece is made and none is lost. The seed is in the failure's message.</summary>
public sealed class PieceConservationTests
{
    private const int Steps = 60;

    public static TheoryData<string, int> Runs
    {
        get
        {
            var runs = new TheoryData<string, int>();
            foreach (var provider in TestDatabase.Providers())
            {
                for (var seed = 1; seed <= 3; seed++)
                {
                    runs.Add(provider, seed);
                }
            }
            return runs;
        }
    }

    [Theory, MemberData(nameof(Runs))]
    public async Task No_sequence_of_commands_makes_or_loses_a_piece(string provider, int seed)
    {
        var random = new Chance(seed);
        var floor = await OpenAsync(provider);
        var orderNo = await floor.OrderAsync(60);
        Ok(await floor.TakeAsync(orderNo));
        var (done, log) = (0, new List<string>());
        for (var step = 0; step < Steps; step++)
        {
            var (name, answer) = await ActAsync(floor, orderNo, random);
            log.Add($"{name} → {answer?.ErrorCode ?? "ok"}");
            Assert.True(answer is null || answer.Status is 200 or 400 or 404, $"seed {seed}: {name}: {answer?.Text}");
            done += answer?.Status == 200 ? 1 : 0;
            await CheckAsync(floor, orderNo, $"seed {seed}, step {step}: {string.Join("; ", log.TakeLast(5))}");
        }
        Assert.True(done > Steps / 4, $"seed {seed}: only {done} of {Steps} commands did anything: {string.Join("; ", log)}");
    }

    private static async Task<(string Name, ConsoleAnswer? Answer)> ActAsync(ShopFloor floor, string orderNo, Chance random)
    {
        var bundles = await floor.WithDbAsync(db => Task.FromResult(db.Set<CuttingBundle>().OrderBy(b => b.BundleNo).ToList()));
        var records = await floor.RecordsAsync();
        var bundle = bundles.Count == 0 ? null : bundles[random.Next(bundles.Count)];
        var record = records.Count == 0 ? null : records[random.Next(records.Count)];
        var roll = bundle is null ? 0 : random.Next(100);
        switch (roll)
        {
            case < 12:
                return ("cut", await floor.GenerateAsync(orderNo, ("红", "S", random.Next(1, 15))));
            case < 45:
                var inspected = random.Next(1, Math.Max(2, bundle!.ToInspect + 1));
                var bad = random.Next(3) == 0 ? random.Next(inspected + 1) : 0;
                return ("inspect", await floor.InspectAsync(bundle.Id, inspected - bad, bad, random.Next(2) == 0 ? "返修" : "报废", warehouse: random.Next(2) == 0 ? "A仓" : null));
            case < 60:
                var repairing = bundles.Find(b => b.RepairWaiting > 0) ?? bundle!;
                return ("declare", await floor.Admin.PostAsync(Repairs + "/declare", new { bundleId = repairing.Id, quantity = random.Next(1, 1 + Math.Max(1, repairing.RepairWaiting)) }));
            case < 78:
                var repaired = bundles.Find(b => b.RepairDeclared > 0) ?? bundle!;
                var again = random.Next(1, 1 + Math.Max(1, repaired.RepairDeclared));
                var worse = random.Next(again + 1);
                return ("recheck", await floor.InspectAsync(repaired.Id, again - worse, worse, random.Next(2) == 0 ? "返修" : "报废", recheck: true, warehouse: random.Next(2) == 0 ? "A仓" : null));
            case < 88:
                return ("warehouse", record is null ? null : await floor.WarehouseAsync(record.Id));
            case < 97:
                return ("reverse", record is null ? null : await floor.ReverseAsync(record.Id));
            default:
                return ("return", await floor.Admin.PostAsync($"{Tasks}/{orderNo}/return", new { reason = "换人" }) is { Status: 200 } ? await floor.TakeAsync(orderNo) : null);
        }
    }

    private static async Task CheckAsync(ShopFloor floor, string orderNo, string when)
    {
        var order = await floor.ReadOrderAsync(orderNo);
        var bundles = await floor.WithDbAsync(db => Task.FromResult(db.Set<CuttingBundle>().ToList()));
        var records = await floor.RecordsAsync();
        var valid = records.Where(r => !r.Reversed && r.ReversalOfId is null).ToList();
        foreach (var b in bundles)
        {
            var own = valid.Where(r => r.BundleId == b.Id).ToList();
            Assert.True(b.InspectedQuantity == b.QualifiedQuantity + b.Pool.Total + b.ScrappedQuantity, $"{when}: bundle {b.BundleNo} lost pieces");
            Assert.True(b.InspectedQuantity <= b.Quantity && b.WarehousedQuantity <= b.QualifiedQuantity, $"{when}: bundle {b.BundleNo} has too many");
            Assert.True(b.RepairWaiting >= 0 && b.RepairDeclared >= 0 && b.WarehousedQuantity >= 0 && b.ScrappedQuantity >= 0, $"{when}: less than none");
            Assert.True(b.InspectedQuantity == own.Where(r => !r.IsRecheck).Sum(r => r.InspectedQuantity), $"{when}: bundle {b.BundleNo} and its records disagree");
            Assert.True(b.QualifiedQuantity == own.Sum(r => r.QualifiedQuantity) && b.ScrappedQuantity == own.Sum(r => r.ScrappedPieces), $"{when}: bundle {b.BundleNo} and its records disagree");
            Assert.True(b.WarehousedQuantity == own.Where(r => r.WarehousedAt is not null).Sum(r => r.QualifiedQuantity), $"{when}: bundle {b.BundleNo} and the warehouse disagree");
        }
        Assert.True((order.CuttingQuantity, order.CuttingBundleCount) == (bundles.Sum(b => b.Quantity), bundles.Count), $"{when}: cut");
        Assert.True((order.InspectedQuantity, order.CompletedQuantity) == (bundles.Sum(b => b.InspectedQuantity), bundles.Sum(b => b.WarehousedQuantity)), $"{when}: order");
        var (stock, defects, moved) = await floor.StockAsync();
        Assert.True((stock, defects, moved) == (order.CompletedQuantity, bundles.Sum(b => b.ScrappedQuantity), stock), $"{when}: stock {stock}, defects {defects}, moved {moved}");
        Assert.True(order.CuttingQuantity <= 63 && order.ProductionProgress is >= 0 and <= 99, $"{when}: limits");
        Assert.Equal(0, records.Where(r => r.Reversed || r.ReversalOfId is not null).Sum(r => r.InspectedQuantity));
    }

    /// <summary>The same numbers for the same seed, on every machine (xorshift).</summary>
    private sealed class Chance(int seed)
    {
        private ulong state = (ulong)seed * 0x9E3779B97F4A7C15;

        /// <summary>From 0, below the limit.</summary>
        public int Next(int limit)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            return (int)(state % (ulong)limit);
        }

        public int Next(int from, int limit) => from + Next(limit - from);
    }
}
