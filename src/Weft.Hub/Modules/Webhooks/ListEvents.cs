using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Gateway;
using Weft.Hub.Modules.Webhooks.Deliveries;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Webhooks;

/// <summary>
/// <c>GET /openapi/v1/events?after=N&amp;size=100</c>: the credential's own events in their sequence, whatever became of their deliveries. A receiver
/// fetches what it missed, and because the sequence has no gap, it can prove that it has everything up to <c>lastSequence</c>.
/// </summary>
internal static class ListEvents
{
    private const int MaxSize = 100;

    /// <summary>An event as its webhook says it.</summary>
    public sealed record Event(long Sequence, string Id, [property: System.Text.Json.Serialization.JsonPropertyName("event")] string Type, string Timestamp, JsonElement Data);

    /// <param name="Events">In order of sequence, at most <c>size</c>.</param>
    /// <param name="LastSequence">The newest sequence of the credential; 0 when there is none yet.</param>
    /// <param name="HasMore">True when there are more than were asked for: go on after the last one.</param>
    /// <param name="Warnings">Unknown parameters.</param>
    public sealed record Response(IReadOnlyList<Event> Events, long LastSequence, bool HasMore, IReadOnlyList<string> Warnings);

    public static async Task<Answer<Response>> HandleAsync(SignedCall call, Fields fields, HubDbContext db, CancellationToken ct)
    {
        var after = fields.Integer("after", min: 0) ?? 0;
        var size = (int)(fields.Integer("size", min: 1, max: MaxSize) ?? MaxSize);
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var credential = call.Credential.Id;
        var events = await db.Set<Delivery>().AsNoTracking().Where(d => d.CredentialId == credential && d.Sequence > after)
            .OrderBy(d => d.Sequence).Take(size + 1)
            .Select(d => new { d.Sequence, d.EventId, d.Type, d.Timestamp, d.Data }).ToListAsync(ct);
        // Asked afterwards: it is never behind what was just read.
        var last = await db.Set<DeliveryQueue>().Where(q => q.CredentialId == credential).Select(q => q.LastSequence).FirstOrDefaultAsync(ct);
        return new Response(
            [.. events.Take(size).Select(e => new Event(e.Sequence, e.EventId, e.Type, e.Timestamp, JsonElement.Parse(e.Data)))],
            last, HasMore: events.Count > size || (events.Count > 0 && events[^1].Sequence < last), fields.Warnings);
    }
}
