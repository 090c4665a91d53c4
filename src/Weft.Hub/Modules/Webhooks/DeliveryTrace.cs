using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.Webhooks.Deliveries;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Webhooks;

/// <summary>One call to a receiver; the instant is UTC, the status 0 when there was no answer.</summary>
public sealed record TracedAttempt(int Number, DateTime At, int DurationMs, int StatusCode, string Failure);

/// <summary>One event as it was told to one credential; instants are UTC.</summary>
public sealed record TracedDelivery
{
    public required long Id { get; init; }
    public required DateTime OccurredAt { get; init; }
    public required string EventId { get; init; }
    public required string Type { get; init; }
    public required string? OrderNo { get; init; }
    public required long TenantAppId { get; init; }

    /// <summary>Null when the credential was deleted since.</summary>
    public required string? AppName { get; init; }
    public required long Sequence { get; init; }

    /// <summary><c>PENDING</c>, <c>RETRYING</c>, <c>DELIVERED</c>, <c>DEAD</c> or <c>SKIPPED</c>.</summary>
    public required string State { get; init; }
    public required DateTime? NextAttemptAt { get; init; }
    public required string? LastError { get; init; }
    public required DateTime? ClosedAt { get; init; }

    /// <summary>In their order.</summary>
    public required IReadOnlyList<TracedAttempt> Attempts { get; init; }
}

/// <summary>Tells which events about an order went to which credential, and what became of each.</summary>
public sealed class DeliveryTrace(HubDbContext db, CredentialDirectory credentials)
{
    /// <summary>The orders of an event, null when there is no such event; an event without an order has none.</summary>
    /// <param name="eventId">The event's identifier.</param>
    /// <param name="hidden">Types of events that are not shown.</param>
    /// <param name="ct">Stops.</param>
    public async Task<IReadOnlyList<string>?> OrdersOfAsync(string eventId, IReadOnlyList<string> hidden, CancellationToken ct)
    {
        var told = await db.Set<Delivery>().Where(d => d.EventId == eventId && !hidden.Contains(d.Type)).Select(d => d.OrderNo).Distinct().ToListAsync(ct);
        return told.Count == 0 ? null : [.. told.OfType<string>()];
    }

    /// <summary>The first deliveries about those orders, in order of time, or the latest, newest first; and how many there are in all.</summary>
    public async Task<(long Total, IReadOnlyList<TracedDelivery> Deliveries)> ReadAsync(
        IReadOnlyList<string> orderNos, IReadOnlyList<string> hidden, int take, CancellationToken ct, bool newestFirst = false)
    {
        var rows = db.Set<Delivery>().AsNoTracking().Where(d => d.OrderNo != null && orderNos.Contains(d.OrderNo) && !hidden.Contains(d.Type));
        var total = await rows.LongCountAsync(ct);
        var ordered = newestFirst ? rows.OrderByDescending(d => d.OccurredAt).ThenByDescending(d => d.Id) : rows.OrderBy(d => d.OccurredAt).ThenBy(d => d.Id);
        var found = await ordered.Take(take)
            .Select(d => new { Delivery = d, Attempts = db.Set<DeliveryAttempt>()
                .Where(a => a.CredentialId == d.CredentialId && a.Sequence == d.Sequence).OrderBy(a => a.Number)
                .Select(a => new TracedAttempt(a.Number, a.At, a.DurationMs, a.StatusCode, a.Failure)).ToList() })
            .AsSplitQuery().ToListAsync(ct);
        var names = new Dictionary<long, string?>();
        foreach (var id in found.Select(f => f.Delivery.CredentialId).Distinct())
        {
            names[id] = (await credentials.FindAsync(db.Tenant.Required, id, ct))?.AppName;
        }
        return (total, [.. found.Select(f => Of(f.Delivery, names[f.Delivery.CredentialId], f.Attempts))]);
    }

    private static TracedDelivery Of(Delivery d, string? appName, IReadOnlyList<TracedAttempt> attempts) => new()
    {
        Id = d.Id, OccurredAt = d.OccurredAt, EventId = d.EventId, Type = d.Type, OrderNo = d.OrderNo, TenantAppId = d.CredentialId, AppName = appName,
        Sequence = d.Sequence, State = d.State.ToString().ToUpperInvariant(), NextAttemptAt = d.NextAttemptAt, LastError = d.LastError, ClosedAt = d.ClosedAt,
        Attempts = attempts,
    };
}
