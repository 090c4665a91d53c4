using Weft.Testing;
using Xunit;
using static Weft.Hub.Tests.Modules.Production.ShopFloor;

namespace Weft.Hub.Tests.Modules.Production.Cutting;

/// <summary>新建裁剪任务, and how the list of tasks is narrowed, sorted and counted.</summary>
public sealed class NewTaskTests
{
    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task A_task_makes_its_order_or_splits_one_that_is_open(string provider)
    {
        var floor = await OpenAsync(provider);
        var rows = new[] { new { color = "红", size = "S", quantity = 30 }, new { color = "红", size = "M", quantity = 10 } };
        var made = Ok(await floor.Admin.PostAsync(Tasks, new { styleNo = "CUT1", rows }));
        Assert.Equal((40, "pending"), (made.GetProperty("quantity").GetInt32(), made.GetProperty("status").GetString()));
        var order = Ok(await floor.Admin.GetAsync($"{OrdersApi}/{made.GetProperty("orderNo").GetString()}"));
        Assert.Equal(("CONSOLE", 40, 2), (order.GetProperty("sourceType").GetString(), order.GetProperty("orderQuantity").GetInt32(), order.GetProperty("lines").GetArrayLength()));

        var open = await floor.OrderAsync(40, open: true);
        var short1 = await floor.Admin.PostAsync(Tasks, new { orderNo = open, rows = new[] { new { color = "红", size = "S", quantity = 30 } } });
        Assert.Equal(["rows"], ErrorFields(short1));
        Assert.Equal(open, Ok(await floor.Admin.PostAsync(Tasks, new { orderNo = open, rows })).GetProperty("orderNo").GetString());
        Assert.False((await floor.ReadOrderAsync(open)).LineAllocationOpen);
        Assert.Equal("STATE", (await floor.Admin.PostAsync(Tasks, new { orderNo = open, rows })).ErrorCode);

        Assert.Equal(["styleNo", "rows"], ErrorFields(await floor.Admin.PostAsync(Tasks, new { })));
        var clerk = await floor.Tenant.UserAsync("all", "MENU_CUTTING");
        Assert.Equal(403, (await clerk.PostAsync(Tasks, new { styleNo = "CUT1", rows })).Status);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Tasks_are_narrowed_by_the_kind_of_factory_and_the_cards_with_them(string provider)
    {
        var floor = await OpenAsync(provider);
        var own = Ok(await floor.Admin.PostAsync("/api/system/factories", new { factoryName = "本厂", factoryType = "INTERNAL" })).GetProperty("id").GetInt64();
        var other = Ok(await floor.Admin.PostAsync("/api/system/factories", new { factoryName = "外厂", factoryType = "EXTERNAL" })).GetProperty("id").GetInt64();
        foreach (var (factory, day) in new[] { (own, "2026-03-05"), (other, "2026-03-01"), (other, "2026-03-09") })
        {
            Ok(await floor.Admin.PostAsync(OrdersApi, new { styleNo = "K", orderQuantity = 10, factoryId = factory, expectedShipDate = day }));
        }
        var list = Ok(await floor.Admin.GetAsync(Tasks + "?factoryType=EXTERNAL&sort=expectedShipDate")).GetProperty("records").EnumerateArray().ToList();
        Assert.Equal(["2026-03-01", "2026-03-09"], list.Select(t => t.GetProperty("expectedShipDate").GetString()));
        var cards = Ok(await floor.Admin.GetAsync("/api/production/cutting/summary?factoryType=EXTERNAL&status=bundled"));
        Assert.Equal((2, 20, 2), (cards.GetProperty("total").GetInt32(), cards.GetProperty("totalQuantity").GetInt32(), cards.GetProperty("pending").GetInt32()));
        Assert.Equal(3, Ok(await floor.Admin.GetAsync("/api/production/cutting/summary")).GetProperty("total").GetInt32());
    }
}
