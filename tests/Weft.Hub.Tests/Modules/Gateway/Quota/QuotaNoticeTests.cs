using Weft.Hub.Modules.Gateway.Quota;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Gateway.Quota;

public sealed class QuotaNoticeTests
{
    [Fact]
    public async Task Half_of_a_days_calls_is_told_once()
    {
        var hub = await TestHub.SharedAsync("sqlite");
        var tenant = await Tenants.CreateAsync(hub);
        var trial = await tenant.Admin.PostAsync("/api/system/app-store/start-trial", new { appCode = "ORDER_SYNC" });
        var credential = trial.Data.GetProperty("credential");
        using var client = new SignedClient(hub.Address, credential.GetProperty("appKey").GetString()!, credential.GetProperty("appSecret").GetString()!, hub.Clock);
        for (var i = 0; i < 49; i++)
        {
            await client.PostAsync("/openapi/v1/orders/list", new { page = 1 });
        }
        await hub.RunJobAsync<QuotaNoticeJob>();
        Assert.Equal(0, await ToldAsync(tenant));
        await client.PostAsync("/openapi/v1/orders/list", new { page = 1 });
        await hub.RunJobAsync<QuotaNoticeJob>();
        await hub.RunJobAsync<QuotaNoticeJob>();
        Assert.Equal(1, await ToldAsync(tenant));
    }

    private static async Task<int> ToldAsync(TestTenant tenant)
    {
        var notices = await tenant.Admin.GetAsync("/api/system/notices?size=100");
        return notices.Data.GetProperty("records").EnumerateArray().Count(n =>
            n.GetProperty("kind").GetString() == "QUOTA" && n.GetProperty("path").GetString()!.StartsWith("/system/tenant-management/apps/", StringComparison.Ordinal));
    }
}
