using Weft.Hub.Modules.AppStore;
using Weft.Hub.Platform.Outbox;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Webhooks;

/// <summary>
/// How one business event is told to customers: to which credentials, and in which words (openapi-gateway 7.1, 7.3). One small file per event,
/// in the integration that sells it; register it with <see cref="WebhookExtensions.AddWebhook{TEvent, TWebhook}"/>.
/// </summary>
public interface IWebhook<TEvent> where TEvent : IEvent
{
    /// <summary>The event's name on the wire: <c>ORDER_STATUS</c>.</summary>
    string Type { get; }

    /// <summary>App type whose credentials get it.</summary>
    string AppType { get; }

    /// <summary>True when this credential's scope and filter cover the event.</summary>
    bool IsFor(CredentialSnapshot credential, TEvent happened);

    /// <summary>The order that the event is about, for lists and logs.</summary>
    (string? OrderNo, string? ExternalOrderNo) About(TEvent happened);

    /// <summary>The <c>data</c> object of the body; the same for every credential.</summary>
    object Data(TEvent happened, TenantTime time);
}

public static class WebhookExtensions
{
    /// <summary>
    /// Registers a webhook for an event that commands raise through the outbox (<see cref="Outbox.Raise"/>). Several webhooks may tell of one event.
    /// </summary>
    public static IServiceCollection AddWebhook<TEvent, TWebhook>(this IServiceCollection services)
        where TEvent : IEvent
        where TWebhook : class, IWebhook<TEvent>
    {
        services.AddScoped<IWebhook<TEvent>, TWebhook>();
        // One handler serves all webhooks of an event; a second one would tell everything twice.
        if (!services.Any(s => s.ServiceType == typeof(IEventHandler<TEvent>) && s.ImplementationType == typeof(FanOut<TEvent>)))
        {
            services.AddEventHandler<TEvent, FanOut<TEvent>>();
        }
        return services;
    }
}
