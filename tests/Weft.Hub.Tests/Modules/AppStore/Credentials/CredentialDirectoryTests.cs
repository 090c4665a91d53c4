using Microsoft.Extensions.Time.Testing;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.AppStore.Credentials;
using Weft.Hub.Platform.Tenancy;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.AppStore.Credentials;

public sealed class CredentialDirectoryTests
{
    public static TheoryData<string> Providers => new(TestDatabase.Providers());

    [Theory, MemberData(nameof(Providers))]
    public async Task A_change_is_seen_at_once(string provider)
    {
        var store = await Store.OpenAsync(provider);
        var made = Store.Ok(await store.TrialAsync(Store.Quality)).GetProperty("credential");
        var directory = store.Hub.Services.GetDirectory();
        var key = made.Text("appKey")!;
        async Task<CredentialStanding?> StandingAsync() => (await directory.FindByKeyAsync(key, CancellationToken.None))?.StandingAt(store.Hub.Clock.UtcNow());

        Assert.Equal(CredentialStanding.Good, await StandingAsync());
        Store.Ok(await store.Admin.PostAsync($"{Store.Apps}/{made.Id()}/disable"));
        Assert.Equal(CredentialStanding.Disabled, await StandingAsync());
        Store.Ok(await store.Admin.PostAsync($"{Store.Apps}/{made.Id()}/enable"));
        Assert.Equal(CredentialStanding.Good, await StandingAsync());
        Assert.Single(await directory.ListAsync(store.Tenant.TenantId, Store.Quality, CancellationToken.None));
        Store.Ok(await store.CreateAsync(Store.Quality, "又一个"));
        Assert.Equal(2, (await directory.ListAsync(store.Tenant.TenantId, Store.Quality, CancellationToken.None)).Count);
        Store.Ok(await store.Admin.DeleteAsync($"{Store.Apps}/{made.Id()}"));
        Assert.Null(await StandingAsync());
        Assert.Null(await directory.FindAsync(store.Tenant.TenantId, made.Id(), CancellationToken.None));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task Without_a_covering_subscription_nothing_is_entitled(string provider)
    {
        var store = await Store.OpenAsync(provider);
        await store.BuyAsync(Store.Quality);
        var credential = (await store.CredentialsAsync(Store.Quality))[0];
        Store.Ok(await store.Operator.PostAsync($"{Store.Base}/admin/revoke-from-tenant", new { tenantId = store.Tenant.TenantId, appCodes = new[] { Store.Quality }, reason = "x" }));

        var known = (await store.Hub.Services.GetDirectory().FindByKeyAsync(credential.Text("appKey")!, CancellationToken.None))!;

        Assert.True(known.EntitledUntil < store.Hub.Clock.GetUtcNow().UtcDateTime);
    }

    [Fact]
    public async Task Many_callers_share_one_read_and_a_hit_reads_nothing()
    {
        var (clock, reads, gate) = (new FakeTimeProvider(), 0, new TaskCompletionSource());
        var cache = new SnapshotCache<string, string>(TimeSpan.FromSeconds(5), 10, clock, async key =>
        {
            Interlocked.Increment(ref reads);
            await gate.Task;
            return key + "!";
        });
        var callers = Enumerable.Range(0, 50).Select(_ => cache.GetAsync("a", CancellationToken.None).AsTask()).ToList();
        gate.SetResult();

        Assert.All(await Task.WhenAll(callers), value => Assert.Equal("a!", value));
        Assert.Equal("a!", await cache.GetAsync("a", CancellationToken.None));
        Assert.Equal(1, reads);
        clock.Advance(TimeSpan.FromSeconds(5));
        await cache.GetAsync("a", CancellationToken.None);
        Assert.Equal(2, reads);
    }

    [Fact]
    public async Task A_read_that_began_before_a_change_is_neither_kept_nor_shared()
    {
        var (clock, value, gate) = (new FakeTimeProvider(), "old", new TaskCompletionSource());
        var cache = new SnapshotCache<string, string>(TimeSpan.FromSeconds(5), 10, clock, async _ =>
        {
            var seen = value;
            if (seen == "old")
            {
                await gate.Task;
            }
            return seen;
        });
        var before = cache.GetAsync("a", CancellationToken.None).AsTask();
        value = "new";
        cache.Forget(_ => true);

        Assert.Equal("new", await cache.GetAsync("a", CancellationToken.None));
        gate.SetResult();
        Assert.Equal("old", await before);
        Assert.Equal("new", await cache.GetAsync("a", CancellationToken.None));
    }

    [Fact]
    public async Task Keys_that_lead_nowhere_are_remembered_up_to_a_limit_and_push_nothing_out()
    {
        var (clock, reads) = (new FakeTimeProvider(), 0);
        var cache = new SnapshotCache<int, string>(TimeSpan.FromSeconds(5), 10, clock, key =>
        {
            reads++;
            return Task.FromResult<string?>(key == 0 ? "here" : null);
        });
        await cache.GetAsync(0, CancellationToken.None);
        for (var i = 1; i <= 1000; i++)
        {
            Assert.Null(await cache.GetAsync(i, CancellationToken.None));
        }
        reads = 0;
        await cache.GetAsync(0, CancellationToken.None);
        await cache.GetAsync(1, CancellationToken.None);
        Assert.Equal(0, reads);
        await cache.GetAsync(999, CancellationToken.None);
        Assert.Equal(1, reads);
    }

    [Fact]
    public async Task A_failed_read_is_told_and_tried_again()
    {
        var fails = true;
        var cache = new SnapshotCache<int, string>(TimeSpan.FromSeconds(5), 10, new FakeTimeProvider(), _ =>
            fails ? throw new InvalidOperationException("down") : Task.FromResult<string?>("up"));

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await cache.GetAsync(1, CancellationToken.None));
        fails = false;
        Assert.Equal("up", await cache.GetAsync(1, CancellationToken.None));
    }
}
