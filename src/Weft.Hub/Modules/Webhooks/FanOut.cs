using Weft.Hub.Modules.AppStore;
using Weft.Hub.Modules.Webhooks.Deliveries;
using Weft.Hub.Platform.Outbox;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Webhooks;

/// <summary>
/// Turns each event into one delivery per credential that is to hear of it (openapi-gateway 7.1), in the transaction that takes the event out of the
/// outbox: exactly once, and in the order in which things happened. The tenant is the one of the event's own row (G5).
/// </summary>
internal sealed class FanOut<TEvent>(
    HubDbContext db, IEnumerable<IWebhook<TEvent>> webhooks, CredentialDirectory credentials, DeliveryWriter writer, TimeProvider clock) : IEventHandler<TEvent>
    where TEvent : IEvent
{
    public async Task HandleAsync(IReadOnlyList<Occurrence<TEvent>> occurrences, CancellationToken ct)
    {
        foreach (var webhook in webhooks)
        {
            var now = clock.UtcNow();
            var recipients = (await credentials.ListAsync(db.Tenant.Required, webhook.AppType, ct))
                .Where(c => c.StandingAt(now) == CredentialStanding.Good && c.CallbackUrl is not null).OrderBy(c => c.Id).ToList();
            if (recipients.Count == 0)
            {
                continue;
            }
            var messages = new WordedEvent?[occurrences.Count];
            foreach (var recipient in recipients)
            {
                List<WordedEvent> theirs = [];
                for (var i = 0; i < occurrences.Count; i++)
                {
                    if (webhook.IsFor(recipient, occurrences[i].Event))
                    {
                        theirs.Add(messages[i] ??= Message(webhook, occurrences[i], recipient.Time));
                    }
                }
                if (theirs.Count > 0)
                {
                    await writer.AddAsync(recipient.Id, theirs, ct);
                }
            }
        }
    }

    private static WordedEvent Message(IWebhook<TEvent> webhook, Occurrence<TEvent> happened, TenantTime time) => WordedEvent.From(
        webhook.Type, webhook.About(happened.Event), happened.OccurredAt, webhook.Data(happened.Event, time), time);
}
