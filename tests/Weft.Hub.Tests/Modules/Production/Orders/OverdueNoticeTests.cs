using Weft.Hub.Modules.Production.Orders;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Production.Orders;

public sealed class OverdueNoticeTests
{
    [Fact]
    public async Task Overdue_orders_are_told_once_a_day_with_the_way_to_their_list()
    {
        await using var hub = await TestHub.StartAsync("sqlite");
        var tenant = await Tenants.CreateAsync(hub);
        var placed = await tenant.Admin.PostAsync("/api/production/orders", new { styleNo = "FZ1", styleName = "风衣", orderQuantity = 100, plannedEndDate = "2026-02-12" });
        Assert.Equal(200, placed.Status);
        await hub.RunJobAsync<OverdueNoticeJob>();
        Assert.Equal(0, await ToldAsync(tenant));
        hub.Clock.Advance(TimeSpan.FromDays(2));
        await hub.RunJobAsync<OverdueNoticeJob>();
        await hub.RunJobAsync<OverdueNoticeJob>();
        Assert.Equal(1, await ToldAsync(tenant));
    }

    private static async Task<int> ToldAsync(TestTenant tenant)
    {
        var admin = await ConsoleClient.LoginAsync(tenant.Hub, tenant.AdminName, TestTenant.Password);
        var notices = await admin.GetAsync("/api/system/notices");
        return notices.Data.GetProperty("records").EnumerateArray().Count(n => n.GetProperty("path").GetString() == "/production?status=overdue");
    }
}
