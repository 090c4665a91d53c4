using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.Webhooks.Deliveries;
using Weft.Hub.Modules.Webhooks.Recoveries;
using Weft.Hub.Platform.Persistence;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Webhooks;

public sealed class RecoveryTests
{
    public static TheoryData<string> Providers => new(TestDatabase.Providers());

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task What_was_given_up_is_sent_again_in_chunks_and_nothing_else(string provider)
    {
        await using var hub = await WebhookHub.StartAsync(provider, settings: "Webhooks:RecoveryChunk=7");
        var tenant = await hub.TenantAsync();
        var credential = await hub.CredentialAsync(tenant, hub.Url());
        await hub.RaiseAsync(tenant, 5, order: "FINE");
        await hub.DeliveriesAsync(tenant, credential, d => d.Count(x => x.State == DeliveryState.Delivered) == 5);
        hub.Receiver.Behaviour = ReceiverBehaviour.Status(410);
        await hub.RaiseAsync(tenant, 30, order: "LOST");
        await hub.DeliveriesAsync(tenant, credential, d => d.Count(x => x.State == DeliveryState.Dead) == 30);
        hub.Receiver.Behaviour = ReceiverBehaviour.Ok;

        var started = (await StartAsync(hub, tenant, credential, new { from = "2026-02-11T14:00:00+08:00", to = "2026-02-12T00:00:00+08:00", states = new[] { "DEAD" }, types = new[] { "HAPPENING" } })).GetProperty("data");
        await hub.DeliveriesAsync(tenant, credential, d => d.All(x => x.State == DeliveryState.Delivered));

        Assert.Equal(30, started.GetProperty("total").GetInt32());
        var done = await ProgressAsync(hub, tenant, credential, started.GetProperty("id").GetInt64(), "DONE");
        Assert.Equal(30, done.GetProperty("done").GetInt32());
        Assert.Equal(65, hub.Receiver.Count);
        Assert.All(hub.Receiver.Received.GroupBy(r => r.EventId), g => Assert.Single(g.Select(r => r.Text).Distinct()));
        Assert.Equal(5, hub.Receiver.Received.GroupBy(r => r.EventId).Count(g => g.Count() == 1));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_recovery_goes_on_where_it_was_when_its_node_is_gone(string provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        await using var receiver = await WebhookReceiver.StartAsync();
        long tenant, credential, recovery;
        WebhookHub gone;
        await using (var first = await WebhookHub.StartAsync(provider, database, receiver: receiver, settings: ["Webhooks:RecoveryChunk=4", "Webhooks:Send=false"]))
        {
            gone = first;
            tenant = await first.TenantAsync();
            credential = await first.CredentialAsync(tenant, first.Url());
            await first.RaiseAsync(tenant, 20);
            await first.DeliveriesAsync(tenant, credential, d => d.Count == 20);
            await first.Hub.InTenantAsync(tenant, services =>
            {
                var db = services.GetRequiredService<HubDbContext>();
                return db.UnitAsync(() => db.Set<Delivery>().ExecuteUpdateAsync(
                    set => set.SetProperty(d => d.State, DeliveryState.Dead).SetProperty(d => d.NextAttemptAt, (DateTime?)null)), CancellationToken.None);
            });
            // Nothing is sent on this node, so the first chunk stays due and the second waits for it: half way, deterministically.
            recovery = (await StartAsync(first, tenant, credential, new { from = "2026-02-11T00:00:00+08:00", to = "2026-02-12T00:00:00+08:00" })).GetProperty("data").GetProperty("id").GetInt64();
            await first.DeliveriesAsync(tenant, credential, d => d.Count(x => x.State == DeliveryState.Pending) == 4);
        }

        await using var second = await WebhookHub.StartAsync(provider, database, receiver: receiver, settings: "Webhooks:RecoveryChunk=4");
        second.Adopt(gone);
        await second.DeliveriesAsync(tenant, credential, d => d.All(x => x.State == DeliveryState.Delivered));

        var done = await ProgressAsync(second, tenant, credential, recovery, "DONE");
        Assert.Equal((20, 20), (done.GetProperty("total").GetInt32(), done.GetProperty("done").GetInt32()));
        Assert.Equal(20, second.Receiver.Count);
        Assert.Equal(20, second.Receiver.Received.Select(r => r.EventId).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task One_recovery_runs_at_a_time_and_can_be_cancelled(string provider)
    {
        await using var hub = await WebhookHub.StartAsync(provider, settings: ["Webhooks:RecoveryChunk=1", "Webhooks:Send=false"]);
        var tenant = await hub.TenantAsync();
        var credential = await hub.CredentialAsync(tenant, hub.Url());
        await hub.RaiseAsync(tenant, 5);
        await hub.DeliveriesAsync(tenant, credential, d => d.Count == 5);
        var all = new { from = "2026-02-11T00:00:00+08:00", to = "2026-02-12T00:00:00+08:00", states = new[] { "PENDING" } };

        var first = (await StartAsync(hub, tenant, credential, all)).GetProperty("data").GetProperty("id").GetInt64();
        var second = await StartAsync(hub, tenant, credential, all);
        var wrong = await StartAsync(hub, tenant, credential, new { from = "2026-02-11T00:00:00+08:00", to = "2026-02-10T00:00:00+08:00", states = new[] { "LOST" } });
        var canceled = await hub.ConsoleAsync(tenant, HttpMethod.Post, $"/api/system/tenant-app/{credential}/recoveries/{first}/cancel");
        var again = await hub.ConsoleAsync(tenant, HttpMethod.Post, $"/api/system/tenant-app/{credential}/recoveries/{first}/cancel");

        Assert.Equal(400, second.GetProperty("code").GetInt32());
        Assert.Equal(["states", "to"], wrong.GetProperty("data").GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("field").GetString()).Order());
        Assert.Equal("CANCELED", canceled.GetProperty("data").GetProperty("state").GetString());
        Assert.Equal(400, again.GetProperty("code").GetInt32());
        Assert.Equal(RecoveryState.Canceled, await hub.ReadAsync(tenant, db => db.Set<Recovery>().Select(r => r.State).SingleAsync()));
    }

    private static Task<JsonElement> StartAsync(WebhookHub hub, long tenant, long credential, object body) =>
        hub.ConsoleAsync(tenant, HttpMethod.Post, $"/api/system/tenant-app/{credential}/recoveries", body);

    private static async Task<JsonElement> ProgressAsync(WebhookHub hub, long tenant, long credential, long recovery, string state)
    {
        for (var tries = 0; ; tries++)
        {
            var data = (await hub.ConsoleAsync(tenant, HttpMethod.Get, $"/api/system/tenant-app/{credential}/recoveries/{recovery}")).GetProperty("data");
            if (data.GetProperty("state").GetString() == state)
            {
                return data;
            }
            Assert.True(tries < 200, data.GetRawText());
            hub.Clock.Advance(TimeSpan.FromSeconds(1.1));
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
