using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Weft.Hub.Platform.Background;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Platform.Background;

public sealed class ChangeSignalTests
{
    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task A_node_hears_its_own_changes_before_it_goes_on(string provider)
    {
        var hub = await TestHub.SharedAsync(provider);
        var signal = hub.Services.GetRequiredService<ChangeSignal>();
        List<string?> heard = [];
        using (signal.Subscribe("test.own", heard.Add))
        {
            signal.Publish("test.own", "7");
            signal.Publish("test.other", "8");
        }
        signal.Publish("test.own", "9");
        Assert.Equal("7", Assert.Single(heard, key => key is not null));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_one_node_changes_the_other_knows_at_once(string provider)
    {
        if (provider == "sqlite")
        {
            // One node only: there is no other to tell.
            return;
        }
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        await using var first = await TestHub.StartAsync(provider, on: database);
        await using var second = await TestHub.StartAsync(provider, on: database, clock: first.Clock);
        var heard = Channel.CreateUnbounded<string?>();
        using var subscription = second.Services.GetRequiredService<ChangeSignal>().Subscribe("accounts.tenant", key => heard.Writer.TryWrite(key));
        var (tenant, platform) = (await Tenants.CreateAsync(first), await Tenants.OperatorAsync(first));
        var onSecond = new ConsoleClient(second.Http, tenant.Admin.Token);
        Assert.Equal(200, (await onSecond.GetAsync("/api/auth/me")).Status);

        // The listener may have just come up: it says so by forgetting everything; publish until the key itself arrives.
        Assert.Equal(200, (await platform.PostAsync($"/api/platform/tenants/{tenant.TenantId}/disable", new { reason = "x" })).Status);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await heard.Reader.ReadAsync(limit.Token) is null)
        {
        }
        Assert.Equal(401, (await onSecond.GetAsync("/api/auth/me")).Status);
    }

    [Fact]
    public async Task A_value_that_changed_while_it_was_read_is_not_kept()
    {
        var clock = new FakeTimeProvider();
        var recent = new RecentValues<int, string>(TimeSpan.FromSeconds(5), clock);
        var reading = new TaskCompletionSource<string>();
        var first = recent.GetAsync(1, (_, _) => reading.Task, TestContext.Current.CancellationToken);
        recent.Forget(1);
        reading.SetResult("old");
        Assert.Equal("old", await first);
        Assert.Equal("new", await recent.GetAsync(1, (_, _) => Task.FromResult("new"), TestContext.Current.CancellationToken));
        Assert.Equal("new", await recent.GetAsync(1, (_, _) => Task.FromResult("newer"), TestContext.Current.CancellationToken));
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("newer", await recent.GetAsync(1, (_, _) => Task.FromResult("newer"), TestContext.Current.CancellationToken));
    }
}
