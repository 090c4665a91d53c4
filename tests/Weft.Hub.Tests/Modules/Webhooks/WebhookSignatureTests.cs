using System.Diagnostics;
using System.Text;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.Webhooks;
using Xunit;

namespace Weft.Hub.Tests.Modules.Webhooks;

public sealed class WebhookSignatureTests
{
    private const string Secret = "wh_Kx9mPq2sT7vWzR4nB8dLf6hJ";

    private const string Data = "\"data\":{\"orderNo\":\"PO202602110001\",\"status\":\"completed\",\"message\":\"生产订单已完成\"}}";

    private static readonly byte[] Body = Encoding.UTF8.GetBytes(
        """{"id":"evt_9b1d","event":"ORDER_STATUS","timestamp":"2026-02-11T14:30:00+08:00",""" + Data);

    // openapi-gateway 7.2; the secret of the vector has 14 characters behind its prefix, not 24
    [Fact]
    public void The_vector_of_the_specification_is_met()
    {
        var body = Encoding.UTF8.GetBytes(
            """{"id":"evt_01","event":"ORDER_STATUS","timestamp":"2026-02-11T14:30:00+08:00",""" + Data);

        Assert.Equal(
            "86c27b274928feb0d843dd75fb32deca5b32a341767aa280abd2fed38c3ae9eb", WebhookSignature.Sign("wh_Qm7Zp3Xc9Ld2Rk", 1770791400000, body));
    }

    // Captured under node 20 from standardwebhooks 1.1.1 and svix 1.99.1, which agree:
    //   new Webhook("whsec_" + secret.slice(3)).sign("evt_9b1d", new Date(1770791400 * 1000), body)
    //   new Webhook(secret, { format: "raw" }).sign(…the same…)
    [Fact]
    public void The_standard_header_holds_what_the_stock_libraries_compute_from_the_one_secret()
    {
        var header = WebhookSignature.SignStandard(Secret, "evt_9b1d", 1770791400, Body);

        Assert.Equal("v1,IDMu4Mp5V4sgpKrfju3APSu14S86US5ov9aE4evYQCY= v1,1U9p7Tjceugi6Xvr2xf3Xi9/cBkCc+xfq8zs3bt1TfQ=", header);
    }

    // Set WEFT_NODE_MODULES to a folder with both packages to have the libraries themselves decide, in each form of the secret that they take.
    [Fact]
    public async Task The_stock_libraries_accept_our_requests()
    {
        var modules = Environment.GetEnvironmentVariable("WEFT_NODE_MODULES");
        Assert.SkipWhen(string.IsNullOrEmpty(modules), "WEFT_NODE_MODULES names no folder with standardwebhooks and svix");
        const string script = """
            const [secret, id, timestamp, signature, body] = process.argv.slice(1);
            const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
            for (const name of ['standardwebhooks', 'svix']) {
              const { Webhook } = require(name);
              new Webhook('whsec_' + secret.slice(3)).verify(body, headers);
              new Webhook(secret.slice(3)).verify(body, headers);
              new Webhook(secret, { format: 'raw' }).verify(body, headers);
              let refused = false;
              try { new Webhook('whsec_' + secret.slice(3)).verify(body + ' ', headers); } catch { refused = true; }
              if (!refused) throw new Error(name + ' accepted a changed body');
            }
            """;
        for (var i = 0; i < 5; i++)
        {
            var secret = CallbackSecret.New();
            var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
            var signature = WebhookSignature.SignStandard(secret, "evt_9b1d", now, Body);
            var start = new ProcessStartInfo("node", ["-e", script, secret, "evt_9b1d", $"{now}", signature, Encoding.UTF8.GetString(Body)])
            {
                RedirectStandardError = true,
            };
            start.Environment["NODE_PATH"] = modules;

            using var node = Process.Start(start)!;
            var error = await node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await node.WaitForExitAsync(TestContext.Current.CancellationToken);

            Assert.True(node.ExitCode == 0, error);
        }
    }

    [Fact]
    public void Every_generated_secret_is_a_key_of_18_bytes_for_stock_libraries()
    {
        for (var i = 0; i < 1000; i++)
        {
            var secret = CallbackSecret.New();

            var key = WebhookSignature.StandardKey(secret);
            Assert.Equal(18, key!.Length);
            Assert.Equal("whsec_" + secret[3..], "whsec_" + Convert.ToBase64String(key));
        }
    }

    [Theory]
    [InlineData("wh_Qm7Zp3Xc9Ld2Rk")]
    [InlineData("wh_")]
    [InlineData("wh_Kx9m Pq2sT7vWzR4nB8dLf6h")]
    [InlineData("wh_Kx9m-q2sT7vWzR4nB8dLf6hJ")]
    [InlineData("Kx9mPq2sT7vWzR4nB8dLf6hJ")]
    [InlineData("密钥")]
    public void A_secret_that_is_no_base64_still_signs_with_its_text(string secret)
    {
        Assert.Null(WebhookSignature.StandardKey(secret));
        Assert.DoesNotContain(' ', WebhookSignature.SignStandard(secret, "evt_1", 1770791400, Body));
        Assert.Matches("^[0-9a-f]{64}$", WebhookSignature.Sign(secret, 1770791400000, Body));
    }

    [Fact]
    public void Id_timestamp_and_body_all_count()
    {
        var signed = WebhookSignature.SignStandard(Secret, "evt_1", 1770791400, Body);

        Assert.NotEqual(signed, WebhookSignature.SignStandard(Secret, "evt_2", 1770791400, Body));
        Assert.NotEqual(signed, WebhookSignature.SignStandard(Secret, "evt_1", 1770791401, Body));
        Assert.NotEqual(signed, WebhookSignature.SignStandard(Secret, "evt_1", 1770791400, Body.AsSpan(1)));
        Assert.NotEqual(WebhookSignature.Sign(Secret, 1770791400000, Body), WebhookSignature.Sign(Secret, 1770791400001, Body));
    }
}
