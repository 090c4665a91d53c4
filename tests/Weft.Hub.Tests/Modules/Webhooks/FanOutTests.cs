using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.AppStore.Credentials;
using Weft.Hub.Modules.Webhooks.Deliveries;
using Weft.Hub.Platform.Outbox;
using Weft.Hub.Platform.Persistence;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Webhooks;

public sealed class FanOutTests
{
    public static TheoryData<string> Providers => new(TestDatabase.Providers());

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Only_credentials_that_the_event_is_for_get_it(string provider)
    {
        await using var hub = await WebhookHub.StartAsync(provider);
        var tenant = await hub.TenantAsync();
        var source = await hub.CredentialAsync(tenant, hub.Url("/source"), OrderScope.Own);
        var all = await hub.CredentialAsync(tenant, hub.Url("/all"));
        await hub.CredentialAsync(tenant, hub.Url("/other"), OrderScope.Own);
        await hub.CredentialAsync(tenant, hub.Url("/type"), type: "LOGISTICS_SYNC");
        await hub.CredentialAsync(tenant, url: null);
        await hub.ConsoleAsync(tenant, HttpMethod.Post, $"/api/system/tenant-app/{await hub.CredentialAsync(tenant, hub.Url("/disabled"))}/disable");
        var expired = await hub.CredentialAsync(tenant, hub.Url("/expired"));
        await hub.ReadAsync(tenant, async db =>
        {
            (await db.Set<TenantApp>().SingleAsync(a => a.Id == expired)).Expire();
            return await db.SaveChangesAsync();
        });

        await hub.RaiseAsync(tenant, 1, source);

        await hub.Receiver.WaitForCountAsync(2);
        var deliveries = await hub.ReadAsync(tenant, db => db.Set<Delivery>().ToListAsync());
        Assert.Equal(new[] { source, all }.Order(), deliveries.Select(d => d.CredentialId).Order());
        Assert.Single(deliveries.Select(d => d.EventId).Distinct());
        Assert.Equal(["/all", "/source"], hub.Receiver.Received.Select(r => r.Path).Order());
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_change_that_is_rolled_back_tells_nothing(string provider)
    {
        await using var hub = await WebhookHub.StartAsync(provider);
        var tenant = await hub.TenantAsync();
        var credential = await hub.CredentialAsync(tenant, hub.Url());
        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.Hub.InTenantAsync(tenant, services =>
        {
            var db = services.GetRequiredService<HubDbContext>();
            return db.UnitAsync<bool>(async () =>
            {
                db.Raise(new Happening("PO1", "never", null));
                await db.SaveChangesAsync();
                throw new InvalidOperationException("the change failed after all");
            }, CancellationToken.None);
        }));

        await hub.RaiseAsync(tenant, 1, text: "真的");

        var first = await hub.Receiver.WaitForAsync(_ => true);
        Assert.Equal("真的", first.Json.GetProperty("data").GetProperty("message").GetString());
        Assert.Equal([1L], (await hub.DeliveriesAsync(tenant, credential, d => d.Count == 1)).Select(d => d.Sequence));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Sequences_have_no_gap_and_no_double_when_many_commit_at_once(string provider)
    {
        await using var hub = await WebhookHub.StartAsync(provider);
        var tenant = await hub.TenantAsync();
        long[] credentials = [await hub.CredentialAsync(tenant, hub.Url("/a")), await hub.CredentialAsync(tenant, hub.Url("/b"))];

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            await hub.RaiseAsync(tenant, 10);
            // Others add to the same queue from a request of their own.
            await hub.ConsoleAsync(tenant, HttpMethod.Post, $"/api/system/tenant-app/{credentials[i % 2]}/ping");
        }));

        foreach (var credential in credentials)
        {
            var deliveries = await hub.DeliveriesAsync(tenant, credential, d => d.Count == 210 && d.All(x => x.State == DeliveryState.Delivered));
            Assert.Equal(Enumerable.Range(1, 210).Select(n => (long)n), deliveries.Select(d => d.Sequence));
        }
        Assert.Equal(420, hub.Receiver.Count);
        Assert.Equal(420, hub.Receiver.Received.Select(r => (r.EventId, r.Path)).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task An_event_of_one_tenant_raised_in_a_job_reaches_no_other_tenant(string provider)
    {
        await using var hub = await WebhookHub.StartAsync(provider);
        var (ours, theirs) = (await hub.TenantAsync(), await hub.TenantAsync());
        await hub.CredentialAsync(theirs, hub.Url("/theirs"));
        var own = await hub.CredentialAsync(ours, hub.Url("/ours"));

        await hub.RaiseAsync(ours, 3);

        await hub.DeliveriesAsync(ours, own, d => d.Count == 3 && d.All(x => x.State == DeliveryState.Delivered));
        Assert.All(hub.Receiver.Received, r => Assert.Equal("/ours", r.Path));
        Assert.Empty(await hub.ReadAsync(theirs, db => db.Set<Delivery>().ToListAsync()));
        Assert.Empty(await hub.ReadAsync(theirs, db => db.Set<DeliveryQueue>().ToListAsync()));
    }
}
