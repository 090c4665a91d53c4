using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Webhooks;

public sealed class TestReceiverTests
{
    [Theory]
    [InlineData(200, "DELIVERED")]
    [InlineData(410, "DEAD")]
    public async Task A_push_to_the_test_receiver_is_answered_inside(int answer, string state)
    {
        var hub = await TestHub.SharedAsync("sqlite");
        var tenant = await Tenants.CreateAsync(hub);
        var trial = await tenant.Admin.PostAsync("/api/system/app-store/start-trial", new { appCode = "QUALITY_FEEDBACK", callbackUrl = "weft-test://receiver?answer=" + answer });
        Assert.Equal(200, trial.Status);
        var id = trial.Data.GetProperty("credential").GetProperty("id").GetInt64();
        await tenant.Admin.PostAsync($"/api/system/tenant-app/{id}/ping", new { });
        for (var looks = 0; ; looks++)
        {
            var deliveries = await tenant.Admin.PostAsync($"/api/system/tenant-app/{id}/deliveries", new { });
            var row = deliveries.Data.GetProperty("records")[0];
            if (row.GetProperty("state").GetString() == state)
            {
                Assert.Equal(answer, row.GetProperty("lastStatusCode").GetInt32());
                return;
            }
            Assert.True(looks < 500, row.ToString());
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Other_addresses_of_that_kind_are_refused()
    {
        var hub = await TestHub.SharedAsync("sqlite");
        var tenant = await Tenants.CreateAsync(hub);
        var trial = await tenant.Admin.PostAsync("/api/system/app-store/start-trial", new { appCode = "QUALITY_FEEDBACK", callbackUrl = "weft-other://receiver" });
        Assert.Equal(400, trial.Status);
    }
}
