using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts.Bell;
using Weft.Hub.Modules.Webhooks;
using Weft.Hub.Modules.Webhooks.Deliveries;
using Weft.Hub.Platform.Outbound;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Webhooks;

public sealed class DeliveryWorkerTests
{
    public static TheoryData<string> Providers => new(TestDatabase.Providers());

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_queue_whose_node_died_is_taken_over_by_another_when_the_lease_runs_out_and_by_the_only_one_at_once(string provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        await using var hub = await WebhookHub.StartAsync(provider, database, settings: "Webhooks:Send=false");
        var tenant = await hub.TenantAsync();
        var credential = await hub.CredentialAsync(tenant, hub.Url());
        await hub.RaiseAsync(tenant, 3);
        await hub.DeliveriesAsync(tenant, credential, d => d.Count == 3);
        // A node that leased the queue and was killed before it stored anything.
        var now = hub.Clock.GetUtcNow().UtcDateTime;
        var claimed = await hub.Hub.AsPlatformAsync(services => WithStore(services, "the-dead-node", store => store.ClaimAsync(1000, false, now, now + DeliveryWorker.Lease)));
        Assert.Contains(claimed, q => q.CredentialId == credential);

        await using var second = provider == "postgres" ? await WebhookHub.StartAsync(provider, database, beside: hub) : null;
        var sender = second ?? await RestartAsync(hub, provider, database);
        try
        {
            if (second is not null)
            {
                sender.Clock.Advance(TimeSpan.FromSeconds(50));
                await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, TestContext.Current.CancellationToken);
                Assert.Equal(0, sender.Receiver.Count);
                sender.Clock.Advance(TimeSpan.FromSeconds(11));
            }
            await sender.DeliveriesAsync(tenant, credential, d => d.All(x => x.State == DeliveryState.Delivered));
            Assert.Equal(3, sender.Receiver.Count);
        }
        finally
        {
            await sender.DisposeAsync();
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Two_nodes_share_the_work_and_send_nothing_twice(string provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        await using var hub = await WebhookHub.StartAsync(provider, database);
        // SQLite has one node.
        await using var second = provider == "postgres" ? await WebhookHub.StartAsync(provider, database, beside: hub) : null;
        long[] tenants = [await hub.TenantAsync(), await hub.TenantAsync(), await hub.TenantAsync()];
        List<(long Tenant, long Id)> credentials = [];
        foreach (var tenant in tenants)
        {
            for (var i = 0; i < 4; i++)
            {
                credentials.Add((tenant, await hub.CredentialAsync(tenant, hub.Url($"/{tenant}/{i}"))));
            }
        }

        await Task.WhenAll(tenants.SelectMany(t => Enumerable.Range(0, 5).Select(i => (i % 2 == 0 ? hub : second ?? hub).RaiseAsync(t, 20))));

        foreach (var (tenant, id) in credentials)
        {
            var deliveries = await hub.DeliveriesAsync(tenant, id, d => d.Count == 100 && d.All(x => x.State == DeliveryState.Delivered));
            Assert.All(deliveries, d => Assert.Equal(1, d.Attempts));
        }
        Assert.Equal(12 * 100, hub.Receiver.Count);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task An_outcome_that_comes_after_the_lease_was_taken_over_changes_nothing(string provider)
    {
        await using var hub = await WebhookHub.StartAsync(provider, settings: "Webhooks:Send=false");
        var tenant = await hub.TenantAsync();
        var credential = await hub.CredentialAsync(tenant, hub.Url());
        await hub.RaiseAsync(tenant, 1);
        await hub.DeliveriesAsync(tenant, credential, d => d.Count == 1);
        var now = hub.Clock.GetUtcNow().UtcDateTime;
        var (slow, quick) = (default(DueDelivery)!, default(DueDelivery)!);
        await hub.Hub.AsPlatformAsync(services => WithStore(services, "slow", async store => slow = await OneAsync(store, credential, now)));
        await hub.Hub.AsPlatformAsync(services => WithStore(services, "quick", async store => quick = await OneAsync(store, credential, now + DeliveryWorker.Lease)));

        OutboundAnswer ok = new(OutboundFailure.None, 200, null, "fine"u8.ToArray(), false, TimeSpan.FromMilliseconds(5), "");
        await hub.Hub.AsPlatformAsync(services => WithStore(services, "quick", async store => { await store.RecordAsync([Outcome.Of(quick, ok, now, now)]); return 0; }));
        await hub.Hub.AsPlatformAsync(services => WithStore(services, "slow", async store =>
        {
            await store.RecordAsync([Outcome.Of(slow, ok with { StatusCode = 500 }, now, now)]);
            return await store.ReleaseAsync([new TurnResult(new LeasedQueue(tenant, credential, 0, now + DeliveryWorker.Lease), 1, false)], now);
        }));

        var delivery = (await hub.DeliveriesAsync(tenant, credential, _ => true))[0];
        Assert.Equal((DeliveryState.Delivered, 1, 200), (delivery.State, delivery.Attempts, delivery.LastStatusCode));
        var queue = await hub.ReadAsync(tenant, db => db.Set<DeliveryQueue>().SingleAsync());
        Assert.Equal(("quick", 0), (queue.LeaseOwner, queue.FailedInRow));
        Assert.Equal(200, (await hub.ReadAsync(tenant, db => db.Set<DeliveryAttempt>().SingleAsync())).StatusCode);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Receivers_that_misbehave_hold_up_only_themselves(string provider)
    {
        await using var hub = await WebhookHub.StartAsync(provider, settings: "Webhooks:MaxCallsInFlight=16");
        var tenant = await hub.TenantAsync();
        ReceiverBehaviour[] bad = [ReceiverBehaviour.Hang, ReceiverBehaviour.Hang, ReceiverBehaviour.Hang, ReceiverBehaviour.Drip, ReceiverBehaviour.Endless(), ReceiverBehaviour.Reset, ReceiverBehaviour.Garbage];
        for (var i = 0; i < bad.Length; i++)
        {
            hub.Receiver.On($"/bad{i}", bad[i]);
            await hub.CredentialAsync(tenant, hub.Url($"/bad{i}"));
        }
        // Many events for those alone, so that their queues are long before the healthy one has anything.
        await hub.RaiseAsync(tenant, 300);
        await hub.Receiver.WaitForCountAsync(12);
        var healthy = await hub.CredentialAsync(tenant, hub.Url("/healthy"));

        var started = Stopwatch.GetTimestamp();
        await hub.RaiseAsync(tenant, 20);
        await hub.Receiver.WaitForCountAsync(20, match: r => r.Path == "/healthy");

        // Far below the 10 s that a single hanging call lasts; the clock that times those out has not moved.
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 5);
        await hub.DeliveriesAsync(tenant, healthy, d => d.All(x => x.State == DeliveryState.Delivered));
        Assert.All(hub.Receiver.Received.Where(r => r.Path == "/bad0").GroupBy(r => r.Path), g => Assert.Equal(2, g.Count()));
        Assert.InRange(hub.Receiver.AnswerBytesSent, 0, 700L * 8 * 1024 * 1024);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Failing_receivers_are_marked_told_of_once_and_cleared_by_a_success(string provider)
    {
        await using var hub = await WebhookHub.StartAsync(provider);
        var tenant = await hub.TenantAsync();
        var gone = await hub.CredentialAsync(tenant, hub.Url("/gone"));
        var failing = await hub.CredentialAsync(tenant, hub.Url("/failing"));
        hub.Receiver.On("/gone", ReceiverBehaviour.Status(410));
        hub.Receiver.On("/failing", ReceiverBehaviour.Status(500));

        await hub.RaiseAsync(tenant, 2);
        await hub.DeliveriesAsync(tenant, gone, d => d.Count(x => x.State == DeliveryState.Dead) == 2);
        await hub.DeliveriesAsync(tenant, failing, d => d.Count(x => x.State == DeliveryState.Retrying) == 2);
        Assert.Empty(await FailingAsync(hub, tenant, gone, failing));

        await hub.RaiseAsync(tenant, 19);
        await UntilAsync(async () => (await FailingAsync(hub, tenant, gone, failing)).Count == 2, hub);
        await hub.RaiseAsync(tenant, 5);
        await hub.DeliveriesAsync(tenant, gone, d => d.Count(x => x.State == DeliveryState.Dead) == 26);
        Assert.Equal((1, 1), (await NoticesAsync(hub, tenant, gone), await NoticesAsync(hub, tenant, failing)));

        hub.Receiver.On("/gone", null);
        hub.Receiver.On("/failing", null);
        await hub.RaiseAsync(tenant, 1);
        await UntilAsync(async () => (await FailingAsync(hub, tenant, gone, failing)).Count == 0, hub);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Old_closed_deliveries_are_deleted_with_their_attempts(string provider)
    {
        await using var hub = await WebhookHub.StartAsync(provider);
        var tenant = await hub.TenantAsync();
        var credential = await hub.CredentialAsync(tenant, hub.Url());
        await hub.RaiseAsync(tenant, 3);
        await hub.DeliveriesAsync(tenant, credential, d => d.Count == 3 && d.All(x => x.State == DeliveryState.Delivered));
        hub.Clock.Advance(TimeSpan.FromDays(181));
        await hub.RaiseAsync(tenant, 1);
        await hub.DeliveriesAsync(tenant, credential, d => d.Count == 4 && d.All(x => x.State == DeliveryState.Delivered));

        await hub.Hub.RunJobAsync<RetentionJob>();

        Assert.Equal([4L], (await hub.DeliveriesAsync(tenant, credential, _ => true)).Select(d => d.Sequence));
        Assert.Equal([4L], await hub.ReadAsync(tenant, db => db.Set<DeliveryAttempt>().Select(a => a.Sequence).ToListAsync()));
    }

    private static async Task<IReadOnlySet<long>> FailingAsync(WebhookHub hub, long tenant, params long[] credentials) =>
        await hub.Hub.InTenantAsync(tenant, services => ((Hub.Modules.AppStore.IPushHealth)services.GetService(typeof(Hub.Modules.AppStore.IPushHealth))!)
            .FailingAsync(credentials, CancellationToken.None));

    private static Task<int> NoticesAsync(WebhookHub hub, long tenant, long credential) =>
        hub.ReadAsync(tenant, db => db.Set<StoredNotice>().CountAsync(n => n.Kind == "PUSH_FAILING" && n.OnceKey!.StartsWith($"push-failing:{credential}:")));

    private static async Task UntilAsync(Func<Task<bool>> condition, WebhookHub hub)
    {
        for (var tries = 0; !await condition(); tries++)
        {
            Assert.True(tries < 500, "Waited in vain.");
            hub.Clock.Advance(TimeSpan.FromSeconds(tries % 25 == 24 ? 1.1 : 0));
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<DueDelivery> OneAsync(DeliveryStore store, long credential, DateTime now)
    {
        var queues = (await store.ClaimAsync(1000, false, now, now + DeliveryWorker.Lease)).Where(q => q.CredentialId == credential).ToList();
        return (await store.LoadAsync(queues, 10, now)).SelectMany(d => d).Single();
    }

    private static Task<T> WithStore<T>(IServiceProvider services, string owner, Func<DeliveryStore, Task<T>> work)
    {
        var db = (Hub.Platform.Persistence.HubDbContext)services.GetService(typeof(Hub.Platform.Persistence.HubDbContext))!;
        return db.UnitAsync(() => work(new DeliveryStore(db, owner)), CancellationToken.None);
    }

    /// <summary>SQLite has one node: the takeover is by the next process, on the same clock.</summary>
    private static async Task<WebhookHub> RestartAsync(WebhookHub hub, string provider, TestDatabase database)
    {
        await hub.Hub.DisposeAsync();
        return await WebhookHub.StartAsync(provider, database, beside: hub);
    }
}
