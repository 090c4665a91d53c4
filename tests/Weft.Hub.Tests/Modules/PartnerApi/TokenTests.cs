using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Modules.PartnerApi;

/// <summary>The token call, and what is refused on business calls (scm-partner-api 4, 17 nos. 1 and 2).</summary>
public sealed class TokenTests
{
    private static readonly object Poll = new { requestId = "poll", requestTime = "2026-02-11 14:30:00" };

    public static TheoryData<string> Databases => [.. TestDatabase.Providers()];

    [Theory, MemberData(nameof(Databases))]
    public async Task A_token_has_the_documented_claims_fits_and_opens_the_business_calls(string provider)
    {
        var partner = await PartnerOf.StartAsync(provider, userName: new string('w', 80));
        var parts = partner.Token.Split('.');
        using var head = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]));
        using var payload = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
        Assert.Equal(["kid", "typ", "alg"], head.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("HS512", "JWT"), (head.RootElement.GetProperty("alg").GetString(), head.RootElement.GetProperty("typ").GetString()));
        Assert.Equal((partner.UserName, "weft", partner.Tenant.TenantId, partner.HubUserId, "zh_CN"), (payload.RootElement.GetProperty("sub").GetString(),
            payload.RootElement.GetProperty("iss").GetString(), payload.RootElement.GetProperty("AD_Client_ID").GetInt64(), payload.RootElement.GetProperty("AD_User_ID").GetInt64(),
            payload.RootElement.GetProperty("AD_Language").GetString()));
        Assert.Equal(partner.Hub.Clock.GetUtcNow().ToUnixTimeSeconds() + 3600, payload.RootElement.GetProperty("exp").GetInt64());
        Assert.True(partner.Token.Length <= 518, partner.Token.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("No Data!", (await partner.CallAsync(PartnerOf.Shipments, Poll))["errorMsg"]);
        Assert.Equal(200, (await partner.SendAsync("/api/v1/processes/exportshipment_pd/", Poll, "bearer " + partner.Token)).Status);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Whatever_is_wrong_with_the_credentials_the_answer_is_the_same(string provider)
    {
        var partner = await PartnerOf.StartAsync(provider);
        const string Same = """{"title":"Authenticate error","status":401,"detail":"Invalid User ID or Password"}""";
        foreach (var wrong in new object[]
        {
            new { systemKey = "nobody", uniqueCode = partner.Code, userName = "wms01" }, new { systemKey = partner.SystemKey, uniqueCode = "wrong", userName = "wms01" },
            new { systemKey = partner.SystemKey, uniqueCode = partner.Code, userName = "WMS01" },
        })
        {
            var answer = await partner.TokenAsync(wrong);
            Assert.Equal((401, Same), (answer.Status, answer.Text));
        }
        foreach (var bad in new object[] { "[]", "{", new { systemKey = partner.SystemKey, userName = "wms01" }, new { systemKey = new string('x', 41), uniqueCode = "c", userName = "u" } })
        {
            var answer = await partner.TokenAsync(bad);
            Assert.Equal((400, "Bad Request"), (answer.Status, answer["title"]));
        }
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Altered_foreign_and_expired_tokens_are_refused_in_the_transport_form(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        var partner = await PartnerOf.StartAsync(provider, hub);
        var stranger = await PartnerOf.StartAsync(provider, hub);
        var (mine, theirs) = (partner.Token.Split('.'), stranger.Token.Split('.'));
        string Encoded(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
        var kid = JsonDocument.Parse(Base64Url.DecodeFromChars(mine[0])).RootElement.GetProperty("kid").GetString();
        var none = Encoded($$"""{"kid":"{{kid}}","typ":"JWT","alg":"none"}""");
        var weak = Encoded($$"""{"kid":"{{kid}}","typ":"JWT","alg":"HS256"}""") + "." + mine[1];
        foreach (var token in new[]
        {
            "", "x", $"{none}.{mine[1]}.", $"{none}.{mine[1]}.{mine[2]}", $"{weak}.{Base64Url.EncodeToString(HMACSHA256.HashData(new byte[64], Encoding.ASCII.GetBytes(weak)))}",
            $"{mine[0]}.{theirs[1]}.{mine[2]}", $"{mine[0]}.{mine[1]}.{theirs[2]}", partner.Token[..^2], partner.Token + "=",
        })
        {
            var answer = await partner.CallAsync(PartnerOf.Shipments, Poll, token);
            Assert.Equal((401, """{"servlet":"weft.partner.v1","message":"Unauthorized","url":"/api/v1/processes/exportshipment_pd","status":"401"}"""), (answer.Status, answer.Text));
        }
        Assert.Equal(401, (await partner.SendAsync("/api/v1/processes/exportshipment_pd", Poll, null)).Status);
        Assert.Equal(401, (await partner.SendAsync("/api/v1/processes/exportshipment_pd", Poll, "Basic " + partner.Token)).Status);
        hub.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(401, (await partner.CallAsync(PartnerOf.Shipments, Poll)).Status);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_is_switched_off_is_out_at_once_and_a_locked_user_is_not(string provider)
    {
        var partner = await PartnerOf.StartAsync(provider);
        async Task<(int, int)> StatusAsync() => ((await partner.CallAsync(PartnerOf.Shipments, Poll)).Status, (await partner.TokenAsync()).Status);
        foreach (var part in new[] { $"/api/partner/systems/{partner.SystemId}", $"/api/partner/users/{partner.PartnerUserId}", $"/api/system/users/{partner.HubUserId}" })
        {
            PartnerOf.Done(await partner.Tenant.Admin.PostAsync(part + "/disable", new { reason = "测试" }));
            Assert.Equal((401, 401), await StatusAsync());
            PartnerOf.Done(await partner.Tenant.Admin.PostAsync(part + "/enable", new { reason = "测试" }));
            Assert.Equal((200, 200), await StatusAsync());
        }
        PartnerOf.Done(await partner.Tenant.Admin.PostAsync($"/api/system/users/{partner.HubUserId}/reset-password"));
        Assert.Equal((200, 200), await StatusAsync());
        var renewed = PartnerOf.Done(await partner.Tenant.Admin.PostAsync($"/api/partner/systems/{partner.SystemId}/code")).GetProperty("uniqueCode").GetString();
        Assert.NotEqual(partner.Code, renewed);
        Assert.Equal(401, (await partner.TokenAsync()).Status);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Too_many_token_calls_and_failures_are_held_up(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider, ["PartnerApi:TokensPerUser=6"]);
        var partner = await PartnerOf.StartAsync(provider, hub);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(200, (await partner.TokenAsync()).Status);
        }
        var refused = await partner.TokenAsync();
        Assert.Equal((429, "Too many requests"), (refused.Status, refused["title"]));
        Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        hub.Clock.Advance(TimeSpan.FromMinutes(11));
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(401, (await partner.TokenAsync(new { systemKey = partner.SystemKey, uniqueCode = "wrong", userName = "wms01" })).Status);
        }
        Assert.Equal(429, (await partner.TokenAsync()).Status);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_rotated_key_leaves_running_tokens_valid_once(string provider)
    {
        await using var hub = await TestHub.StartAsync(provider);
        var partner = await PartnerOf.StartAsync(provider, hub);
        var platform = await Tenants.OperatorAsync(hub);
        hub.Clock.Advance(TimeSpan.FromSeconds(1));
        PartnerOf.Done(await platform.PostAsync("/api/platform/partner-api/rotate-key"));
        Assert.Equal(200, (await partner.CallAsync(PartnerOf.Shipments, Poll)).Status);
        var newer = (await partner.TokenAsync())["token"];
        hub.Clock.Advance(TimeSpan.FromSeconds(1));
        PartnerOf.Done(await platform.PostAsync("/api/platform/partner-api/rotate-key"));
        Assert.Equal(401, (await partner.CallAsync(PartnerOf.Shipments, Poll)).Status);
        Assert.Equal(200, (await partner.CallAsync(PartnerOf.Shipments, Poll, newer)).Status);
    }
}
