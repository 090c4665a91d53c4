namespace Weft.Hub.Modules.AppStore.Credentials;

/// <summary>A value that a request may leave alone, set, or clear by an explicit null (openapi-gateway 12, G33).</summary>
/// <param name="IsGiven">False: leave it as it is.</param>
/// <param name="Value">The new value; null clears.</param>
internal readonly record struct Change<T>(bool IsGiven, T? Value) where T : class
{
    public static Change<T> To(T? value) => new(true, value);

    public T? Or(T? current) => IsGiven ? Value : current;
}

/// <summary>What a tenant's administrator may set on a credential; what is null or not given stays (app-store 6.1).</summary>
internal sealed record CredentialSettings
{
    public string? AppName { get; init; }
    public Change<string> CallbackUrl { get; init; }
    public Change<string> ExternalApiUrl { get; init; }
    public Change<string> ConfigJson { get; init; }
    public OrderScope? OrderScope { get; init; }
    public bool? RequireV2Signature { get; init; }
    public IReadOnlyList<string>? IpAllowList { get; init; }
    public int? DailyQuota { get; init; }
    public DateTime? ExpireTime { get; init; }
    public bool ClearsExpireTime { get; init; }
    public Change<string> Remark { get; init; }
}
