using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Weft.Hub.Platform.Outbound;
using Xunit;

namespace Weft.Hub.Tests.Platform.Outbound;

/// <summary>Where calls go, and what they carry. The receivers are real sockets, so that "no connection was made" is counted and not believed.</summary>
public class OutboundHttpTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_name_that_turns_private_after_it_was_saved_gets_no_connection()
    {
        await using var victim = RawServer.Answering(Ok);
        using var outbound = new OutboundFixture(allowLoopback: false);
        outbound.Resolver.Answer("rebind.example", "8.8.4.4").Answer("rebind.example", "127.0.0.1");

        var saved = await outbound.Rules.CheckForSavingAsync(victim.Url("rebind.example").AbsoluteUri, Cancel);
        var answer = await outbound.PostAsync(saved.Uri!);

        Assert.Equal(OutboundFailure.AddressRefused, answer.Failure);
        Assert.Equal(0, answer.StatusCode);
        Assert.Equal(0, victim.Accepted);
        Assert.Equal(2, outbound.Resolver.Questions);
    }

    [Theory]
    [InlineData("8.8.4.4", "127.0.0.1"), InlineData("127.0.0.1", "8.8.4.4"), InlineData("::ffff:127.0.0.1")]
    public async Task A_name_with_one_refused_address_gets_no_connection(params string[] addresses)
    {
        await using var victim = RawServer.Answering(Ok);
        using var outbound = new OutboundFixture(allowLoopback: false);
        outbound.Resolver.Answer("mixed.example", addresses);

        var answer = await outbound.PostAsync(victim.Url("mixed.example"));

        Assert.Equal(OutboundFailure.AddressRefused, answer.Failure);
        Assert.Equal(0, victim.Accepted);
    }

    [Theory]
    [InlineData("127.0.0.1"), InlineData("2130706433"), InlineData("0x7f.1"), InlineData("localhost"), InlineData("[::ffff:127.0.0.1]"), InlineData("１２７.0.0.1")]
    public async Task A_refused_host_gets_no_connection_although_nobody_checked_it_before(string host)
    {
        await using var victim = RawServer.Answering(Ok);
        using var outbound = new OutboundFixture(allowLoopback: false);
        outbound.Resolver.Answer("localhost", "127.0.0.1");

        var answer = await outbound.PostAsync(victim.Url(host));

        Assert.Equal(OutboundFailure.AddressRefused, answer.Failure);
        Assert.Equal(0, victim.Accepted);
    }

    [Theory]
    [InlineData("http://me:pw@127.0.0.1:{0}/"), InlineData("http://127.0.0.1:{0}/#x"), InlineData("ftp://127.0.0.1:{0}/"), InlineData("http://hub.example:{0}/")]
    [InlineData("http://127.0.0.1:22/"), InlineData("/relative")]
    public async Task A_call_keeps_the_rules_of_the_url_too(string url)
    {
        await using var server = RawServer.Answering(Ok);
        using var outbound = new OutboundFixture(ownHosts: ["hub.example"]);
        outbound.Resolver.Answer("hub.example", "127.0.0.1");
        var uri = new Uri(url.Replace("{0}", server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal), UriKind.RelativeOrAbsolute);

        var answer = await outbound.PostAsync(uri);

        Assert.Equal(OutboundFailure.AddressRefused, answer.Failure);
        Assert.NotEmpty(answer.Message);
        Assert.Equal(0, server.Accepted);
    }

    [Fact]
    public async Task A_redirect_is_an_answer_and_is_not_followed()
    {
        await using var target = RawServer.Answering(Ok);
        await using var server = RawServer.Answering($"HTTP/1.1 307 Temporary Redirect\r\nLocation: {target.Url()}\r\nContent-Length: 0\r\n\r\n");
        using var outbound = new OutboundFixture();

        var answer = await outbound.PostAsync(server.Url());

        Assert.Equal((OutboundFailure.None, 307, false), (answer.Failure, answer.StatusCode, answer.IsSuccess));
        Assert.Equal(0, target.Accepted);
    }

    [Fact]
    public async Task The_request_leaves_as_it_was_given_with_the_name_as_host_and_nothing_of_ours_added()
    {
        using var listening = new ActivityListener { ShouldListenTo = _ => true, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData };
        ActivitySource.AddActivityListener(listening);
        using var activity = new Activity("a call of the hub").AddBaggage("tenant", "7").Start();
        await using var server = RawServer.Answering("HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n");
        using var outbound = new OutboundFixture();
        outbound.Resolver.Answer("api.example.com", "127.0.0.1");
        var request = OutboundFixture.Post(server.Url("api.example.com", path: "/回调?x=1"), """{"款":"布"}""");

        Assert.True((await outbound.Http.SendAsync(request, Cancel)).IsSuccess);
        Assert.True((await outbound.Http.SendAsync(request, Cancel)).IsSuccess);

        var expected = $"POST /%E5%9B%9E%E8%B0%83?x=1 HTTP/1.1\r\nHost: api.example.com:{server.Port}\r\nUser-Agent: Weft-Webhook/1.0\r\n"
            + "Content-Type: application/json; charset=utf-8\r\nContent-Length: 13\r\n\r\n" + Encoding.Latin1.GetString(request.Body.Span);
        Assert.Equal([expected, expected], server.Requests);
        Assert.Equal(1, server.Accepted); // one connection for both
    }

    [Fact]
    public async Task Addresses_are_tried_in_order_and_only_those()
    {
        await using var server = RawServer.Answering(Ok);
        using var outbound = new OutboundFixture();
        outbound.Resolver.Answer("two.example", "127.0.0.2", "127.0.0.1"); // the server listens on the second only

        var answer = await outbound.PostAsync(server.Url("two.example"));

        Assert.Equal("{}", Encoding.UTF8.GetString(answer.Body.Span));
        Assert.Equal("application/json", answer.ContentType);
        Assert.Equal(1, outbound.Resolver.Questions);
    }

    [Fact]
    public async Task A_compressed_answer_is_not_unpacked()
    {
        await using var server = RawServer.Answering("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\n\u001f\u008b\u0008");
        using var outbound = new OutboundFixture();

        var answer = await outbound.PostAsync(server.Url());

        Assert.Equal([0x1f, 0x8b, 0x08], answer.Body.ToArray());
        Assert.DoesNotContain("Accept-Encoding", server.Requests[0], StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Host", "evil.example"), InlineData("content-length", "1"), InlineData("X-A", "a\r\nX-B: c"), InlineData("X-A", "布"), InlineData("X A", "a")]
    public async Task A_header_that_cannot_be_sent_is_the_callers_mistake(string name, string value)
    {
        using var outbound = new OutboundFixture();
        var request = new OutboundRequest { Method = HttpMethod.Get, Uri = new Uri("http://127.0.0.1:1024/"), Headers = [new(name, value)] };

        await Assert.ThrowsAsync<ArgumentException>(() => outbound.Http.SendAsync(request, Cancel));
    }

    [Fact]
    public async Task What_is_registered_works_and_a_mistyped_rule_stops_the_start()
    {
        await using var server = RawServer.Answering(Ok);
        await using var good = Provide(new() { ["Outbound:AllowHttp"] = "true", ["Outbound:AllowedNetworks:0"] = "127.0.0.0/8" });
        await using var bad = Provide(new() { ["Outbound:AllowedNetworks:0"] = "10.0.0.1", ["Outbound:OwnHosts:0"] = "https://hub.example" });

        var answer = await good.GetRequiredService<OutboundHttp>().SendAsync(OutboundFixture.Post(server.Url()), Cancel);
        var refusal = Assert.Throws<OptionsValidationException>(() => bad.GetRequiredService<OutboundHttp>());

        Assert.True(answer.IsSuccess);
        Assert.Equal(2, refusal.Failures.Count());

        static ServiceProvider Provide(Dictionary<string, string?> settings) =>
            new ServiceCollection().AddOutbound(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).BuildServiceProvider();
    }
}
