using System.Net;
using Weft.Hub.Modules.AppStore;

namespace Weft.Hub.Modules.Gateway;

/// <summary>A request on its way through the checks: what it carries, and what was found out so far.</summary>
internal sealed class GatewayAttempt(HttpContext http, SignedAccess access, RawBody body, DateTime now)
{
    public HttpContext Http { get; } = http;

    public SignedAccess Access { get; } = access;

    public RawBody Body { get; } = body;

    public DateTime Now { get; } = now;

    public string AppKey { get; set; } = "";

    public string Timestamp { get; set; } = "";

    public string Signature { get; set; } = "";

    public bool IsV2 { get; set; }

    public string? Nonce { get; set; }

    /// <summary>Set when the key is known, whether or not the signature turns out to be right.</summary>
    public CredentialSnapshot? Credential { get; set; }

    /// <summary>The caller proved to hold the secret.</summary>
    public bool IsAuthentic { get; set; }

    /// <summary>Calls that the burst bucket still holds.</summary>
    public int BurstLeft { get; set; }

    /// <summary>What the tenant's log says beyond the answer.</summary>
    public string? Remark { get; set; }

    public IPAddress Address { get; } = Canonical(http.Connection.RemoteIpAddress);

    public string Method => Http.Request.Method;

    /// <summary>The path of the request line, as sent.</summary>
    public string RawPath => field ??= RawTarget().Split('?', 2)[0];

    /// <summary>The query as sent, without the question mark.</summary>
    public string RawQuery => field ??= RawTarget() is var target && target.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? target[(at + 1)..] : "";

    private string RawTarget() =>
        Http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()?.RawTarget is { Length: > 0 } raw
            ? raw
            : Http.Request.Path.Value + Http.Request.QueryString.Value;

    private static IPAddress Canonical(IPAddress? address) =>
        address is null ? IPAddress.None : address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
