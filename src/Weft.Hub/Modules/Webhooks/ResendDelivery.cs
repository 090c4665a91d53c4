using Microsoft.EntityFrameworkCore;
using Weft.Hub.Modules.Accounts;
using Weft.Hub.Modules.Webhooks.Deliveries;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;

namespace Weft.Hub.Modules.Webhooks;

/// <summary>重新推送: sends one delivery again, whatever its state, with the same id, sequence and body (openapi-gateway 7.4). Pressing twice is harmless.</summary>
internal static class ResendDelivery
{
    public sealed record Response(long Id, string EventId, long Sequence, string State);

    public static async Task<Answer<Response>> HandleAsync(long id, HubDbContext db, DeliveryResend resend, Audit audit, CancellationToken ct)
    {
        var result = await db.UnitAsync<Result<Response>>(async () =>
        {
            var found = db.Set<Delivery>().Where(d => d.Id == id);
            if (await found.Select(d => new { d.CredentialId, d.EventId, d.Sequence, d.State }).FirstOrDefaultAsync(ct) is not { } delivery)
            {
                return CommonErrors.NotFound;
            }
            await resend.SetDueAsync(delivery.CredentialId, found, ct);
            audit.Record(new AuditEntry("Webhooks", "Resend", "Delivery", id, delivery.EventId) { Before = new { delivery.State } });
            return new Response(id, delivery.EventId, delivery.Sequence, nameof(DeliveryState.Pending).ToUpperInvariant());
        }, ct);
        return result;
    }
}
