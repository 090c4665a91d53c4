using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts.Logs;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Accounts;

/// <summary>One action on an object.</summary>
/// <param name="Operation">What, such as <c>MoveRequest</c>.</param>
/// <param name="OperatorName">Who, as people read it.</param>
/// <param name="Reason">Why, where a reason was given.</param>
/// <param name="At">When, UTC.</param>
public sealed record AuditStep(string Operation, string OperatorName, string? Reason, DateTime At);

/// <summary>What was done to one object of the tenant in scope, for the object's own page.</summary>
public sealed class AuditTrail(HubDbContext db)
{
    private const int Most = 100;

    /// <summary>The newest hundred, oldest first.</summary>
    public async Task<IReadOnlyList<AuditStep>> OfAsync(string targetType, long targetId, CancellationToken ct)
    {
        var newest = await db.Set<OperationLog>().AsNoTracking().Where(l => l.TargetType == targetType && l.TargetId == targetId)
            .OrderByDescending(l => l.Id).Take(Most).Select(l => new AuditStep(l.Operation, l.OperatorName, l.Reason, l.CreateTime)).ToListAsync(ct);
        return [.. newest.AsEnumerable().Reverse()];
    }
}
