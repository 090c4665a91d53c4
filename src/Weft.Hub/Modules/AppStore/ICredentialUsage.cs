namespace Weft.Hub.Modules.AppStore;

/// <summary>Counters of a credential (openapi-gateway 4.1).</summary>
public sealed record CredentialUsage(long CredentialId, int DailyUsed, long TotalCalls, DateTime? LastCallTime, int FailedToday);

/// <summary>A line of the call log for the overview.</summary>
public sealed record RecentCall(
    long Id, DateTime CreateTime, long AppId, string AppName, string Direction, string HttpMethod, string RequestPath, int ResponseCode, string Result, int CostMs, string RequestId);

/// <summary>What the signed door knows of credentials; the Gateway answers it.</summary>
public interface ICredentialUsage
{
    /// <summary>Counters of the given credentials of the tenant in scope; one that never called has zeros.</summary>
    Task<IReadOnlyDictionary<long, CredentialUsage>> ForAsync(IReadOnlyCollection<long> credentialIds, CancellationToken ct);

    /// <summary>The newest calls of the tenant in scope.</summary>
    Task<IReadOnlyList<RecentCall>> RecentAsync(int count, CancellationToken ct);
}

/// <summary>What the webhook sender knows of credentials; Webhooks answers it.</summary>
public interface IPushHealth
{
    /// <summary>Those of the given credentials of the tenant in scope whose pushes are failing (openapi-gateway 7.4, health).</summary>
    Task<IReadOnlySet<long>> FailingAsync(IReadOnlyCollection<long> credentialIds, CancellationToken ct);
}
