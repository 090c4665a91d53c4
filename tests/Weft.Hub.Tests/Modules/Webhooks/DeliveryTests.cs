using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Webhooks;
using Weft.Hub.Modules.Webhooks.Deliveries;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.Webhooks;

public sealed class DeliveryTests
{
    public static TheoryData<string> Providers => new(TestDatabase.Providers());

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task The_request_is_signed_in_both_ways_and_says_what_happened(string provider)
    {
        await using var hub = await WebhookHub.StartAsync(provider);
        var tenant = await hub.TenantAsync();
        var credential = await hub.CredentialAsync(tenant, hub.Url());
        await hub.RaiseAsync(tenant, 1);

        var request = await hub.Receiver.WaitForAsync(_ => true);

        var ms = long.Parse(request.Header("X-Webhook-Timestamp")!, CultureInfo.InvariantCulture);
        Assert.Equal(hub.Clock.GetUtcNow().ToUnixTimeMilliseconds(), ms);
        Assert.Equal(WebhookSignature.Sign(hub.Made[credential].CallbackSecret.Reveal(), ms, request.Body), request.Header("X-Webhook-Signature"));
        Assert.Equal(request.EventId, request.Header("webhook-id"));
        Assert.Equal((ms / 1000).ToString(CultureInfo.InvariantCulture), request.Header("webhook-timestamp"));
        Assert.Equal(WebhookSignature.SignStandard(hub.Made[credential].CallbackSecret.Reveal(), request.EventId!, ms / 1000, request.Body), request.Header("webhook-signature"));
        Assert.Equal("application/json; charset=utf-8", request.Header("Content-Type"));
        Assert.Equal("Weft-Webhook/1.0", request.Header("User-Agent"));
        Assert.Equal("HAPPENING", request.Header("X-Webhook-Event"));
        Assert.Equal("1", request.Header("X-Webhook-Sequence"));
        Assert.Equal(1, request.Attempt);
        Assert.Equal(hub.Made[credential].AppKey, request.Header("X-App-Key"));
        Assert.Matches("^evt_[0-9a-f]{24}$", request.EventId!);
        Assert.Equal(
            $$$"""{"id":"{{{request.EventId}}}","event":"HAPPENING","timestamp":"2026-02-11T14:30:00+08:00","sequence":1,"data":{"orderNo":"PO1","status":"completed","message":"生产订单已完成"}}""",
            request.Text);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_failed_push_follows_the_schedule_with_one_body_and_is_given_up_after_seven(string provider)
    {
        await using var hub = await WebhookHub.StartAsync(provider);
        var tenant = await hub.TenantAsync();
        var credential = await hub.CredentialAsync(tenant, hub.Url());
        hub.Receiver.Behaviour = ReceiverBehaviour.Status(500);
        await hub.RaiseAsync(tenant, 1);

        double[] minutes = [1, 5, 15, 60, 360, 1440];
        for (var attempt = 1; attempt <= 6; attempt++)
        {
            var made = attempt;
            var delivery = (await hub.DeliveriesAsync(tenant, credential, d => d is [{ Attempts: var n, }] && n == made))[0];
            Assert.Equal(DeliveryState.Retrying, delivery.State);
            var at = await hub.ReadAsync(tenant, db => db.Set<DeliveryAttempt>().Where(a => a.Number == made).Select(a => a.At).SingleAsync());
            var wait = delivery.NextAttemptAt!.Value - at;
            Assert.InRange(wait.TotalMinutes, minutes[attempt - 1] * 0.9 - 0.001, minutes[attempt - 1] * 1.1 + 0.001);
            hub.Clock.Advance(wait + TimeSpan.FromSeconds(0.1));
        }

        var dead = (await hub.DeliveriesAsync(tenant, credential, d => d is [{ State: DeliveryState.Dead }]))[0];
        Assert.Equal(7, dead.Attempts);
        Assert.Null(dead.NextAttemptAt);
        Assert.Equal(7, hub.Receiver.Count);
        Assert.Equal(Enumerable.Range(1, 7), hub.Receiver.Received.Select(r => r.Attempt));
        Assert.Single(hub.Receiver.Received.Select(r => r.Text).Distinct());
        Assert.Single(hub.Receiver.Received.Select(r => r.EventId).Distinct());
        var attempts = await hub.ReadAsync(tenant, db => db.Set<DeliveryAttempt>().OrderBy(a => a.Number).ToListAsync());
        Assert.Equal(Enumerable.Range(1, 7), attempts.Select(a => a.Number));
        Assert.All(attempts, a => Assert.Equal(500, a.StatusCode));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Gone_is_final_at_once_and_a_redirect_is_a_failure(string provider)
    {
        await using var hub = await WebhookHub.StartAsync(provider);
        var tenant = await hub.TenantAsync();
        var gone = await hub.CredentialAsync(tenant, hub.Url("/gone"));
        var moved = await hub.CredentialAsync(tenant, hub.Url("/moved"));
        hub.Receiver.On("/gone", ReceiverBehaviour.Status(410));
        hub.Receiver.On("/moved", ReceiverBehaviour.Redirect(hub.Url("/elsewhere")));
        await hub.RaiseAsync(tenant, 1);

        var dead = await hub.DeliveriesAsync(tenant, gone, d => d is [{ State: DeliveryState.Dead }]);
        var retrying = await hub.DeliveriesAsync(tenant, moved, d => d is [{ State: DeliveryState.Retrying }]);

        Assert.Equal((1, 410), (dead[0].Attempts, dead[0].LastStatusCode));
        Assert.Equal(307, retrying[0].LastStatusCode);
        Assert.DoesNotContain(hub.Receiver.Received, r => r.Path == "/elsewhere");
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_receiver_can_ask_for_a_longer_wait_not_for_a_shorter_one(string provider)
    {
        await using var hub = await WebhookHub.StartAsync(provider);
        var tenant = await hub.TenantAsync();
        var later = await hub.CredentialAsync(tenant, hub.Url("/later"));
        var sooner = await hub.CredentialAsync(tenant, hub.Url("/sooner"));
        hub.Receiver.On("/later", ReceiverBehaviour.Status(503, retryAfterSeconds: 600));
        hub.Receiver.On("/sooner", ReceiverBehaviour.Status(429, retryAfterSeconds: 1));
        await hub.RaiseAsync(tenant, 1);

        var long1 = await hub.DeliveriesAsync(tenant, later, d => d is [{ State: DeliveryState.Retrying }]);
        var short1 = await hub.DeliveriesAsync(tenant, sooner, d => d is [{ State: DeliveryState.Retrying }]);

        Assert.InRange((long1[0].NextAttemptAt!.Value - long1[0].CreateTime).TotalSeconds, 600, 603);
        Assert.InRange((short1[0].NextAttemptAt!.Value - short1[0].CreateTime).TotalSeconds, 54, 69);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task The_credential_is_read_again_before_each_attempt(string provider)
    {
        await using var hub = await WebhookHub.StartAsync(provider);
        var tenant = await hub.TenantAsync();
        var credential = await hub.CredentialAsync(tenant, hub.Url());
        hub.Receiver.Behaviour = ReceiverBehaviour.Status(500);
        await hub.RaiseAsync(tenant, 1);
        await hub.DeliveriesAsync(tenant, credential, d => d is [{ State: DeliveryState.Retrying }]);

        await hub.ConsoleAsync(tenant, HttpMethod.Post, $"/api/system/tenant-app/{credential}/disable");
        hub.Clock.Advance(TimeSpan.FromMinutes(2));

        var skipped = await hub.DeliveriesAsync(tenant, credential, d => d is [{ State: DeliveryState.Skipped }]);
        Assert.Equal(("应用已停用", 1), (skipped[0].LastError, skipped[0].Attempts));
        Assert.Equal(1, hub.Receiver.Count);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_resend_keeps_id_sequence_and_body_and_begins_a_new_round(string provider)
    {
        await using var hub = await WebhookHub.StartAsync(provider);
        var tenant = await hub.TenantAsync();
        var credential = await hub.CredentialAsync(tenant, hub.Url());
        await hub.RaiseAsync(tenant, 1);
        var delivery = (await hub.DeliveriesAsync(tenant, credential, d => d is [{ State: DeliveryState.Delivered }]))[0];
        hub.Receiver.Behaviour = ReceiverBehaviour.Status(500);

        var answer = await hub.ConsoleAsync(tenant, HttpMethod.Post, $"/api/system/tenant-app/deliveries/{delivery.Id}/resend");
        var again = (await hub.DeliveriesAsync(tenant, credential, d => d is [{ State: DeliveryState.Retrying }]))[0];
        hub.Receiver.Behaviour = ReceiverBehaviour.Ok;
        hub.Clock.Advance(TimeSpan.FromMinutes(2));
        await hub.DeliveriesAsync(tenant, credential, d => d is [{ State: DeliveryState.Delivered }]);

        Assert.Equal(200, answer.GetProperty("code").GetInt32());
        Assert.Equal((2, 1), (again.Attempts, again.RoundAttempts));
        Assert.Equal([1, 2, 3], hub.Receiver.Received.Select(r => r.Attempt));
        Assert.Single(hub.Receiver.Received.Select(r => r.Text).Distinct());
        var shown = (await hub.ConsoleAsync(tenant, HttpMethod.Get, $"/api/system/tenant-app/deliveries/{delivery.Id}")).GetProperty("data");
        Assert.Equal(3, shown.GetProperty("attempts").GetArrayLength());
        Assert.Equal(hub.Receiver.Received[0].Text, shown.GetProperty("body").GetString());
        var listed = (await hub.ConsoleAsync(tenant, HttpMethod.Post, $"/api/system/tenant-app/{credential}/deliveries", new { state = "DELIVERED", type = "HAPPENING", orderNo = "PO1" })).GetProperty("data");
        Assert.Equal(1, listed.GetProperty("total").GetInt32());
        var none = (await hub.ConsoleAsync(tenant, HttpMethod.Post, $"/api/system/tenant-app/{credential}/deliveries", new { state = "DEAD" })).GetProperty("data");
        Assert.Equal(0, none.GetProperty("total").GetInt32());
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Another_tenants_deliveries_are_not_found(string provider)
    {
        await using var hub = await WebhookHub.StartAsync(provider);
        var (ours, theirs) = (await hub.TenantAsync(), await hub.TenantAsync());
        var credential = await hub.CredentialAsync(theirs, hub.Url());
        await hub.RaiseAsync(theirs, 1);
        var delivery = (await hub.DeliveriesAsync(theirs, credential, d => d is [{ State: DeliveryState.Delivered }]))[0];

        foreach (var (method, path) in new (HttpMethod, string)[]
        {
            (HttpMethod.Get, $"deliveries/{delivery.Id}"), (HttpMethod.Post, $"deliveries/{delivery.Id}/resend"),
            (HttpMethod.Post, $"{credential}/ping"), (HttpMethod.Get, $"{credential}/recoveries/1"), (HttpMethod.Post, $"{credential}/recoveries/1/cancel"),
        })
        {
            Assert.Equal(404, (await hub.ConsoleAsync(ours, method, "/api/system/tenant-app/" + path)).GetProperty("code").GetInt32());
        }
        Assert.Equal(404, (await hub.ConsoleAsync(
            ours, HttpMethod.Post, $"/api/system/tenant-app/{credential}/recoveries", new { from = "2026-01-01T00:00:00+08:00" })).GetProperty("code").GetInt32());
        var list = await hub.ConsoleAsync(ours, HttpMethod.Post, $"/api/system/tenant-app/{credential}/deliveries", new { });
        Assert.Equal(404, list.GetProperty("code").GetInt32());
        Assert.Equal(1, hub.Receiver.Count);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_ping_goes_the_way_of_every_event_and_needs_an_address(string provider)
    {
        await using var hub = await WebhookHub.StartAsync(provider);
        var tenant = await hub.TenantAsync();
        var credential = await hub.CredentialAsync(tenant, hub.Url(), type: "PAYMENT_SYNC");
        var silent = await hub.CredentialAsync(tenant, url: null);

        var answer = (await hub.ConsoleAsync(tenant, HttpMethod.Post, $"/api/system/tenant-app/{credential}/ping")).GetProperty("data");
        var refused = await hub.ConsoleAsync(tenant, HttpMethod.Post, $"/api/system/tenant-app/{silent}/ping");

        var request = await hub.Receiver.WaitForAsync(_ => true);
        Assert.Equal(answer.GetProperty("eventId").GetString(), request.EventId);
        Assert.Equal("PING", request.Json.GetProperty("event").GetString());
        Assert.Equal(hub.Made[credential].AppName, request.Json.GetProperty("data").GetProperty("appName").GetString());
        Assert.Equal(400, refused.GetProperty("code").GetInt32());
    }
}
