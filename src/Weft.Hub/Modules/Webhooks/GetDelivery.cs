using System.Text;
using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Webhooks.Deliveries;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Webhooks;

/// <summary>One delivery with the body that is sent and every attempt.</summary>
internal static class GetDelivery
{
    /// <param name="Number">1, 2, 3 …</param>
    /// <param name="At">When the call began.</param>
    /// <param name="DurationMs">Until the answer was read, or the failure.</param>
    /// <param name="StatusCode">0 when there was none.</param>
    /// <param name="Failure"><c>None</c> when a complete answer arrived.</param>
    /// <param name="Answer">The answer's first 2,000 characters.</param>
    public sealed record Attempt(int Number, DateTimeOffset At, int DurationMs, int StatusCode, string Failure, string Answer);

    public sealed record Response(
        long Id, long TenantAppId, string EventId, long Sequence, string Type, string? OrderNo, string? ExternalOrderNo, DateTimeOffset OccurredAt, string State,
        DateTimeOffset? NextAttemptAt, string? LastError, DateTimeOffset? ClosedAt, string Body, IReadOnlyList<Attempt> Attempts);

    public static async Task<Answer<Response>> HandleAsync(long id, HttpContext context, HubDbContext db, CancellationToken ct)
    {
        if (await db.Set<Delivery>().AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, ct) is not { } delivery)
        {
            return CommonErrors.NotFound;
        }
        var time = TenantTime.For(context.User().TimeZone);
        var attempts = await db.Set<DeliveryAttempt>().AsNoTracking()
            .Where(a => a.CredentialId == delivery.CredentialId && a.Sequence == delivery.Sequence).OrderBy(a => a.Number).ToListAsync(ct);
        return new Response(
            delivery.Id, delivery.CredentialId, delivery.EventId, delivery.Sequence, delivery.Type, delivery.OrderNo, delivery.ExternalOrderNo,
            time.Local(delivery.OccurredAt), delivery.State.ToString().ToUpperInvariant(), time.Local(delivery.NextAttemptAt), delivery.LastError,
            time.Local(delivery.ClosedAt),
            Encoding.UTF8.GetString(WebhookRequest.Body(delivery.EventId, delivery.Type, delivery.Timestamp, delivery.Sequence, delivery.Data)),
            [.. attempts.Select(a => new Attempt(a.Number, time.Local(a.At), a.DurationMs, a.StatusCode, a.Failure, a.Answer))]);
    }
}
