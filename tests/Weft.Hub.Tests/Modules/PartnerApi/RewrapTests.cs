using Weft.Hub.Modules.PartnerApi.Access;
using Weft.Hub.Modules.Webhooks;
using Weft.Testing;
using Xunit;
using static Weft.Hub.Tests.Modules.PartnerApi.PartnerOf;

namespace Weft.Hub.Tests.Modules.PartnerApi;

/// <summary>A change of the master key (app-store 6.3): tokens go on and notifications keep their signature once the former key is gone.</summary>
public sealed class RewrapTests
{
    private const string OldKey = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private const string NewKey = "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";

    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task Tokens_and_notifications_outlive_the_master_key_that_sealed_their_secrets(string provider)
    {
        await using var database = await TestDatabase.CreateMigratedAsync(provider);
        await using var receiver = await WebhookReceiver.StartAsync();
        PartnerOf partner;
        string secret;
        await using (var before = await TestHub.StartAsync(provider, on: database))
        {
            partner = await PartnerOf.StartAsync(provider, before);
            secret = Done(await partner.Tenant.Admin.PutAsync($"/api/partner/systems/{partner.SystemId}/notification", new { url = receiver.Url("/told").ToString() })).GetProperty("secret").GetString()!;
        }
        await using (var during = await TestHub.StartAsync(provider, [$"Secrets:MasterKey={NewKey}", $"Secrets:PreviousMasterKeys:0={OldKey}"], on: database))
        {
            // Twice: what is done is left alone.
            await during.RunJobAsync<RewrapPartnerSecretsJob>();
            await during.RunJobAsync<RewrapPartnerSecretsJob>();
        }
        await using var after = await TestHub.StartAsync(provider, [$"Secrets:MasterKey={NewKey}"], on: database);
        var id = NewId();
        var accepted = await SendAsync(after, "/api/v1/processes/" + CreateB, Request(id, Document("A1", "5")), "Bearer " + partner.Token);
        Assert.Equal((200, "1"), (accepted.Status, accepted["requestResult"]));
        var told = await receiver.WaitForAsync(w => w.Text.Contains(id, StringComparison.Ordinal));
        Assert.Equal(WebhookSignature.Sign(secret, long.Parse(told.Header("X-Webhook-Timestamp")!, System.Globalization.CultureInfo.InvariantCulture), told.Body), told.Header("X-Webhook-Signature"));
    }
}
