using System.Net;
using Weft.Hub.Platform.Outbound;
using Xunit;

namespace Weft.Hub.Tests.Platform.Outbound;

/// <summary>First, last and neighbouring addresses of every range of openapi-gateway 8, and the IPv6 forms that carry an IPv4 address.</summary>
public class RefusedNetworksTests
{
    [Theory]
    [InlineData("0.0.0.0"), InlineData("0.255.255.255"), InlineData("10.0.0.0"), InlineData("10.255.255.255")]
    [InlineData("100.64.0.0"), InlineData("100.100.100.200"), InlineData("100.127.255.255"), InlineData("127.0.0.1"), InlineData("127.255.255.255")]
    [InlineData("169.254.0.0"), InlineData("169.254.169.254"), InlineData("169.254.255.255"), InlineData("172.16.0.0"), InlineData("172.31.255.255")]
    [InlineData("192.0.0.0"), InlineData("192.0.0.255"), InlineData("192.0.2.1"), InlineData("192.88.99.1"), InlineData("192.168.0.0")]
    [InlineData("192.168.255.255"), InlineData("198.18.0.0"), InlineData("198.19.255.255"), InlineData("198.51.100.7"), InlineData("203.0.113.7")]
    [InlineData("224.0.0.1"), InlineData("239.255.255.255"), InlineData("240.0.0.1"), InlineData("255.255.255.255"), InlineData("168.63.129.16")]
    [InlineData("::"), InlineData("::1"), InlineData("::2"), InlineData("fc00::1"), InlineData("fdff:ffff::1"), InlineData("fe80::1"), InlineData("febf::1")]
    [InlineData("fec0::1"), InlineData("ff02::1"), InlineData("2001:db8::1"), InlineData("2001:db8:ffff::1"), InlineData("3fff::1"), InlineData("100::1")]
    [InlineData("2001:2::1"), InlineData("2001:10::1"), InlineData("2001:20::1"), InlineData("5f00::1"), InlineData("4000::1")]
    [InlineData("::ffff:127.0.0.1"), InlineData("::ffff:10.1.2.3"), InlineData("::ffff:a9fe:a9fe"), InlineData("::ffff:0:10.0.0.1")]
    [InlineData("::127.0.0.1"), InlineData("::10.0.0.1"), InlineData("::8.8.4.4")]
    [InlineData("2002:7f00:1::"), InlineData("2002:a00:1::1"), InlineData("2002:c0a8:101::5"), InlineData("2002:a9fe:a9fe::1")]
    [InlineData("64:ff9b::127.0.0.1"), InlineData("64:ff9b::10.0.0.1"), InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("64:ff9b:1::1"), InlineData("64:ff9b:1::8.8.4.4"), InlineData("64:ff9b:1:ffff::1"), InlineData("64:ff9b::1:8.8.4.4")]
    [InlineData("2001:0:808:404:0:0:80ff:fffe"), InlineData("2001:0:7f00:1:0:0:f7f7:fbfb")] // Teredo: client 127.0.0.1; server 127.0.0.1
    [InlineData("2606:4700::5efe:10.0.0.1"), InlineData("2606:4700::200:5efe:192.168.1.1")]
    public void An_address_that_is_not_public_is_refused(string address) =>
        Assert.False(OutboundFixture.RulesFor(new OutboundOptions()).Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.0.0.0"), InlineData("9.255.255.255"), InlineData("11.0.0.0"), InlineData("100.63.255.255"), InlineData("100.128.0.0")]
    [InlineData("126.255.255.255"), InlineData("128.0.0.0"), InlineData("169.253.255.255"), InlineData("169.255.0.0"), InlineData("172.15.255.255")]
    [InlineData("172.32.0.0"), InlineData("192.0.1.0"), InlineData("192.0.3.0"), InlineData("192.167.255.255"), InlineData("192.169.0.0")]
    [InlineData("198.17.255.255"), InlineData("198.20.0.0"), InlineData("203.0.112.255"), InlineData("223.255.255.255"), InlineData("8.8.4.4")]
    [InlineData("2606:4700::1111"), InlineData("2400:3200::1"), InlineData("2001:4860:4860::8888"), InlineData("2001:db7::1"), InlineData("2001:db9::1")]
    [InlineData("::ffff:8.8.4.4"), InlineData("64:ff9b::8.8.4.4"), InlineData("2002:808:404::1"), InlineData("2001:0:808:404:0:0:f7f7:fbfb")]
    [InlineData("2606:4700::5efe:8.8.4.4")]
    public void A_public_address_is_allowed(string address) =>
        Assert.True(OutboundFixture.RulesFor(new OutboundOptions()).Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("10.1.2.3", true), InlineData("::ffff:10.1.2.3", true), InlineData("64:ff9b::10.1.2.3", true), InlineData("10.2.0.1", false)]
    [InlineData("127.0.0.1", false), InlineData("fd00::5", true), InlineData("fd01::5", false), InlineData("8.8.4.4", true)]
    public void A_network_the_deployment_allows_is_let_through_and_no_other(string address, bool allowed) =>
        Assert.Equal(allowed, OutboundFixture.RulesFor(new OutboundOptions { AllowedNetworks = ["10.1.0.0/16", "fd00::/16"] }).Allows(IPAddress.Parse(address)));
}
