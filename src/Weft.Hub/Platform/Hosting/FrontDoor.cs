using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace Weft.Hub.Platform.Hosting;

/// <summary>What holds for every connection before any door looks at it: limits against slow and oversized requests, and whose word on the caller's address counts.</summary>
internal static class FrontDoor
{
    public static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        // The doors have their own, smaller limits; this one is for what no door reads.
        kestrel.Limits.MaxRequestBodySize = 12 * 1024 * 1024;
        kestrel.Limits.MaxRequestHeaderCount = 64;
        kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        kestrel.Limits.MaxRequestLineSize = 8 * 1024;
        // A caller that sends its headers letter by letter holds a connection for this long and no longer. Bodies have the framework's lowest rate.
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
    }

    /// <summary>
    /// Looks whether the addresses can be listened on, before a database is migrated or a worker started for a Hub that then can not open its door. Should another
    /// program come in between, the server's own failure is told in the same words.
    /// </summary>
    /// <exception cref="SocketException">One is taken, or is none of this machine's.</exception>
    public static void EnsureFree(string? urls)
    {
        foreach (var url in (urls ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            // Names, wildcards and sockets of files are left to the server.
            if (Uri.TryCreate(url, UriKind.Absolute, out var at) && at.Port > 0 && IPAddress.TryParse(at.DnsSafeHost, out var address))
            {
                using var probe = new TcpListener(address, at.Port);
                probe.Start();
            }
        }
    }

    public static void AddTrustedProxies(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ProxyOptions>().Bind(configuration.GetSection(ProxyOptions.Section))
            .Validate(o => Array.TrueForAll(o.TrustedNetworks, n => IPNetwork.TryParse(n, out _)), "Proxy:TrustedNetworks holds something that is no network; write 10.0.0.0/8 or 10.0.0.5/32.")
            .ValidateOnStart();
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ProxyOptions>>((headers, proxy) =>
        {
            // The framework trusts loopback by itself; here nobody is trusted who was not named.
            headers.KnownIPNetworks.Clear();
            headers.KnownProxies.Clear();
            foreach (var network in proxy.Value.TrustedNetworks)
            {
                headers.KnownIPNetworks.Add(IPNetwork.Parse(network));
            }
            // An empty list means "everyone" to the framework, so without proxies nothing is read at all.
            headers.ForwardedHeaders = proxy.Value.TrustedNetworks.Length == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            // As many hops as there are trusted proxies in a row; the first address that is not one is the caller.
            headers.ForwardLimit = null;
        });
    }
}
