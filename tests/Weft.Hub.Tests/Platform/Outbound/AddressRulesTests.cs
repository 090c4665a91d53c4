using System.Net;
using Weft.Hub.Platform.Outbound;
using Xunit;

namespace Weft.Hub.Tests.Platform.Outbound;

public class AddressRulesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Every one of these is 127.0.0.1, 10.0.0.1, 169.254.169.254 or ::1, written so that a rule that reads text misses it.
    [Theory]
    [InlineData("127.0.0.1"), InlineData("2130706433"), InlineData("0x7f000001"), InlineData("0X7F000001"), InlineData("017700000001")]
    [InlineData("0177.0.0.1"), InlineData("0x7f.0.0.1"), InlineData("127.1"), InlineData("127.0.1"), InlineData("0x7f.1"), InlineData("0177.1")]
    [InlineData("127.0.0.01"), InlineData("127.0.0.0x1"), InlineData("0000177.0.0.1"), InlineData("127.0.0.1."), InlineData("127.1.")]
    [InlineData("%31%32%37.0.0.1"), InlineData("127%2E0%2E0%2E1"), InlineData("%EF%BC%91%EF%BC%92%EF%BC%97.0.0.1")]
    [InlineData("１２７.0.0.1"), InlineData("①②⑦.0.0.1"), InlineData("127。0。0。1"), InlineData("127．0．0．1"), InlineData("127｡0｡0｡1")]
    [InlineData("𝟏𝟐𝟕.0.0.1"), InlineData("127.0.0.1\u00ad"), InlineData("12\u200b7.0.0.1"), InlineData("１２７.1.")]
    [InlineData("167772161"), InlineData("012.0.0.1"), InlineData("0xa.1"), InlineData("10.1"), InlineData("2852039166"), InlineData("0xa9fea9fe")]
    [InlineData("0251.0376.0251.0376"), InlineData("169.254.43518"), InlineData("0"), InlineData("0x0"), InlineData("0.0.0.0"), InlineData("00")]
    [InlineData("[::1]"), InlineData("[0:0:0:0:0:0:0:1]"), InlineData("[::]"), InlineData("[::ffff:127.0.0.1]"), InlineData("[::ffff:7f00:1]")]
    [InlineData("[0:0:0:0:0:ffff:7f00:0001]"), InlineData("[::127.0.0.1]"), InlineData("[2002:7f00:1::]"), InlineData("[64:ff9b::a00:1]")]
    [InlineData("[64:FF9B:1::a00:1]"), InlineData("[FE80::1]"), InlineData("[fd00::1]"), InlineData("[2001:db8::1]"), InlineData("[ff02::1]")]
    [InlineData("localhost"), InlineData("LOCALHOST"), InlineData("localhost."), InlineData("ｌｏｃａｌｈｏｓｔ"), InlineData("app.localhost"), InlineData("%6cocalhost")]
    [InlineData("localhost.localdomain"), InlineData("ip6-localhost"), InlineData("hub.weft.example"), InlineData("HUB.weft.example."), InlineData("8.8.8.8")]
    [InlineData("0x08080808"), InlineData("[::ffff:8.8.8.8]")]
    public void A_refused_host_is_refused_however_it_is_written(string host)
    {
        // 8.8.8.8 stands for the Hub's own public address here.
        var rules = OutboundFixture.RulesFor(new OutboundOptions { OwnHosts = ["Hub.Weft.Example", "8.8.8.8"] });

        var verdict = rules.Check($"https://{host}/hook");

        Assert.Null(verdict.Uri);
        Assert.Contains("不允许访问该地址", Assert.Single(verdict.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("256.0.0.1"), InlineData("1.2.3.4.5"), InlineData("127..1"), InlineData("08.8.8.8"), InlineData("4294967296"), InlineData("1.16777216")]
    [InlineData("0x100000000"), InlineData("example.123"), InlineData("99999999999999999999999"), InlineData("8.8.65536")]
    [InlineData("[::1"), InlineData("::1"), InlineData("[127.0.0.1]"), InlineData("[fe80::1%25eth0]"), InlineData("[::1%lo]"), InlineData("[::1/64]")]
    [InlineData("[%3a%3a1]"), InlineData("[１::1]"), InlineData(""), InlineData("."), InlineData(".."), InlineData(".example.com"), InlineData("a..example.com")]
    [InlineData("exa%mple.com"), InlineData("%2531.example.com"), InlineData("example.com%2f.evil"), InlineData("exam!ple.com"), InlineData("a%00.example")]
    [InlineData("a%40b.example"), InlineData("℀.example"), InlineData("\ud800.example"), InlineData("a,b.example"), InlineData("[::1].example.com")]
    public void A_host_that_is_no_host_is_refused(string host)
    {
        var verdict = OutboundFixture.RulesFor(new OutboundOptions()).Check($"https://{host}/hook");

        Assert.Null(verdict.Uri);
        Assert.NotEmpty(verdict.Problems);
        Assert.DoesNotContain(verdict.Problems, p => p.Contains("不允许访问该地址", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://api.example.com/hook?x=1", "https://api.example.com/hook?x=1")]
    [InlineData("  HTTPS://API.Example.COM.:443  ", "https://api.example.com/")]
    [InlineData("https://api.example.com:8443", "https://api.example.com:8443/")]
    [InlineData("https://api.example.com:80/", "https://api.example.com:80/")]
    [InlineData("https://api.example.com:1024/", "https://api.example.com:1024/")]
    [InlineData("https://api.example.com:65535/", "https://api.example.com:65535/")]
    [InlineData("https://api.example.com:/a", "https://api.example.com/a")]
    [InlineData("https://接口.例子.cn/回调", "https://xn--6orp08a.xn--fsqu00a.cn/%E5%9B%9E%E8%B0%83")]
    [InlineData("https://ａｐｉ。example。com/", "https://api.example.com/")]
    [InlineData("https://0x08080404/", "https://8.8.4.4/")]
    [InlineData("https://[2606:4700:0::1111]:8443/a", "https://[2606:4700::1111]:8443/a")]
    [InlineData("https://my_erp.example.com?a=b@c", "https://my_erp.example.com/?a=b@c")]
    public async Task A_good_url_is_kept_with_its_host_in_normal_form(string url, string kept)
    {
        var resolver = new FakeResolver().Answer("api.example.com", "8.8.4.4", "2606:4700::1111").Answer("xn--6orp08a.xn--fsqu00a.cn", "8.8.4.4")
            .Answer("my_erp.example.com", "8.8.4.4");

        var verdict = await OutboundFixture.RulesFor(new OutboundOptions(), resolver).CheckForSavingAsync(url, Cancel);

        Assert.Empty(verdict.Problems);
        Assert.True(verdict.IsAllowed);
        Assert.Equal(kept, verdict.Uri!.AbsoluteUri);
    }

    [Theory]
    [InlineData("http://api.example.com/", "https://"), InlineData("ftp://api.example.com/", "https://"), InlineData("file:///etc/passwd", "https://")]
    [InlineData("https://user:pw@api.example.com/", "用户名"), InlineData("https://@api.example.com/", "用户名"), InlineData("https://a%40b@api.example.com/", "用户名")]
    [InlineData("https://api.example.com/#x", "#"), InlineData("https://api.example.com#", "#"), InlineData("https://api.example.com/?a#x", "#")]
    [InlineData("https://api.example.com:22/", "端口"), InlineData("https://api.example.com:1023/", "端口"), InlineData("https://api.example.com:0/", "端口")]
    [InlineData("https://api.example.com:65536/", "端口"), InlineData("https://api.example.com:x/", "端口"), InlineData("https://api.example.com:-1/", "端口")]
    [InlineData("https://api.example.com:６３７９/x y", "网址"), InlineData("https://api.example.com\\@evil.example/", "网址"), InlineData("https:api.example.com", "网址")]
    [InlineData("", "网址"), InlineData(null, "网址"), InlineData("//api.example.com/", "网址"), InlineData("https://api.example.com/\r\nHost:x", "网址")]
    public async Task A_url_that_breaks_a_rule_is_refused_with_a_sentence_that_says_what_would_be_right(string? url, string says)
    {
        var resolver = new FakeResolver().Answer("api.example.com", "8.8.4.4");

        var verdict = await OutboundFixture.RulesFor(new OutboundOptions(), resolver).CheckForSavingAsync(url, Cancel);

        Assert.Null(verdict.Uri);
        Assert.Contains(verdict.Problems, p => p.Contains(says, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_problem_is_reported_and_not_only_the_first()
    {
        var url = "ftp://me:pw@nowhere.example:25/" + new string('a', 500) + "#x";

        var verdict = await OutboundFixture.RulesFor(new OutboundOptions()).CheckForSavingAsync(url, Cancel);

        Assert.Equal(6, verdict.Problems.Count); // length, scheme, fragment, user, port, name
        Assert.Equal(6, verdict.Problems.Distinct().Count());
    }

    [Fact]
    public async Task The_longest_url_has_500_characters_after_encoding()
    {
        var rules = OutboundFixture.RulesFor(new OutboundOptions(), new FakeResolver().Answer("a.example", "8.8.4.4"));
        const string start = "https://a.example/";

        Assert.True((await rules.CheckForSavingAsync(start + new string('x', 500 - start.Length), Cancel)).IsAllowed);
        Assert.False((await rules.CheckForSavingAsync(start + new string('x', 501 - start.Length), Cancel)).IsAllowed);
        Assert.False((await rules.CheckForSavingAsync(start + new string('布', 100), Cancel)).IsAllowed);
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_is_refused_at_save_time()
    {
        var verdict = await OutboundFixture.RulesFor(new OutboundOptions()).CheckForSavingAsync("https://no.such.example/", Cancel);

        Assert.Contains("无法解析", Assert.Single(verdict.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_server_that_does_not_answer_counts_as_not_resolving_after_three_seconds()
    {
        using var outbound = new OutboundFixture();
        outbound.Resolver.Silent = true;

        var check = outbound.Rules.CheckForSavingAsync("https://api.example.com/", Cancel);
        outbound.Time.Advance(TimeSpan.FromSeconds(3));

        Assert.Contains("无法解析", Assert.Single((await OutboundFixture.Soon(check)).Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.0.0.1"), InlineData("8.8.4.4", "10.0.0.1"), InlineData("10.0.0.1", "8.8.4.4"), InlineData("8.8.4.4", "::1"), InlineData("8.8.4.4", "::ffff:127.0.0.1")]
    public async Task A_name_with_a_refused_address_among_its_addresses_is_refused_and_the_address_is_not_told(params string[] addresses)
    {
        var resolver = new FakeResolver().Answer("api.example.com", addresses);

        var verdict = await OutboundFixture.RulesFor(new OutboundOptions(), resolver).CheckForSavingAsync("https://api.example.com/", Cancel);

        var problem = Assert.Single(verdict.Problems);
        Assert.Contains("不允许访问该地址", problem, StringComparison.Ordinal);
        Assert.DoesNotContain(addresses, a => problem.Contains(a, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Http_and_a_private_network_are_accepted_where_the_deployment_allows_them()
    {
        var rules = OutboundFixture.RulesFor(
            new OutboundOptions { AllowHttp = true, AllowedNetworks = ["10.0.0.0/8", "127.0.0.0/8"] },
            new FakeResolver().Answer("erp.lan", "10.1.2.3").Answer("localhost", "127.0.0.1"));

        Assert.Equal("http://erp.lan/", (await rules.CheckForSavingAsync("http://erp.lan:80", Cancel)).Uri!.AbsoluteUri);
        Assert.True((await rules.CheckForSavingAsync("http://localhost:5000", Cancel)).IsAllowed);
        Assert.False((await rules.CheckForSavingAsync("http://192.168.0.1", Cancel)).IsAllowed);
    }

    [Fact]
    public void An_allowed_network_does_not_open_the_hubs_own_name_or_address()
    {
        var rules = OutboundFixture.RulesFor(new OutboundOptions { OwnHosts = ["hub.lan", "10.0.0.9", "接口.例子.cn"], AllowedNetworks = ["10.0.0.0/8"] });

        Assert.False(rules.Allows(IPAddress.Parse("10.0.0.9")));
        Assert.False(rules.Allows(IPAddress.Parse("::ffff:10.0.0.9")));
        Assert.True(rules.Allows(IPAddress.Parse("10.0.0.8")));
        Assert.False(rules.Check("https://hub.lan:8443/").IsAllowed);
        Assert.False(rules.Check("https://xn--6orp08a.xn--fsqu00a.cn/").IsAllowed);
    }
}
