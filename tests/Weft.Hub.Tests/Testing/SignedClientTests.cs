using System.Text;
using Microsoft.Extensions.Time.Testing;
using Weft.Testing;
using Xunit;

namespace Weft.Hub.Tests.Testing;

public sealed class SignedClientTests
{
    private const string AppKey = "os_0123456789abcdef01234567";
    private const string Secret = "Kx9mPq2sT7vWzR4nB8dLf6hJc3gYt5aE";
    private const string BodyB = """{"externalOrderNo":"ERP-001","styleNo":"FZ2024001","quantity":500}""";

    private static readonly DateTimeOffset VectorTime = DateTimeOffset.FromUnixTimeMilliseconds(1770791400000);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // openapi-gateway 3.2, vectors A to C
    [Theory]
    [InlineData("", "bc7e17e32e309878b65636023d6a9afbe23d253c9abc8298fc121a440338dadc")]
    [InlineData(BodyB, "bae31fd32d2d646f76948dcaa909a074985aa49946d63e16407c60b2ba966829")]
    [InlineData(
        """{"externalOrderNo":"ERP-002","styleNo":"FZ2024001","quantity":500,"colors":["红","蓝"],"sizes":["S","M","L"]}""",
        "79ccea0aec669c9fa850f70886136539be11f966e9c2a2c292b2f76a5f7aadff")]
    public void V1_signs_as_the_vectors_do(string body, string signature)
    {
        using var client = new SignedClient(new Uri("http://127.0.0.1:1"), AppKey, Secret, new FakeTimeProvider(VectorTime));
        var request = client.Sign(HttpMethod.Post, "/openapi/v1/orders/create", Encoding.UTF8.GetBytes(body));
        Assert.Equal((AppKey, "1770791400000", signature), (request.Headers["X-App-Key"], request.Headers["X-Timestamp"], request.Headers["X-Signature"]));
    }

    // openapi-gateway 3.4
    [Fact]
    public void V2_signs_as_the_vector_does()
    {
        using var client = new SignedClient(new Uri("http://127.0.0.1:1"), AppKey, Secret, new FakeTimeProvider(VectorTime));
        var request = client.Sign(
            HttpMethod.Post, "/openapi/v1/orders/create", Encoding.UTF8.GetBytes(BodyB), new SigningTwist { Version = 2, Nonce = "n-7f3c2a91" });
        Assert.Equal("398931398f2baeeba1a4c5a5f0aac0d334c99ba7abfc2ea4e8400b5e7fdce0ef", request.Headers["X-Signature"]);
        Assert.Equal(("2", "n-7f3c2a91"), (request.Headers["X-Signature-Version"], request.Headers["X-Nonce"]));
    }

    [Fact]
    public void No_two_requests_share_a_timestamp_even_when_the_clock_stands()
    {
        using var client = new SignedClient(new Uri("http://127.0.0.1:1"), AppKey, Secret, new FakeTimeProvider(VectorTime));
        var stamps = Enumerable.Range(0, 1000).AsParallel().Select(_ => client.Sign(HttpMethod.Get, "/", null).Headers["X-Timestamp"]);
        Assert.Equal(1000, stamps.Distinct().Count());
    }

    [Fact]
    public async Task A_request_reaches_the_wire_as_it_was_signed_and_can_be_sent_again()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Behaviour = ReceiverBehaviour.Status(401);
        using var client = new SignedClient(receiver.BaseAddress, AppKey, Secret);
        var request = client.Sign(HttpMethod.Post, "/a%2fb/../c?q=%E7%BA%A2&&x", Encoding.UTF8.GetBytes(BodyB), new SigningTwist { Version = 2 });

        var answer = await client.SendAsync(request, Stop);
        await client.SendAsync(request, Stop);

        Assert.Equal(401, (int)answer.Status);
        Assert.Equal(2, receiver.Count);
        var seen = receiver.Received[0];
        Assert.Equal(("?q=%E7%BA%A2&&x", BodyB, "application/json"), (seen.Query, seen.Text, seen.Header("Content-Type")));
        Assert.Equal(receiver.Received[1].Header("X-Signature"), seen.Header("X-Signature"));
        Assert.Equal(
            SignedClient.SignV2(Secret, AppKey, "POST", "/a%2fb/../c", "q=%E7%BA%A2&&x", seen.Header("X-Timestamp")!, seen.Header("X-Nonce")!, seen.Body),
            seen.Header("X-Signature"));
    }

    [Fact]
    public async Task Each_twist_is_a_thing_done_wrongly()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        using var client = new SignedClient(receiver.BaseAddress, AppKey, Secret);
        await client.PostAsync("/1", BodyB, new SigningTwist { Timestamp = "1770791400", Without = ["X-App-Key"] }, Stop);
        await client.PostAsync("/2", BodyB, new SigningTwist { Signature = "ABC", ContentType = "text/plain" }, Stop);
        await client.PostAsync("/3", new { quantity = 5, colors = new[] { "红" } }, new SigningTwist { SignedBody = Encoding.UTF8.GetBytes(BodyB), Timestamp = "1770791400000" }, Stop);
        await client.GetAsync("/4?page=1", new SigningTwist { With = new Dictionary<string, string> { ["X-App-Key"] = "", ["X-Forwarded-For"] = "8.8.8.8" } }, Stop);

        var (first, second, third, fourth) = (receiver.Received[0], receiver.Received[1], receiver.Received[2], receiver.Received[3]);
        Assert.Equal((null, "1770791400"), (first.Header("X-App-Key"), first.Header("X-Timestamp")));
        Assert.Equal(SignedClient.SignV1(Secret, AppKey, "1770791400", first.Body), first.Header("X-Signature"));
        Assert.Equal(("ABC", "text/plain"), (second.Header("X-Signature"), second.Header("Content-Type")));
        Assert.Equal("""{"quantity":5,"colors":["红"]}""", third.Text);
        Assert.Equal("bae31fd32d2d646f76948dcaa909a074985aa49946d63e16407c60b2ba966829", third.Header("X-Signature"));
        Assert.Equal(("GET", "", "8.8.8.8", ""), (fourth.Method, fourth.Header("X-App-Key"), fourth.Header("X-Forwarded-For"), fourth.Text));
    }
}
