using Weft.Testing;
using Xunit;
using static Weft.Hub.Tests.Modules.Production.ShopFloor;

namespace Weft.Hub.Tests.Modules.Production.Orders;

/// <summary>Ends that exclude each other, wanted at once: on one node with SQLite, on two nodes with PostgreSQL. One wins, and the others are told why not.</summary>
public sealed class OrderEndRaceTests
{
    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task An_order_ends_once_and_nothing_is_done_on_it_afterwards(string provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        await using var first = await TestHub.StartAsync(provider, on: database);
        await using var second = provider == TestDatabase.Postgres ? await TestHub.StartAsync(provider, on: database, clock: first.Clock) : null;
        var floor = new ShopFloor(await Tenants.CreateAsync(first));
        var elsewhere = new ConsoleClient((second ?? first).Http, floor.Admin.Token);
        Task<ConsoleAnswer> EndAsync(ConsoleClient by, string orderNo, string how) => by.PostAsync($"{OrdersApi}/{orderNo}/{how}", new { reason = "测试", force = how == "complete" ? true : (bool?)null });

        for (var round = 0; round < 3; round++)
        {
            // Closed, scrapped or cancelled.
            var fresh = await floor.OrderAsync(20);
            var won = OneOf(await Task.WhenAll(Enumerable.Range(0, 9).Select(i => EndAsync(i % 2 == 0 ? floor.Admin : elsewhere, fresh, new[] { "complete", "scrap", "cancel" }[(i + round) % 3]))));
            Assert.Equal(won.Data.GetProperty("status").GetString(), await StatusAsync(floor, fresh));

            // Cancelled, or cut.
            var taken = await floor.OrderAsync(20);
            Ok(await floor.TakeAsync(taken));
            var cutting = elsewhere.PostAsync($"{Tasks}/{taken}/bundles", new { rows = new[] { new { color = "红", size = "S", quantity = 20 } } });
            OneOf(await Task.WhenAll(cutting, EndAsync(floor.Admin, taken, "cancel")));
            Assert.Equal((await cutting).Status == 200 ? "production" : "cancelled", await StatusAsync(floor, taken));

            // Scrapped, or shipped.
            var (stored, bundles) = await floor.CutOrderAsync(20);
            Ok(await floor.InspectAsync(bundles[0], 20, warehouse: "A仓"));
            var shipping = floor.ShipAsync(stored, 5, elsewhere);
            OneOf(await Task.WhenAll(shipping, EndAsync(floor.Admin, stored, "scrap")));
            Assert.Equal((await shipping).Status == 200 ? ("production", 5) : ("scrapped", 0), (await StatusAsync(floor, stored), (await floor.ReadOrderAsync(stored)).ShippedQuantity));

            // Closed while someone inspects: either the pieces are counted before, or the inspector is told.
            var (closing, last) = await floor.CutOrderAsync(20, 20);
            Ok(await floor.InspectAsync(last[0], 20, warehouse: "A仓"));
            var inspecting = floor.InspectAsync(new { bundleId = last[1], inspectedQuantity = 20, warehouse = "A仓" }, elsewhere);
            var closed = await EndAsync(floor.Admin, closing, "complete");
            var inspected = await inspecting;
            Assert.True(closed.Status == 200 || closed.ErrorCode is "STATE" or "STALE", closed.Text);
            Assert.True(inspected.Status == 200 || inspected.ErrorCode is "STATE" or "STALE", inspected.Text);
            Assert.Equal(inspected.Status == 200 ? 40 : 20, (await floor.ReadOrderAsync(closing)).CompletedQuantity);
            Assert.True(closed.Status == 200 || inspected.Status == 200, "both were refused");
        }
    }

    private static ConsoleAnswer OneOf(ConsoleAnswer[] answers)
    {
        Assert.All(answers, a => Assert.True(a.Status == 200 || a.ErrorCode is "STATE" or "STALE", a.Text));
        return Assert.Single(answers, a => a.Status == 200);
    }

    private static async Task<string?> StatusAsync(ShopFloor floor, string orderNo) => Ok(await floor.Admin.GetAsync($"{OrdersApi}/{orderNo}")).GetProperty("status").GetString();
}
