using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;

namespace Weft.Hub.Platform.Outbound;

/// <summary>What the rules say of one URL.</summary>
/// <param name="Uri">The URL with its host in normal form, to be stored and called; null when there is a problem.</param>
/// <param name="Problems">Every reason why it is refused, as sentences a user may read; empty when it is allowed.</param>
public sealed record AddressVerdict(Uri? Uri, IReadOnlyList<string> Problems)
{
    public bool IsAllowed => Problems.Count == 0;
}

/// <summary>
/// Where the Hub may connect to (openapi-gateway 8). The same rules are asked when an address is saved, by <see cref="CheckForSavingAsync"/>, and by
/// <see cref="OutboundHttp"/> whenever a connection is made, since a name may point elsewhere by then.
/// </summary>
public sealed class AddressRules
{
    private const int MaxUrlLength = 500; // openapi-gateway 8; also the width of the columns
    private static readonly TimeSpan ResolveTimeout = TimeSpan.FromSeconds(3); // as the connect timeout of openapi-gateway 7.4

    private const string NotAUrl = "地址格式不正确，应为完整的网址，如 https://api.example.com/callback。";
    private const string BadPort = "端口不允许，应为 443、80、8443 或 1024 至 65535 之间的端口。";
    private const string UserInfo = "地址中不能包含用户名或密码，请去掉 @ 及其前面的部分。";
    private const string Fragment = "地址中不能包含 # 及其后的内容，请去掉。";
    private static readonly string TooLong = string.Create(CultureInfo.InvariantCulture, $"地址过长，最多 {MaxUrlLength} 个字符（汉字等按编码后的长度计算）。");

    private readonly IHostResolver _resolver;
    private readonly TimeProvider _time;
    private readonly IPNetwork[] _allowed;
    private readonly FrozenSet<string> _ownNames;
    private readonly IPAddress[] _ownAddresses;
    private readonly bool _allowHttp;

    public AddressRules(IOptions<OutboundOptions> options, IHostResolver resolver, TimeProvider time)
    {
        _resolver = resolver;
        _time = time;
        _allowHttp = options.Value.AllowHttp;
        _allowed = Array.ConvertAll(options.Value.AllowedNetworks, IPNetwork.Parse);
        var own = Array.ConvertAll(options.Value.OwnHosts, ReadOwnHost);
        _ownNames = own.Select(h => h.Name).ToFrozenSet(StringComparer.Ordinal);
        _ownAddresses = [.. own.Where(h => h.Address is not null).Select(h => Plain(h.Address!))];
    }

    /// <summary>Whether a connection to this address is allowed, whatever name led to it.</summary>
    public bool Allows(IPAddress address) => !RefusedNetworks.Refuses(address, _allowed) && Array.IndexOf(_ownAddresses, Plain(address)) < 0;

    /// <summary>Every rule that needs no name server. Ask <see cref="CheckForSavingAsync"/> before an address is stored.</summary>
    public AddressVerdict Check(string? url) => Read(url).Verdict;

    /// <summary>
    /// Every rule, and the host is resolved: a name without address is refused, and so is one of whose addresses any is not allowed. Takes at most three
    /// seconds. Repeating is safe. The answer holds for now only: whoever calls the address goes through <see cref="OutboundHttp"/>.
    /// </summary>
    public async Task<AddressVerdict> CheckForSavingAsync(string? url, CancellationToken cancellationToken)
    {
        var (verdict, host) = Read(url);
        // A host that was refused by name is not resolved; other problems do not keep us from saying what is wrong with the host too.
        if (host is not { Address: null } name || OutboundFailure.None != CheckName(name))
            return verdict;

        using var deadline = new CancellationTokenSource(ResolveTimeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        OutboundFailure failure;
        try
        {
            (_, failure) = await ResolveAsync(name, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            failure = OutboundFailure.NotResolved;
        }
        return failure == OutboundFailure.None ? verdict : new AddressVerdict(null, [.. verdict.Problems, OutboundTexts.Of(failure)]);
    }

    /// <summary>
    /// The addresses to connect to, each of which is allowed; else why not. One forbidden address among several refuses them all, since which of them is
    /// used would be up to the order of a foreign name server.
    /// </summary>
    internal async ValueTask<(IReadOnlyList<IPAddress> Addresses, OutboundFailure Failure)> ResolveAsync(NormalHost host, CancellationToken cancellationToken)
    {
        var failure = CheckName(host);
        if (failure != OutboundFailure.None)
            return ([], failure);
        if (host.Address is { } literal)
            return Allows(literal) ? ([Plain(literal)], OutboundFailure.None) : ([], OutboundFailure.AddressRefused);

        var found = await _resolver.ResolveAsync(host.Name, cancellationToken).ConfigureAwait(false);
        if (found.Count == 0)
            return ([], OutboundFailure.NotResolved);
        return found.All(Allows) ? (found.Select(Plain).ToArray(), OutboundFailure.None) : ([], OutboundFailure.AddressRefused);
    }

    /// <summary>The rules that a call checks before it looks for a connection; host and addresses are checked when the connection is made.</summary>
    internal bool AllowsCallTo(Uri uri) =>
        uri.IsAbsoluteUri && AllowsScheme(uri.Scheme) && AllowsPort(uri.Port) && uri.UserInfo.Length == 0 && uri.Fragment.Length == 0;

    private (AddressVerdict Verdict, NormalHost? Host) Read(string? url)
    {
        var text = url?.Trim() ?? "";
        var schemeEnd = text.IndexOf("://", StringComparison.Ordinal);
        // A backslash is a slash to some parsers and not to others; white space and control characters are dropped by some. Neither belongs in a URL.
        if (schemeEnd <= 0 || text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c == '\\'))
            return (new AddressVerdict(null, [NotAUrl]), null);

        var problems = new List<string>();
        if (text.Length > MaxUrlLength)
            problems.Add(TooLong);
        var scheme = text[..schemeEnd].ToLowerInvariant();
        if (!AllowsScheme(scheme))
            problems.Add(_allowHttp ? "协议不支持，地址应以 https:// 或 http:// 开头。" : "协议不支持，地址应以 https:// 开头。");

        var rest = text[(schemeEnd + 3)..];
        var authorityEnd = rest.IndexOfAny(['/', '?', '#']);
        var (authority, path) = authorityEnd < 0 ? (rest, "") : (rest[..authorityEnd], rest[authorityEnd..]);
        if (path.Contains('#'))
            problems.Add(Fragment);
        var userEnd = authority.LastIndexOf('@');
        if (userEnd >= 0)
            problems.Add(UserInfo);
        var (hostText, portText) = SplitPort(authority[(userEnd + 1)..]);
        if (!TryReadPort(portText, scheme, out var port))
            problems.Add(BadPort);

        NormalHost? host = null;
        if (!NormalHost.TryRead(hostText, out var read, out var problem))
            problems.Add(problem);
        else
            host = read;
        if (host is { } known && (CheckName(known) != OutboundFailure.None || (known.Address is { } address && !Allows(address))))
            problems.Add(OutboundTexts.Of(OutboundFailure.AddressRefused));

        Uri? uri = null;
        if (problems.Count == 0 && !Uri.TryCreate($"{scheme}://{read.InUrl}:{port}{path}", UriKind.Absolute, out uri))
            problems.Add(NotAUrl);
        if (uri is not null && uri.AbsoluteUri.Length > MaxUrlLength)
            problems.Add(TooLong);
        return (new AddressVerdict(problems.Count == 0 ? uri : null, problems), host);
    }

    private OutboundFailure CheckName(NormalHost host)
    {
        if (_ownNames.Contains(host.Name))
            return OutboundFailure.AddressRefused;
        // Where loopback is allowed (development, tests) the name is as good as the number.
        var loopback = host.IsLocalhostName && !Allows(IPAddress.Loopback) && !Allows(IPAddress.IPv6Loopback);
        return loopback ? OutboundFailure.AddressRefused : OutboundFailure.None;
    }

    private bool AllowsScheme(string scheme) => scheme == Uri.UriSchemeHttps || (_allowHttp && scheme == Uri.UriSchemeHttp);

    private static bool AllowsPort(int port) => port is 443 or 80 or >= 1024 and <= 65535; // 8443 of the list is one of these

    private static (string Host, string Port) SplitPort(string authority)
    {
        var colon = authority.LastIndexOf(':');
        return colon < 0 || authority.EndsWith(']') ? (authority, "") : (authority[..colon], authority[(colon + 1)..]);
    }

    private static bool TryReadPort(string text, string scheme, out int port)
    {
        port = scheme == Uri.UriSchemeHttp ? 80 : 443;
        return text.Length == 0 || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && AllowsPort(port));
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static NormalHost ReadOwnHost(string text) =>
        NormalHost.TryRead(text, out var host, out var problem) ? host : throw new FormatException($"Outbound:OwnHosts: {text}: {problem}");
}
