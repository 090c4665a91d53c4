using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Webhooks.Deliveries;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Webhooks;

/// <summary>The deliveries of one credential, newest first (app-store 7).</summary>
internal static class ListDeliveries
{
    public sealed record Request(string? State, string? Type, string? OrderNo, DateTimeOffset? From, DateTimeOffset? To, int? Page, int? Size);

    public sealed record Row(
        long Id, string EventId, long Sequence, string Type, string? OrderNo, string? ExternalOrderNo, DateTimeOffset OccurredAt, string State, int Attempts,
        DateTimeOffset? NextAttemptAt, int? LastStatusCode, string? LastError, DateTimeOffset? ClosedAt);

    /// <summary>States as the wire has them.</summary>
    public static readonly string[] States = [.. Enum.GetNames<DeliveryState>().Select(s => s.ToUpperInvariant())];

    public static async Task<Answer<PageOf<Row>>> HandleAsync(long id, Fields fields, HttpContext context, HubDbContext db, CancellationToken ct)
    {
        var page = PageRequest.Read(fields);
        var state = fields.OneOf("state", required: false, States);
        var type = fields.Text("type", 32);
        var orderNo = fields.Text("orderNo", 64);
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
        rows = from is null ? rows : rows.Where(d => d.OccurredAt >= from);
        rows = to is null ? rows : rows.Where(d => d.OccurredAt < to);
        var total = await rows.LongCountAsync(ct);
        var found = await rows.OrderByDescending(d => d.Sequence).Skip(page.Skip).Take(page.Size)
            .Select(d => new
            {
                d.Id, d.EventId, d.Sequence, d.Type, d.OrderNo, d.ExternalOrderNo, d.OccurredAt, d.State, d.Attempts, d.NextAttemptAt, d.LastStatusCode, d.LastError, d.ClosedAt,
            })
            .ToListAsync(ct);
        var time = TenantTime.For(context.User().TimeZone);
        return new PageOf<Row>(total, page.Page, page.Size,
            [.. found.Select(d => new Row(
                d.Id, d.EventId, d.Sequence, d.Type, d.OrderNo, d.ExternalOrderNo, time.Local(d.OccurredAt), d.State.ToString().ToUpperInvariant(), d.Attempts,
                time.Local(d.NextAttemptAt), d.LastStatusCode, d.LastError, time.Local(d.ClosedAt)))]);
    }
}
