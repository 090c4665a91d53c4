using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.Webhooks.Deliveries;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Webhooks;

/// <summary>A delivery as the list shows it; <c>GetDelivery</c> has its body and attempts.</summary>
public sealed record DeliveryRow(
    long Id, string EventId, long Sequence, string Type, string? OrderNo, string? ExternalOrderNo, DateTimeOffset OccurredAt, string State, int Attempts,
    DateTimeOffset? NextAttemptAt, int? LastStatusCode, string? LastError, DateTimeOffset? ClosedAt);

/// <summary>The deliveries of one credential, newest first (app-store 7).</summary>
internal static class ListDeliveries
{
    public sealed record Request(string? State, string? Type, string? OrderNo, string? EventId, DateTimeOffset? From, DateTimeOffset? To, int? Page, int? Size);

    /// <summary>States as the wire has them.</summary>
    public static readonly string[] States = [.. Enum.GetNames<DeliveryState>().Select(s => s.ToUpperInvariant())];

    public static async Task<Answer<PageOf<DeliveryRow>>> HandleAsync(
        long id, Fields fields, HttpContext context, HubDbContext db, CredentialDirectory credentials, CancellationToken ct)
    {
        var page = PageRequest.Read(fields);
        var state = fields.OneOf("state", required: false, States);
        var type = fields.Text("type", 32);
        var orderNo = fields.Text("orderNo", 64);
        var eventId = fields.Text("eventId", 36);
        var (from, to) = (fields.Instant("from"), fields.Instant("to"));
        if (fields.Rejected is { } rejected)
        {
            return rejected;
        }
        var rows = db.Set<Delivery>().AsNoTracking().Where(d => d.CredentialId == id);
        if (state is not null)
        {
            var wanted = Enum.Parse<DeliveryState>(state, ignoreCase: true);
            rows = rows.Where(d => d.State == wanted);
        }
        rows = type is null ? rows : rows.Where(d => d.Type == type);
        rows = orderNo is null ? rows : rows.Where(d => d.OrderNo == orderNo || d.ExternalOrderNo == orderNo);
        rows = eventId is null ? rows : rows.Where(d => d.EventId == eventId);
        rows = from is null ? rows : rows.Where(d => d.OccurredAt >= from);
        rows = to is null ? rows : rows.Where(d => d.OccurredAt < to);
        var total = await rows.CountedAsync(ct);
        // Of a deleted credential there is still something to read; of a strange one there is nothing.
        if (total == 0 && await credentials.FindAsync(context.User().TenantId!.Value, id, ct) is null)
        {
            return CommonErrors.NotFound;
        }
        var found = await rows.OrderByDescending(d => d.Sequence).Skip(page.Skip).Take(page.Size)
            .Select(d => new
            {
                d.Id, d.EventId, d.Sequence, d.Type, d.OrderNo, d.ExternalOrderNo, d.OccurredAt, d.State, d.Attempts, d.NextAttemptAt, d.LastStatusCode, d.LastError, d.ClosedAt,
            })
            .ToListAsync(ct);
        var time = TenantTime.For(context.User().TimeZone);
        return new PageOf<DeliveryRow>(total, page.Page, page.Size,
            [.. found.Select(d => new DeliveryRow(
                d.Id, d.EventId, d.Sequence, d.Type, d.OrderNo, d.ExternalOrderNo, time.Local(d.OccurredAt), d.State.ToString().ToUpperInvariant(), d.Attempts,
                time.Local(d.NextAttemptAt), d.LastStatusCode, d.LastError, time.Local(d.ClosedAt)))]);
    }
}
