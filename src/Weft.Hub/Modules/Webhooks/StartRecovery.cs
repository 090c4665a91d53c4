using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.Webhooks.Deliveries;
using Weft.Hub.Modules.Webhooks.Recoveries;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Webhooks;

/// <summary>批量补推: sends again what matches time range, type and state, with progress to be read and a way to cancel.</summary>
internal static class StartRecovery
{
    /// <param name="From">Events that happened from here on; required.</param>
    /// <param name="To">Up to here, not included; now when absent.</param>
    /// <param name="Types">Event types; all when absent.</param>
    /// <param name="States">States of their deliveries; DEAD and SKIPPED when absent.</param>
    public sealed record Request(DateTimeOffset From, DateTimeOffset? To, IReadOnlyList<string>? Types, IReadOnlyList<string>? States);

    public sealed record Response(
        long Id, long TenantAppId, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<string> Types, IReadOnlyList<string> States, string State, long Total, long Done,
        DateTimeOffset CreateTime, DateTimeOffset? EndedAt)
    {
        public static Response Of(Recovery recovery, TenantTime time) => new(
            recovery.Id, recovery.CredentialId, time.Local(recovery.From), time.Local(recovery.To), recovery.Types.Length == 0 ? [] : recovery.Types.Split(','),
            [.. recovery.States.Split(',').Select(s => s.ToUpperInvariant())], recovery.State.ToString().ToUpperInvariant(), recovery.Total, recovery.Done,
            time.Local(recovery.CreateTime), time.Local(recovery.EndedAt));
    }

    public static async Task<Answer<Response>> HandleAsync(
        long id, Fields fields, HttpContext context, HubDbContext db, CredentialDirectory credentials, Audit audit, RecoverySignal signal, TimeProvider clock, CancellationToken ct)
    {
        var from = fields.Instant("from", required: true);
        var to = fields.Instant("to") ?? clock.UtcNow();
        var types = fields.Texts("types", RecoveryMapping.MaxTypes, 32, noComma: true) ?? [];
        var states = ReadStates(fields);
        if (from >= to)
        {
            fields.Fail("to", "必须晚于 from");
        }
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        if (await credentials.FindAsync(context.User().TenantId!.Value, id, ct) is null)
        {
            return CommonErrors.NotFound;
        }
        try
        {
            return await db.UnitAsync<Result<Response>>(async () =>
            {
                var last = await db.Set<DeliveryQueue>().Where(q => q.CredentialId == id).Select(q => q.LastSequence).FirstOrDefaultAsync(ct);
                var recovery = Recovery.Start(id, from!.Value, to, types, states, last);
                recovery.Counted(await recovery.Remaining(db.Set<Delivery>()).LongCountAsync(ct));
                db.Add(recovery);
                audit.Record(new AuditEntry("Webhooks", "StartRecovery", "TenantApp", id, null) { After = new { from, to, types, states, recovery.Total } });
                await db.SaveChangesAsync(ct);
                db.AfterCommit(signal.Wake);
                return Response.Of(recovery, TenantTime.For(context.User().TimeZone));
            }, ct);
        }
        catch (DbUpdateException error) when (HubDatabase.IsUniqueViolation(error))
        {
            return WebhooksErrors.RecoveryRunning;
        }
    }

    private static List<DeliveryState> ReadStates(Fields fields)
    {
        var asked = fields.Texts("states", ListDeliveries.States.Length, 32) ?? [];
        foreach (var wrong in asked.Except(ListDeliveries.States))
        {
            fields.Fail("states", $"“{wrong}”不是有效值，可选: {string.Join(", ", ListDeliveries.States)}");
        }
        return asked.Count == 0
            ? [DeliveryState.Dead, DeliveryState.Skipped]
            : [.. asked.Intersect(ListDeliveries.States).Select(s => Enum.Parse<DeliveryState>(s, ignoreCase: true))];
    }
}
