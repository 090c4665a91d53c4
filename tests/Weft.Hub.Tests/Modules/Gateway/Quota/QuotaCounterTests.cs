using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.Gateway.Quota;
using Weft.Hub.Platform.Tenancy;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Gateway.Quota;

public sealed class QuotaCounterTests
{
    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task Parallel_callers_get_exactly_what_is_left(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        var grants = await CallAsync(hub, callers: 256, times: 5, quota: 1000);
        Assert.Equal(1000, grants.Count(g => g.Granted));
        // Each accepted caller was told a different remainder: 999, 998, … 0.
        Assert.Equal(Enumerable.Range(0, 1000), grants.Where(g => g.Granted).Select(g => g.Remaining).Order());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Two_nodes_share_one_quota(string provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        await using var first = await TestHub.StartAsync(provider, on: database);
        // SQLite has one node: there the second one is the same Hub.
        await using var other = provider == TestDatabase.Postgres ? await TestHub.StartAsync(provider, on: database) : null;
        var grants = await Task.WhenAll(CallAsync(first, 128, 5, 1000), CallAsync(other ?? first, 128, 5, 1000));
        Assert.Equal(1000, grants.Sum(g => g.Count(x => x.Granted)));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_new_UTC_day_begins_at_zero_and_the_total_goes_on(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        Assert.Equal(3, (await CallAsync(hub, 5, 1, 3)).Count(g => g.Granted));
        hub.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(3, (await CallAsync(hub, 5, 1, 3)).Count(g => g.Granted));
        var usage = await hub.InTenantAsync(1, async services => await services.GetRequiredService<ICredentialUsage>().ForAsync([10, 11], CancellationToken.None));
        Assert.Equal((3, 6L), (usage[10].DailyUsed, usage[10].TotalCalls));
        Assert.Equal((0, 0L), (usage[11].DailyUsed, usage[11].TotalCalls));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_lowered_quota_takes_nothing_back_and_lets_nothing_more_through(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        Assert.Equal(8, (await CallAsync(hub, 8, 1, 10)).Count(g => g.Granted));
        Assert.Equal(0, (await CallAsync(hub, 4, 1, 5)).Count(g => g.Granted));
        Assert.Equal(2, (await CallAsync(hub, 4, 1, 10)).Count(g => g.Granted));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Zero_is_unlimited(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        Assert.All(await CallAsync(hub, 50, 2, 0), g => Assert.True(g.Granted));
    }

    private static async Task<QuotaGrant[]> CallAsync(TestHub hub, int callers, int times, int quota)
    {
        var counter = hub.Services.GetRequiredService<QuotaCounter>();
        var now = hub.Clock.UtcNow();
        var grants = await Task.WhenAll(Enumerable.Range(0, callers).Select(async _ =>
        {
            List<QuotaGrant> own = [];
            for (var i = 0; i < times; i++)
            {
                own.Add(await counter.CountAsync(1, 10, quota, now, CancellationToken.None));
            }
            return own;
        }));
        return [.. grants.SelectMany(g => g)];
    }
}
