using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Production.Factories;

internal sealed record FactoryStep(string Operation, string OperatorName, string? Reason, DateTimeOffset Time);

internal sealed record FactoryLogAnswer(IReadOnlyList<FactoryStep> Steps);

/// <summary>GET /api/system/factories/{id}/log: what was done to a supplier, newest first (日志).</summary>
internal static class FactoryLog
{
    public static async Task<Answer<FactoryLogAnswer>> ReadAsync(long id, HttpContext context, HubDbContext db, AuditTrail trail, CancellationToken ct)
    {
        if (!await ListFactories.Within(db, context.User()).AnyAsync(f => f.Id == id, ct))
        {
            return ProductionErrors.FactoryNotFound;
        }
        var time = TenantTime.For(context.User().TimeZone);
        var steps = await trail.OfAsync(SaveFactory.Target, id, ct);
        return new FactoryLogAnswer([.. steps.Reverse().Select(s => new FactoryStep(s.Operation, s.OperatorName, s.Reason, time.Local(s.At)))]);
    }
}
