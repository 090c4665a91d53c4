using System.Net;
using Microsoft.Extensions.Options;

namespace Weft.Hub.Platform.Outbound;

/// <summary>Where the Hub may connect to; section <c>Outbound</c>, checked at start. The defaults are for a Hub on the public internet.</summary>
public sealed class OutboundOptions
{
    public const string Section = "Outbound";

    /// <summary>
    /// Networks in CIDR notation that may be reached although they are private or reserved, for on-premises installs (openapi-gateway 8).
    /// IPv4 and IPv6 are listed apart: <c>127.0.0.0/8</c> does not allow <c>::1</c>. Default: none.
    /// </summary>
    public string[] AllowedNetworks { get; set; } = [];

    /// <summary>Whether plain <c>http</c> is accepted beside <c>https</c>; for development and tests (openapi-gateway 8). Default: no.</summary>
    public bool AllowHttp { get; set; }

    /// <summary>
    /// The Hub's own public names and addresses, without scheme and port. They are always refused, even inside an allowed network: a callback that
    /// calls the Hub would let one tenant speak with the Hub's voice (openapi-gateway 8). Default: none.
    /// </summary>
    public string[] OwnHosts { get; set; } = [];
}

/// <summary>Stops the start when a network or a name cannot be read, since a mistyped rule must not become a missing rule.</summary>
internal sealed class OutboundOptionsValidation : IValidateOptions<OutboundOptions>
{
    public ValidateOptionsResult Validate(string? name, OutboundOptions options)
    {
        var problems = new List<string>();
        foreach (var network in options.AllowedNetworks.Where(n => !IPNetwork.TryParse(n, out _)))
            problems.Add($"Outbound:AllowedNetworks 中的“{network}”不是网段，应写成 10.0.0.0/8 或 10.0.0.5/32 这样的形式。");
        foreach (var host in options.OwnHosts.Where(h => !NormalHost.TryRead(h, out _, out _)))
            problems.Add($"Outbound:OwnHosts 中的“{host}”不是主机名，应只写域名或 IP 地址，如 hub.example.com，不带协议和端口。");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
