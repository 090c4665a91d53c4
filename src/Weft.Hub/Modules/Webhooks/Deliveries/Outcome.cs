using System.Text;
using Weft.Hub.Platform.Outbound;

namespace Weft.Hub.Modules.Webhooks.Deliveries;

/// <summary>A delivery that is due, as the sender holds it.</summary>
internal sealed record DueDelivery(
    long Id, long TenantId, long CredentialId, long Sequence, string EventId, string Type, string? OrderNo, string? ExternalOrderNo,
    DateTime OccurredAt, string Timestamp, string Data, int Attempts, int RoundAttempts);

/// <summary>What one turn did to a delivery, as it is to be stored.</summary>
internal sealed record Outcome(DueDelivery Delivery, DeliveryState State, DateTime At)
{
    public DateTime? NextAttemptAt { get; init; }

    /// <summary>The call; null when the delivery was skipped without one.</summary>
    public OutboundAnswer? Call { get; init; }
    public string? Error { get; init; }

    public bool Succeeded => State == DeliveryState.Delivered;

    public static Outcome Skipped(DueDelivery delivery, string reason, DateTime now) => new(delivery, DeliveryState.Skipped, now) { Error = reason };

    /// <summary>Nothing was sent, for a reason of our own: no attempt is spent.</summary>
    public static Outcome PutOff(DueDelivery delivery, DateTime now) => new(delivery, DeliveryState.Retrying, now)
    {
        NextAttemptAt = now + TimeSpan.FromMinutes(1),
        Error = "系统内部错误，推送未发出，稍后自动重试。",
    };

    public static Outcome Of(DueDelivery delivery, OutboundAnswer call, DateTime startedAt, DateTime now)
    {
        var verdict = WebhookVerdict.Of(call, delivery.RoundAttempts + 1);
        return verdict.IsDelivered ? new(delivery, DeliveryState.Delivered, startedAt) { Call = call }
            : verdict.Wait is { } wait ? new(delivery, DeliveryState.Retrying, startedAt) { Call = call, Error = verdict.Error, NextAttemptAt = Cut(now + wait) }
            : new(delivery, DeliveryState.Dead, startedAt) { Call = call, Error = verdict.Error };
    }

    /// <summary>The beginning of the answer as text that every database can hold.</summary>
    public string AnswerText()
    {
        if (Call is null || Call.Body.IsEmpty)
        {
            return "";
        }
        // Four bytes a character at most; PostgreSQL's text knows no NUL.
        var bytes = Call.Body.Span[..Math.Min(Call.Body.Length, 4 * DeliveryAttempt.MaxAnswer)];
        var text = Encoding.UTF8.GetString(bytes).Replace('\0', '\uFFFD');
        if (text.Length <= DeliveryAttempt.MaxAnswer)
        {
            return text;
        }
        var length = char.IsHighSurrogate(text[DeliveryAttempt.MaxAnswer - 1]) ? DeliveryAttempt.MaxAnswer - 1 : DeliveryAttempt.MaxAnswer;
        return text[..length];
    }

    private static DateTime Cut(DateTime instant) => new(instant.Ticks - (instant.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
}
