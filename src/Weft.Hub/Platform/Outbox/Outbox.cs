using System.Text.Json;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Platform.Outbox;

/// <summary>Something that happened to a tenant's business, as others may learn of it: a record with what was true at that moment.</summary>
public interface IEvent
{
    /// <summary>Stable name, such as <c>production.order-status</c>; stored rows carry it.</summary>
    static abstract string Name { get; }
}

/// <summary>An event as a handler gets it.</summary>
/// <param name="Event">The event.</param>
/// <param name="OccurredAt">When it happened, UTC.</param>
public sealed record Occurrence<TEvent>(TEvent Event, DateTime OccurredAt);

/// <summary>
/// Passes events on. Runs in the transaction that removes them from the outbox, so what it writes to the database happens exactly once;
/// it makes no network call. It gets a batch of one tenant in the order in which the events happened.
/// </summary>
public interface IEventHandler<TEvent> where TEvent : IEvent
{
    Task HandleAsync(IReadOnlyList<Occurrence<TEvent>> occurrences, CancellationToken ct);
}

/// <summary>Writes events in the commit that caused them.</summary>
public static class Outbox
{
    internal static readonly JsonSerializerOptions Json = EnvelopeWriter.Json;

    /// <summary>Adds the event to what the context saves. If the save fails, the event never was.</summary>
    public static void Raise<TEvent>(this HubDbContext db, TEvent happened) where TEvent : IEvent
    {
        ArgumentNullException.ThrowIfNull(db);
        db.Set<OutboxMessage>().Add(new OutboxMessage
        {
            Type = TEvent.Name,
            Payload = JsonSerializer.Serialize(happened, Json),
            OccurredAt = db.Clock.UtcNow(),
        });
        db.AfterCommit(db.OutboxSignal.Wake);
    }

    /// <summary>Registers who passes on events of that type.</summary>
    public static IServiceCollection AddEventHandler<TEvent, THandler>(this IServiceCollection services)
        where TEvent : IEvent
        where THandler : class, IEventHandler<TEvent>
    {
        services.AddScoped<IEventHandler<TEvent>, THandler>();
        services.AddSingleton(new OutboxRoute(TEvent.Name, typeof(TEvent), async (provider, messages, ct) =>
        {
            var batch = messages.Select(m => new Occurrence<TEvent>(JsonSerializer.Deserialize<TEvent>(m.Payload, Json)!, m.OccurredAt)).ToList();
            foreach (var handler in provider.GetServices<IEventHandler<TEvent>>())
            {
                await handler.HandleAsync(batch, ct);
            }
        }));
        return services;
    }
}

internal sealed record OutboxRoute(string Type, Type EventType, Func<IServiceProvider, IReadOnlyList<OutboxMessage>, CancellationToken, Task> Pass);
