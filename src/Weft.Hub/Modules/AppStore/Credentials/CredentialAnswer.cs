using System.Text.Json;

namespace Weft.Hub.Modules.AppStore.Credentials;

/// <summary>A credential as the console shows it. Secrets are <c>****</c> and a hint, except in the one answer that shows them (app-store 6.3).</summary>
public sealed record CredentialAnswer
{
    public required long Id { get; init; }
    public required string AppName { get; init; }
    public required string AppType { get; init; }
    public required string AppTypeName { get; init; }
    public required string AppKey { get; init; }

    /// <summary>Null while it waits to be claimed.</summary>
    public string? AppSecret { get; init; }
    public string? SecretHint { get; init; }
    public bool SecretPending { get; init; }
    public DateTimeOffset? PreviousSecretUntil { get; init; }
    public string? CallbackSecret { get; init; }
    public required string Status { get; init; }
    public string? DisabledBy { get; init; }
    public string? DisabledReason { get; init; }
    public string? CallbackUrl { get; init; }
    public string? ExternalApiUrl { get; init; }

    /// <summary>True when pushing or calling back is set up (已配置).</summary>
    public bool Configured { get; init; }
    public JsonElement? ConfigJson { get; init; }
    public required string OrderScope { get; init; }
    public bool RequireV2Signature { get; init; }
    public required IReadOnlyList<string> IpAllowList { get; init; }
    public int DailyQuota { get; init; }
    public int DailyUsed { get; init; }
    public long TotalCalls { get; init; }
    public DateTimeOffset? LastCallTime { get; init; }

    /// <summary><c>OK</c>, or <c>FAILING</c> (推送异常); null when nothing is pushed.</summary>
    public string? PushHealth { get; init; }
    public DateTimeOffset? ExpireTime { get; init; }
    public long SubscriptionId { get; init; }
    public required string Source { get; init; }
    public bool IsTrial { get; init; }
    public string? Remark { get; init; }
    public long? CreatedBy { get; init; }
    public required string CreatedByName { get; init; }
    public DateTimeOffset CreateTime { get; init; }
    public DateTimeOffset UpdateTime { get; init; }
    public int Version { get; init; }
}
