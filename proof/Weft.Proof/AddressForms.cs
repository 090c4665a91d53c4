namespace Weft.Proof;

/// <summary>Ways to write an address that the Hub must not call (openapi-gateway 8), each with the port of a listener on this machine.</summary>
internal static class AddressForms
{
    private static readonly string[] Hosts =
    [
        // This machine, as it is spelt and misspelt.
        "127.0.0.1", "127.0.0.2", "127.255.255.254", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "0x7F.0x0.0x0.0x1", "0177.0.0.1", "017700000001", "0177.1", "127.0.0.1.",
        "0", "0.0.0.0", "0.0.0.1", "00.00.00.00", "localhost", "LOCALHOST", "localhost.", "a.localhost", "localhost.localdomain", "ip6-localhost", "%6c%6f%63alhost", "%31%32%37.0.0.1",
        "１２７.0.0.1", "127。0。0。1", "①②⑦.0.0.1", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
        "[::1]", "[0:0:0:0:0:0:0:1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:7f00:0001]", "[::127.0.0.1]", "[64:ff9b::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]",
        "[2002:7f00:1::]", "[2001:0:7f00:1::]", "[2001:0:0808:0808::80ff:fffe]", "[::1%25lo]", "[fe80::1%25eth0]",
        // Private, shared, link-local and clouds' own.
        "10.0.0.1", "10.255.255.255", "0xa000001", "012.0.0.1", "167772161", "172.16.0.1", "172.31.255.254", "192.168.0.1", "192.168.1", "3232235777", "100.64.0.1", "100.127.255.254",
        "169.254.169.254", "0xa9fea9fe", "2852039166", "169.254.1.1", "168.63.129.16", "[::ffff:169.254.169.254]", "[::ffff:10.0.0.1]", "[64:ff9b::10.0.0.1]", "[2002:a00:1::1]", "[2002:c0a8:1::1]",
        "[fc00::1]", "[fd00:ec2::254]", "[fe80::1]", "[febf::1]", "[fec0::1]",
        // Nobody's.
        "192.0.0.1", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.19.255.254", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
        "[ff02::1]", "[2001:db8::1]", "[3fff::1]", "[100::1]", "[2001:2::1]", "[2001:10::1]",
        // No address at all.
        "no-such-host.invalid", "256.256.256.256", "1.2.3.4.5", "0x", "127.0.0.0x1g", "[::g]", "[127.0.0.1]", "",
    ];

    public static IReadOnlyList<string> Refused(int port) =>
    [
        .. Hosts.Select(h => $"http://{h}:{port}/hook"),
        $"http://user@127.0.0.1:{port}/", $"http://8.8.8.8:80@127.0.0.1:{port}/", $"http://127.0.0.1:{port}#@8.8.8.8/", $"http://8.8.8.8\\@127.0.0.1:{port}/", $"http://127.0.0.1:{port}\\@8.8.8.8/",
        $" http://127.0.0.1:{port}/", $"http://127.0.0.1:{port}/\r\nHost: x", $"//127.0.0.1:{port}/", $"http:127.0.0.1:{port}/", $"http:///127.0.0.1:{port}/", $"ftp://127.0.0.1:{port}/", $"file:///etc/passwd",
        $"gopher://127.0.0.1:{port}/", "http://8.8.8.8:22/", "http://8.8.8.8:25/", "https://8.8.8.8:6/", "http://8.8.8.8:0/", "http://8.8.8.8:65536/", "javascript:alert(1)", "8.8.8.8",
    ];

    /// <summary>So that refusing everything proves nothing: these are public, and must be taken.</summary>
    public static IReadOnlyList<string> Public => ["https://8.8.8.8/hook", "https://1.1.1.1:8443/hook?x=1", "http://[2606:4700::1111]:8080/hook"];
}
