using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.Webhooks.Deliveries;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Webhooks;

/// <summary>测试推送: a PING to the chosen credential, on the same way as every event (openapi-gateway 7.1). Read the delivery to see what came of it.</summary>
internal static class SendPing
{
    public const string Type = "PING";

    /// <summary>The <c>data</c> of the event (openapi-gateway 7.3).</summary>
    public sealed record Data(string Message, string AppName);

    public sealed record Response(long DeliveryId, string EventId, long Sequence);

    public static async Task<Answer<Response>> HandleAsync(
        long id, HttpContext context, HubDbContext db, CredentialDirectory credentials, DeliveryWriter writer, TimeProvider clock, CancellationToken ct)
    {
        if (await credentials.FindAsync(context.User().TenantId!.Value, id, ct) is not { } credential)
        {
            return CommonErrors.NotFound;
        }
        var now = clock.UtcNow();
        if (Refusal(credential, now) is { } refusal)
        {
            return refusal;
        }
        var ping = WordedEvent.From(Type, (null, null), now, new Data("这是一条测试推送", credential.AppName), credential.Time);
        return await db.UnitAsync(async () =>
        {
            var delivery = (await writer.AddAsync(id, [ping], ct))[0];
            return new Response(delivery.Id, ping.EventId, delivery.Sequence);
        }, ct);
    }

    private static Refusal? Refusal(CredentialSnapshot credential, DateTime now) =>
        credential.CallbackUrl is null ? WebhooksErrors.NoCallbackUrl
        : credential.CallbackSecret is null ? WebhooksErrors.NoCallbackSecret
        : WebhookSender.WhyNot(credential, now) is { } reason ? WebhooksErrors.NotInService.With(reason)
        : null;
}
