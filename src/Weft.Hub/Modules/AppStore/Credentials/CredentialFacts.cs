namespace Weft.Hub.Modules.AppStore.Credentials;

/// <summary>A credential as the operation log keeps it: without secrets, and without the query of an address, which may hold one.</summary>
internal sealed record CredentialFacts(
    string AppName, string Status, string? DisabledBy, string? CallbackUrl, string? ExternalApiUrl, int DailyQuota, DateTime? ExpireTime,
    string OrderScope, bool RequireV2Signature, IReadOnlyList<string> IpAllowList, string? EventFilter, string? SecretHint)
{
    public static CredentialFacts Of(TenantApp app) => new(
        app.AppName, app.Status.Spelled(), app.DisabledBy?.Spelled(), WithoutQuery(app.CallbackUrl), WithoutQuery(app.ExternalApiUrl), app.DailyQuota, app.ExpireTime,
        app.OrderScope.Spelled(), app.RequireV2Signature, [.. app.IpAllowList], app.EventFilter() is { } filter ? string.Join(',', filter) : null, app.SecretHint);

    private static string? WithoutQuery(string? address) => address?.Split('?', 2)[0];
}
