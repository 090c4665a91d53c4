namespace Weft.Hub.Modules.Accounts;

/// <summary>One security-relevant or business-relevant action, for the operation log (production-domain 11).</summary>
/// <param name="Module">Where, such as <c>AppStore</c>.</param>
/// <param name="Operation">What, such as <c>ResetSecret</c>.</param>
/// <param name="TargetType">Kind of the object.</param>
/// <param name="TargetId">Its id, or null.</param>
/// <param name="TargetName">Its number or name, as people know it.</param>
public sealed record AuditEntry(string Module, string Operation, string TargetType, long? TargetId, string? TargetName)
{
    public string? Reason { get; init; }

    /// <summary>Before and after, without secrets; written as JSON.</summary>
    public object? Before { get; init; }
    public object? After { get; init; }
    public bool Succeeded { get; init; } = true;

    /// <summary>The tenant it is about, when the platform's operator acts; otherwise the tenant in scope.</summary>
    public long? TenantId { get; init; }
}

/// <summary>Adds entries to the operation log, in the commit of what they describe. Who and from where come from the current actor.</summary>
public sealed class Audit
{
    /// <summary>Adds the entry to what the context saves next.</summary>
    public void Record(AuditEntry entry) => throw new NotImplementedException();
}
