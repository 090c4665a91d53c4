using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Weft.Hub.Platform.Outbound;

/// <summary>Which addresses are not public (openapi-gateway 8). Works on bytes: how an address was written plays no part here.</summary>
internal static class RefusedNetworks
{
    private static readonly IPNetwork[] V4 = Parse(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "168.63.129.16/32"); // Public by number, but inside Azure it is the host's own agent, as 169.254.169.254 is elsewhere.

    // Only 2000::/3 is handed out for public use (IANA IPv6 address space). All else is refused without a list: ::, ::1, ::/96 (IPv4-compatible),
    // 64:ff9b:1::/48 (RFC 8215), fc00::/7, fe80::/10, fec0::/10, ff00::/8 and whatever is assigned later.
    private static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] V6 = Parse(
        "2001:db8::/32", "3fff::/20", // documentation (RFC 3849, RFC 9637)
        "2001:2::/48", // benchmarks, the sibling of 198.18/15 (RFC 5180)
        "2001:10::/28", "2001:20::/28"); // ORCHID: names of keys, not places (RFC 4843, RFC 7343)

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Teredo = IPNetwork.Parse("2001::/32");

    /// <summary>Whether an address is private, reserved or a disguise of such an IPv4 address; <paramref name="allowed"/> goes before every range.</summary>
    public static bool Refuses(IPAddress address, IPNetwork[] allowed)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (Contains(allowed, address))
            return false;
        if (address.AddressFamily == AddressFamily.InterNetwork)
            return Contains(V4, address);
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return true;

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        if (Nat64.Contains(address))
            return Refuses(Embedded(bytes[12..]), allowed);
        if (!GlobalV6.Contains(address) || Contains(V6, address))
            return true;
        if (SixToFour.Contains(address))
            return Refuses(Embedded(bytes[2..]), allowed);
        if (Teredo.Contains(address))
        {
            // RFC 4380 4: bytes 4-7 are the server, bytes 12-15 the client with every bit turned over.
            Span<byte> client = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(client, ~BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]));
            return Refuses(Embedded(bytes[4..]), allowed) || Refuses(Embedded(client), allowed);
        }
        // ISATAP, RFC 5214 6.1: an interface identifier 0000:5efe or 0200:5efe, then the IPv4 address.
        var isatap = (BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]) & 0xfdffffff) == 0x00005efe;
        return isatap && Refuses(Embedded(bytes[12..]), allowed);
    }

    private static IPAddress Embedded(ReadOnlySpan<byte> bytes) => new(bytes[..4]);

    private static bool Contains(IPNetwork[] networks, IPAddress address)
    {
        foreach (var network in networks)
        {
            if (network.Contains(address))
                return true;
        }
        return false;
    }

    private static IPNetwork[] Parse(params string[] networks) => Array.ConvertAll(networks, IPNetwork.Parse);
}
