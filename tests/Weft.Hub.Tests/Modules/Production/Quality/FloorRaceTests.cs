using Weft.Testing;
using Xunit;
using static Weft.Hub.Tests.Modules.Production.ShopFloor;

namespace Weft.Hub.Tests.Modules.Production.Quality;

/// <summary>People who want the same at once: on one node with SQLite, on two nodes with PostgreSQL.</summary>
public sealed class FloorRaceTests
{
    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task One_of_many_wins_and_the_others_are_told(string provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        await using var first = await TestHub.StartAsync(provider, on: database);
        await using var second = provider == TestDatabase.Postgres ? await TestHub.StartAsync(provider, on: database, clock: first.Clock) : null;
        var floor = new ShopFloor(await Tenants.CreateAsync(first));
        ConsoleClient[] nodes = [floor.Admin, new ConsoleClient((second ?? first).Http, floor.Admin.Token)];
        async Task<ConsoleAnswer[]> AllAsync(Func<ConsoleClient, Task<ConsoleAnswer>> act) => await Task.WhenAll(Enumerable.Range(0, 8).Select(i => act(nodes[i % 2])));
        ConsoleAnswer OneOf(ConsoleAnswer[] answers)
        {
            Assert.All(answers, a => Assert.True(a.Status == 200 || a.ErrorCode == "STATE", a.Text));
            return Assert.Single(answers, a => a.Status == 200);
        }

        var orderNo = await floor.OrderAsync(40, withProcesses: true);
        OneOf(await AllAsync(node => floor.TakeAsync(orderNo, node)));

        // Two batches of 40 would be over the limit of 42.
        var rows = new { rows = new[] { new { color = "红", size = "S", quantity = 20 }, new { color = "红", size = "S", quantity = 20 } } };
        var cut = OneOf(await AllAsync(node => node.PostAsync($"{Tasks}/{orderNo}/bundles", rows)));
        long[] bundles = [.. cut.Data.GetProperty("bundles").EnumerateArray().Select(b => b.GetProperty("bundleId").GetInt64())];

        var scans = await AllAsync(node => node.PostAsync(Scans, new { bundleId = bundles[0], processName = "合缝" }));
        Assert.Single(scans, s => !Ok(s).GetProperty("duplicated").GetBoolean());
        Assert.Single(scans.Select(s => s.Data.GetProperty("scan").GetProperty("scanId").GetInt64()).Distinct());

        // Everybody inspects one of the two bundles.
        OneOf(await AllAsync(node => floor.InspectAsync(new { bundleId = bundles[0], inspectedQuantity = 20 }, node)));
        var repair = OneOf(await AllAsync(node => floor.InspectAsync(
            new { bundleId = bundles[1], inspectedQuantity = 20, unqualifiedQuantity = 20, defectCategory = "other", defectHandling = "返修" }, node)));
        OneOf(await AllAsync(node => node.PostAsync(Repairs + "/declare", new { bundleId = bundles[1] })));
        OneOf(await AllAsync(node => floor.InspectAsync(new { bundleId = bundles[1], recheck = true, inspectedQuantity = 20 }, node)));
        Assert.Equal("STATE", (await floor.ReverseAsync(repair.Data.GetProperty("records")[0].GetInt64())).ErrorCode);

        var waiting = Ok(await floor.Admin.GetAsync(Inspections + "?status=waiting")).GetProperty("records").EnumerateArray().Select(r => r.GetProperty("id").GetInt64()).ToArray();
        OneOf(await AllAsync(node => node.PostAsync(Inspections + "/warehouse", new { ids = waiting, warehouse = "A仓" })));
        Assert.Equal((40, 0, 40), await floor.StockAsync());
        OneOf(await AllAsync(node => node.PostAsync($"{Inspections}/{waiting[0]}/reverse", new { reason = "录错" })));
        Assert.Equal((20, 0, 20), await floor.StockAsync());
        Assert.Equal(20, (await floor.ReadOrderAsync(orderNo)).CompletedQuantity);

        // The same twenty pieces are shipped and reversed at once.
        var turn = 0;
        OneOf(await AllAsync(node => Interlocked.Increment(ref turn) % 4 < 2
            ? floor.ShipAsync(orderNo, 20, node)
            : node.PostAsync($"{Inspections}/{waiting[1]}/reverse", new { reason = "录错" })));
        Assert.Equal((0, 0, 0), await floor.StockAsync());
        var order = await floor.ReadOrderAsync(orderNo);
        Assert.True(order.ShippedQuantity <= order.CompletedQuantity, $"{order.ShippedQuantity} of {order.CompletedQuantity} shipped");
    }
}
