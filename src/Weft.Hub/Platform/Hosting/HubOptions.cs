using System.ComponentModel.DataAnnotations;

namespace Weft.Hub.Platform.Hosting;

/// <summary>Settings without a section, as they stand on the command line (running 2).</summary>
public sealed class HubOptions
{
    public const string Section = "";

    /// <summary>Addresses to listen on, separated by semicolons. Default: http://localhost:5000; demo: http://127.0.0.1:5080.</summary>
    public string Urls { get; set; } = "";

    /// <summary>Folder that holds what this node keeps on disk; it is made when missing. Relative to the current folder.</summary>
    [Required]
    public string Data { get; set; } = "data";
}

/// <summary>Settings of section <c>Proxy</c>: which machines in front of the Hub may say who the caller is (openapi-gateway 3.5, step 1).</summary>
public sealed class ProxyOptions
{
    public const string Section = "Proxy";

    /// <summary>
    /// Networks in CIDR notation from which <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed. Callers elsewhere could write anything
    /// into them, so name only your own proxies. Default: none, the headers are ignored.
    /// </summary>
    public string[] TrustedNetworks { get; set; } = [];
}

/// <summary>Settings of section <c>Telemetry</c>.</summary>
public sealed class TelemetryOptions
{
    public const string Section = "Telemetry";

    /// <summary>Address of an OTLP collector, such as http://127.0.0.1:4317, that gets traces. Default: none, no traces are made.</summary>
    public string OtlpEndpoint { get; set; } = "";
}
