using System.Text.Json;
using Weft.Hub.Modules.Webhooks;
using Weft.Testing;
using Xunit;
using static Weft.Hub.Tests.Modules.PartnerApi.PartnerOf;

namespace Weft.Hub.Tests.Modules.PartnerApi;

/// <summary>Partners who would rather be told than ask: the end of an asynchronous request goes out as a signed webhook.</summary>
public sealed class NotificationTests
{
    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task The_end_of_a_request_is_told_with_what_a_query_would_answer_and_again_until_it_is_taken(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        await using var receiver = await WebhookReceiver.StartAsync();
        var partner = await PartnerOf.StartAsync(provider, hub);
        var address = Done(await partner.Tenant.Admin.PutAsync($"/api/partner/systems/{partner.SystemId}/notification", new { url = receiver.Url("/told").ToString() }));
        var secret = address.GetProperty("secret").GetString()!;
        receiver.Behaviour = ReceiverBehaviour.Status(500);

        var (good, bad) = (NewId(), NewId());
        await partner.CallAsync(CreateB, Request(good, Document("A1", "5")));
        var first = await receiver.WaitForAsync(w => w.Text.Contains(good, StringComparison.Ordinal));
        Assert.Equal(WebhookSignature.Sign(secret, long.Parse(first.Header("X-Webhook-Timestamp")!, System.Globalization.CultureInfo.InvariantCulture), first.Body), first.Header("X-Webhook-Signature"));
        Assert.Equal(("PARTNER_REQUEST_ENDED", first.EventId), (first.Json.GetProperty("event").GetString(), first.Json.GetProperty("id").GetString()));
        var told = first.Json.GetProperty("data");
        var asked = (await partner.EventualResultAsync(good)).Body;
        Assert.Equal(("1", partner.SystemKey), (told.GetProperty("targetRequestResult").GetString(), told.GetProperty("systemKey").GetString()));
        Assert.Equal(asked.GetProperty("docList").GetRawText(), told.GetProperty("docList").GetRawText());

        await partner.CallAsync(CreateB, Request(bad, Document("A2", "0")));
        var wrong = await receiver.WaitForAsync(w => w.Text.Contains(bad, StringComparison.Ordinal));
        Assert.Equal("7", wrong.Json.GetProperty("data").GetProperty("targetRequestResult").GetString());

        await EventuallyAsync(partner, good, n => n.GetProperty("lastStatus").ValueKind == JsonValueKind.Number);
        receiver.Behaviour = ReceiverBehaviour.Ok;
        hub.Clock.Advance(TimeSpan.FromMinutes(2));
        var second = await receiver.WaitForAsync(w => w.EventId == first.EventId && w.Attempt == 2);
        Assert.Equal(first.Text, second.Text);
        var delivered = await EventuallyAsync(partner, good, n => n.GetProperty("state").GetString() == "Delivered");
        Assert.Equal((2, 200), (delivered.GetProperty("attempts").GetInt32(), delivered.GetProperty("lastStatus").GetInt32()));

        Done(await partner.Tenant.Admin.PostAsync($"/api/partner/notifications/{delivered.GetProperty("id").GetInt64()}/resend", new { }));
        await receiver.WaitForCountAsync(2, match: w => w.EventId == first.EventId && w.Attempt == 1);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Nothing_is_told_of_what_was_waited_for_or_without_an_address_and_the_secret_is_shown_once(string provider)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var partner = await PartnerOf.StartAsync(provider);
        var path = $"/api/partner/systems/{partner.SystemId}/notification";
        var refused = await partner.Tenant.Admin.PutAsync(path, new { url = "http://10.0.0.1/told" });
        Assert.Equal((400, "url"), (refused.Status, refused.Data.GetProperty("errors")[0].GetProperty("field").GetString()));

        var silent = NewId();
        await partner.CallAsync(CreateB, Request(silent, Document("A1", "5")));
        await partner.EventualResultAsync(silent);
        var url = receiver.Url("/told").ToString();
        Assert.StartsWith("wh_", Done(await partner.Tenant.Admin.PutAsync(path, new { url })).GetProperty("secret").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, Done(await partner.Tenant.Admin.PutAsync(path, new { url })).GetProperty("secret").ValueKind);
        await partner.CallAsync(CreateF, Request(NewId(), Document("A2", "5")));

        // Notifications go out in order of time: had there been one before it, it would have come before.
        var told = NewId();
        await partner.CallAsync(CreateB, Request(told, Document("A3", "5")));
        await receiver.WaitForAsync(w => w.Text.Contains(told, StringComparison.Ordinal));
        Assert.Equal(1, receiver.Count);
    }

    private static async Task<JsonElement> EventuallyAsync(PartnerOf partner, string requestId, Func<JsonElement, bool> holds)
    {
        var row = Done(await partner.Tenant.Admin.GetAsync($"/api/partner/requests?requestId={requestId}")).GetProperty("records")[0].GetProperty("id").GetInt64();
        for (var i = 0; ; i++)
        {
            var notification = Done(await partner.Tenant.Admin.GetAsync($"/api/partner/requests/{row}")).GetProperty("notifications")[0];
            if (holds(notification) || i == 200)
            {
                Assert.True(holds(notification), notification.GetRawText());
                return notification;
            }
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }
}
