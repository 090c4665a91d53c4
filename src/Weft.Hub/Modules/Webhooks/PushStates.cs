using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Webhooks.Deliveries;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Webhooks;

/// <summary>Tells for documents, such as inspections and shipments, what became of the events about them.</summary>
public sealed class PushStates(HubDbContext db)
{
    /// <summary>
    /// One query for a page of documents. Of several events about one document the latest of each credential counts; of several credentials the worst. A document that no
    /// one was told of is not in the answer.
    /// </summary>
    /// <param name="type">The event's name.</param>
    /// <param name="field">The property of the event's data that holds the document's number.</param>
    /// <param name="orderNos">The orders of the documents: they lead to the events by an index.</param>
    /// <param name="numbers">The documents; letters, digits and dashes.</param>
    /// <param name="ct">Stops.</param>
    /// <returns>By the document's number <c>DEAD</c>, <c>PENDING</c> (retries included) or <c>DELIVERED</c>.</returns>
    public async Task<IReadOnlyDictionary<string, string>> ReadAsync(
        string type, string field, IReadOnlyCollection<string> orderNos, IReadOnlyCollection<string> numbers, CancellationToken ct)
    {
        var marks = numbers.ToDictionary(number => $"\"{field}\":\"{number}\"", number => number, StringComparer.Ordinal);
        var sought = marks.Keys.ToList();
        if (orderNos.Count == 0 || sought.Count == 0)
        {
            return new Dictionary<string, string>();
        }
        var found = await db.Set<Delivery>().AsNoTracking()
            .Where(d => d.OrderNo != null && orderNos.Contains(d.OrderNo) && d.Type == type && d.State != DeliveryState.Skipped && sought.Any(mark => d.Data.Contains(mark)))
            .Select(d => new { d.CredentialId, d.Sequence, d.State, d.Data }).ToListAsync(ct);
        return found
            .SelectMany(d => marks.Where(m => d.Data.Contains(m.Key, StringComparison.Ordinal)).Select(m => (Number: m.Value, d.CredentialId, d.Sequence, d.State)))
            .GroupBy(d => d.Number, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => Worst([.. g.GroupBy(d => d.CredentialId).Select(c => c.MaxBy(d => d.Sequence).State)]), StringComparer.Ordinal);
    }

    private static string Worst(IReadOnlyList<DeliveryState> states) =>
        states.Contains(DeliveryState.Dead) ? "DEAD" : states.All(s => s == DeliveryState.Delivered) ? "DELIVERED" : "PENDING";
}
