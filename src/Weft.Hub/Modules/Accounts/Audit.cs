using System.Text.Json;
using Weft.Hub.Modules.Accounts.Logs;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

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
public sealed class Audit(HubDbContext db, Actor actor, TenantScope tenant, TimeProvider clock)
{
    /// <summary>Adds the entry to what the context saves next; inside a unit of work, call it inside.</summary>
    public void Record(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        db.Set<OperationLog>().Add(new OperationLog
        {
            TenantId = entry.TenantId ?? tenant.Current ?? 0,
            Module = entry.Module,
            Operation = entry.Operation,
            OperatorId = actor.UserId,
            OperatorAppId = actor.AppId,
            OperatorName = actor.Name,
            Source = actor.Source,
            TargetType = entry.TargetType,
            TargetId = entry.TargetId,
            TargetName = Cut(entry.TargetName, 256),
            Reason = Cut(entry.Reason, 500),
            Details = entry.Before is null && entry.After is null
                ? null
                : JsonSerializer.Serialize(new { before = entry.Before, after = entry.After }, EnvelopeWriter.Json),
            Address = actor.Address,
            CreateTime = clock.UtcNow(),
            Succeeded = entry.Succeeded,
        });
    }

    private static string? Cut(string? text, int length) => text?.Length > length ? text[..length] : text;
}
