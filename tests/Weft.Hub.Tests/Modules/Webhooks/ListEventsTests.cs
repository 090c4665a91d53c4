using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.Webhooks.Deliveries;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Webhooks;

public sealed class ListEventsTests
{
    public static TheoryData<string> Providers => new(TestDatabase.Providers());

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_receiver_fetches_what_it_missed_and_sees_that_it_has_everything(string provider)
    {
        await using var hub = await WebhookHub.StartAsync(provider);
        var tenant = await hub.TenantAsync();
        var credential = await hub.CredentialAsync(tenant, hub.Url());
        hub.Receiver.Behaviour = ReceiverBehaviour.Status(410);
        await hub.RaiseAsync(tenant, 25);
        await hub.DeliveriesAsync(tenant, credential, d => d.Count(x => x.State == DeliveryState.Dead) == 25);
        using var client = Client(hub, credential);

        var first = (await client.GetAsync("/openapi/v1/events?after=3&size=10")).Data;
        var second = (await client.GetAsync("/openapi/v1/events?after=13&size=100&x=1")).Data;
        var behind = (await client.GetAsync("/openapi/v1/events?after=25")).Data;

        Assert.Equal(Enumerable.Range(4, 10), first.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("sequence").GetInt32()));
        Assert.True(first.GetProperty("hasMore").GetBoolean());
        Assert.Equal(25, first.GetProperty("lastSequence").GetInt32());
        Assert.Equal(12, second.GetProperty("events").GetArrayLength());
        Assert.False(second.GetProperty("hasMore").GetBoolean());
        Assert.Equal("未识别的字段: x", second.GetProperty("warnings")[0].GetString());
        Assert.Equal((0, false), (behind.GetProperty("events").GetArrayLength(), behind.GetProperty("hasMore").GetBoolean()));
        var told = hub.Receiver.Received.Single(r => r.Header("X-Webhook-Sequence") == "4").Json;
        var fetched = first.GetProperty("events")[0];
        foreach (var name in new[] { "id", "event", "timestamp", "sequence", "data" })
        {
            Assert.Equal(told.GetProperty(name).GetRawText(), fetched.GetProperty(name).GetRawText());
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_credential_sees_its_own_events_only_and_wrong_parameters_are_named(string provider)
    {
        await using var hub = await WebhookHub.StartAsync(provider);
        var (tenant, stranger) = (await hub.TenantAsync(), await hub.TenantAsync());
        var credential = await hub.CredentialAsync(tenant, hub.Url());
        var sibling = await hub.CredentialAsync(tenant, hub.Url("/sibling"), OrderScope.Own);
        var quality = await hub.CredentialAsync(tenant, hub.Url("/quality"), type: "LOGISTICS_SYNC");
        var foreign = await hub.CredentialAsync(stranger, hub.Url("/foreign"));
        await hub.RaiseAsync(tenant, 2);
        await hub.DeliveriesAsync(tenant, credential, d => d.Count == 2);

        foreach (var other in new[] { sibling, quality, foreign })
        {
            using var client = Client(hub, other);
            var data = (await client.GetAsync("/openapi/v1/events?after=0")).Data;
            Assert.Equal((0, 0), (data.GetProperty("events").GetArrayLength(), data.GetProperty("lastSequence").GetInt32()));
        }
        using var own = Client(hub, credential);
        var wrong = await own.GetAsync("/openapi/v1/events?after=-1&size=1000");
        Assert.Equal(400, wrong.Code);
        Assert.Equal(["after", "size"], wrong.Data.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("field").GetString()));
    }

    private static SignedClient Client(WebhookHub hub, long credential) =>
        new(hub.Hub.Address, hub.Made[credential].AppKey, hub.Made[credential].AppSecret.Reveal(), hub.Clock);
}
