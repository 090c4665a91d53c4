using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Weft.Hub.Platform.Outbound;

/// <summary>
/// The host of a URL in its one normal form, so that no way of writing an address gets past the rules (openapi-gateway 8): percent-encoding, full-width
/// and other compatibility characters, IDN, trailing dot, and IPv4 in decimal, octal, hexadecimal or with fewer than four parts.
/// </summary>
internal readonly struct NormalHost
{
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    private NormalHost(string name, IPAddress? address) => (Name, Address) = (name, address);

    /// <summary>Lower-case ASCII name without trailing dot, or the address as text; IPv6 without brackets.</summary>
    public string Name { get; }

    /// <summary>Set when the host is an address and needs no resolving.</summary>
    public IPAddress? Address { get; }

    public string InUrl => Address?.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{Name}]" : Name;

    /// <summary>Names that mean this machine whatever a name server says (RFC 6761 6.3, and the names of Linux's hosts file).</summary>
    public bool IsLocalhostName => Address is null
        && (Name is "localhost" or "localhost.localdomain" or "localhost6" or "localhost6.localdomain6" or "ip6-localhost" or "ip6-loopback"
            || Name.EndsWith(".localhost", StringComparison.Ordinal));

    /// <summary>Reads the host as it stands in a URL, or as <see cref="Uri.IdnHost"/> gives it (IPv6 without brackets).</summary>
    public static bool TryRead(string text, out NormalHost host, out string problem)
    {
        host = default;
        problem = "主机名无法识别，应为域名（如 api.example.com）或公网 IP 地址。";
        if (text.StartsWith('[') || text.Contains(':'))
            return TryReadV6(text, out host, ref problem);
        if (!TryToAscii(text, out var name))
            return false;

        if (name.EndsWith('.'))
            name = name[..^1];
        var labels = name.Split('.');
        // WHATWG URL 3.5: a host whose last label is a number is an IPv4 address or nothing; a name server must never see it.
        if (IsNumber(labels[^1]))
        {
            if (!TryReadV4(labels, out var address))
            {
                problem = "IP 地址不正确，应写成四段十进制数字，如 8.8.4.4。";
                return false;
            }
            host = new NormalHost(address.ToString(), address);
            return true;
        }
        if (name.Length > 253 || !Array.TrueForAll(labels, IsLabel))
            return false;
        host = new NormalHost(name, null);
        return true;
    }

    private static bool TryToAscii(string text, out string ascii)
    {
        ascii = text;
        try
        {
            if (text.Contains('%'))
                ascii = Uri.UnescapeDataString(text);
            if (!Ascii.IsValid(ascii))
            {
                // KC turns full-width and circled digits into plain ones; the ideographic full stops are dots to a browser (RFC 3490 3.1) but not to KC.
                ascii = ascii.Normalize(NormalizationForm.FormKC).Replace('\u3002', '.').Replace('\uff61', '.');
                ascii = Idn.GetAscii(ascii.EndsWith('.') ? ascii[..^1] : ascii);
            }
        }
        catch (ArgumentException)
        {
            // Not Unicode text, or not a name that IDNA knows: the caller's sentence says what would be right.
            return false;
        }
        ascii = ascii.ToLowerInvariant();
        return ascii.Length > 0;
    }

    private static bool TryReadV6(string text, out NormalHost host, ref string problem)
    {
        host = default;
        if (text.StartsWith('['))
        {
            if (!text.EndsWith(']'))
                return false;
            text = text[1..^1];
        }
        if (text.Contains('%'))
        {
            problem = "IPv6 地址不能带区域标识（% 及其后的部分），请填写公网 IPv6 地址，如 [2606:4700::1111]。";
            return false;
        }
        // The framework's parser also reads prefixes and ports, which have no business here.
        var plain = text.All(c => char.IsAsciiHexDigit(c) || c is ':' or '.');
        if (!plain || !IPAddress.TryParse(text, out var address) || address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            problem = "IPv6 地址不正确，应写在方括号中，如 [2606:4700::1111]。";
            return false;
        }
        host = new NormalHost(address.ToString(), address);
        return true;
    }

    // inet_aton's reading, which C libraries, browsers and proxies share: one to four parts, of which the last fills the rest.
    private static bool TryReadV4(string[] parts, out IPAddress address)
    {
        address = IPAddress.None;
        if (parts.Length > 4)
            return false;
        ulong value = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            if (!TryReadNumber(parts[i], out var part))
                return false;
            var last = i == parts.Length - 1;
            var bits = last ? 8 * (5 - parts.Length) : 8;
            if (part >> bits != 0)
                return false;
            value = (value << bits) | part;
        }
        address = new IPAddress([(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]);
        return true;
    }

    private static bool TryReadNumber(string text, out ulong value)
    {
        value = 0;
        if (text.Length == 0)
            return false;
        var hexadecimal = text.StartsWith("0x", StringComparison.Ordinal);
        var (numberBase, digits) = hexadecimal ? (16u, text[2..]) : text.Length > 1 && text[0] == '0' ? (8u, text[1..]) : (10u, text);
        foreach (var c in digits)
        {
            var digit = char.IsAsciiHexDigit(c) ? (uint)Convert.ToInt32(c.ToString(), 16) : numberBase;
            if (digit >= numberBase)
                return false;
            value = (value * numberBase) + digit;
            if (value > uint.MaxValue)
                return false;
        }
        return true;
    }

    private static bool IsNumber(string label) =>
        (label.Length > 0 && label.All(char.IsAsciiDigit)) || (label.StartsWith("0x", StringComparison.Ordinal) && label.Skip(2).All(char.IsAsciiHexDigit));

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');
}
