using System.Security.Cryptography;
using System.Text.Json;
using Weft.Hub.Platform.Api;
using Weft.Hub.Platform.Background;
using Weft.Hub.Platform.Persistence;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Webhooks.Deliveries;

/// <summary>Wakes the sender when this node committed deliveries; other nodes' are found by polling.</summary>
internal sealed class DeliverySignal : WorkSignal;

/// <summary>An event in its final words, the same for every recipient.</summary>
internal sealed record WordedEvent(string EventId, string Type, string? OrderNo, string? ExternalOrderNo, DateTime OccurredAt, string Timestamp, string Data)
{
    /// <summary>Puts an event into words once: what is stored here is what every attempt sends.</summary>
    public static WordedEvent From(string type, (string? OrderNo, string? ExternalOrderNo) about, DateTime occurredAt, object data, TenantTime time) => new(
        "evt_" + RandomNumberGenerator.GetHexString(24, lowercase: true), type, about.OrderNo, about.ExternalOrderNo, occurredAt,
        JsonSerializer.Deserialize<string>(JsonSerializer.Serialize(time.Local(occurredAt), EnvelopeWriter.Json))!,
        JsonSerializer.Serialize(data, EnvelopeWriter.Json));
}

internal sealed record AddedDelivery(long Id, long Sequence, WordedEvent Message);

/// <summary>Adds deliveries to a credential's queue, inside the unit of work that knows of the event.</summary>
internal sealed class DeliveryWriter(HubDbContext db, DeliverySignal signal, TimeProvider clock)
{
    /// <summary>Adds the messages with the credential's next sequence numbers, in the order given. They are due when the unit commits.</summary>
    /// <remarks>
    /// The counter's row stays locked until the commit. So a number that a rolled-back unit took is taken again, and numbers become visible in their
    /// order: who sees N has seen all before it.
    /// </remarks>
    public async Task<IReadOnlyList<AddedDelivery>> AddAsync(long credentialId, IReadOnlyList<WordedEvent> messages, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var sequence = await TakeSequencesAsync(credentialId, messages.Count, now, ct) - messages.Count;
        var added = messages.Select(message => new AddedDelivery(db.NextId(), ++sequence, message)).ToList();
        await using var command = db.Command();
        command.CommandText = DeliverySql.For(db).Insert;
        command.Add("rows", JsonRows.Write(added, Write)).Add("tenant", db.Tenant.Required).Add("credential", credentialId).Add("now", now);
        await command.ExecuteNonQueryAsync(ct);
        db.AfterCommit(signal.Wake);
        return added;
    }

    private void Write(Utf8JsonWriter json, AddedDelivery added)
    {
        json.WriteNumber("id", added.Id);
        json.WriteNumber("sequence", added.Sequence);
        json.WriteString("event_id", added.Message.EventId);
        json.WriteString("type", added.Message.Type);
        json.WriteString("order_no", added.Message.OrderNo);
        json.WriteString("external_order_no", added.Message.ExternalOrderNo);
        json.WriteInstant(db, "occurred_at", added.Message.OccurredAt);
        json.WriteString("timestamp", added.Message.Timestamp);
        json.WriteString("data", added.Message.Data);
    }

    private async Task<long> TakeSequencesAsync(long credentialId, int count, DateTime now, CancellationToken ct)
    {
        await using var command = db.Command();
        command.CommandText = """
            INSERT INTO webhook_queues (tenant_id, credential_id, last_sequence, next_due_at, failed_in_row) VALUES (@tenant, @credential, @count, @now, 0)
            ON CONFLICT (tenant_id, credential_id) DO UPDATE SET
              last_sequence = webhook_queues.last_sequence + @count,
              next_due_at = CASE WHEN webhook_queues.next_due_at < @now THEN webhook_queues.next_due_at ELSE @now END
            RETURNING last_sequence
            """;
        command.Add("tenant", db.Tenant.Required).Add("credential", credentialId).Add("count", (long)count).Add("now", now);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }
}
