using System.Net;
using Weft.Hub.Platform.Secrets;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.AppStore;

/// <summary>Whether a credential may call or be pushed to at some moment (openapi-gateway 3.5, step 9).</summary>
public enum CredentialStanding
{
    Good,
    TenantDisabled,
    Disabled,
    Expired,
}

/// <summary>A credential as the doors see it; secrets are in clear, in memory only.</summary>
public sealed record CredentialSnapshot
{
    public required long Id { get; init; }
    public required long TenantId { get; init; }
    public required string AppName { get; init; }
    public required string AppType { get; init; }
    public required string AppKey { get; init; }

    /// <summary>Null while the secret waits to be claimed (领取密钥): no signature can be right.</summary>
    public SecretText? AppSecret { get; init; }

    /// <summary>The secret before the last reset, and until when it is accepted; kept afterwards only for the signature doctor.</summary>
    public SecretText? PreviousSecret { get; init; }
    public DateTime? PreviousSecretUntil { get; init; }
    public SecretText? CallbackSecret { get; init; }
    public string? CallbackUrl { get; init; }
    public string? ExternalApiUrl { get; init; }
    public required OrderScope OrderScope { get; init; }
    public bool RequireV2Signature { get; init; }
    public IReadOnlyList<IPNetwork> IpAllowList { get; init; } = [];

    /// <summary>Calls per UTC day; 0 is unlimited.</summary>
    public required int DailyQuota { get; init; }

    /// <summary>Order statuses that ORDER_STATUS is pushed for; default <c>completed</c> only.</summary>
    public IReadOnlyList<string> EventFilter { get; init; } = ["completed"];
    public required bool IsTenantActive { get; init; }

    /// <summary>False when the tenant or the platform switched it off.</summary>
    public required bool IsEnabled { get; init; }

    /// <summary>The earlier of its own expiry and the end of what its subscription covers; null is without end. In the past when nothing covers it.</summary>
    public required DateTime? EntitledUntil { get; init; }
    public required TenantTime Time { get; init; }

    /// <summary>The marker on rows that it makes (openapi-gateway 5.3).</summary>
    public string Marker => "OpenAPI-" + AppName;

    public CredentialStanding StandingAt(DateTime now) =>
        !IsTenantActive ? CredentialStanding.TenantDisabled
        : !IsEnabled ? CredentialStanding.Disabled
        : EntitledUntil is { } end && now >= end ? CredentialStanding.Expired
        : CredentialStanding.Good;
}
