using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.Webhooks.Deliveries;

/// <summary>
/// One event on its way to one credential (openapi-gateway 7.4), with everything that its request needs.
/// </summary>
/// <remarks>
/// Written by set-based statements (<see cref="DeliverySql"/>), because there are many: the sender never tracks one.
/// The event's content is kept here and not in a table of its own: nearly every event has one recipient, so this halves the rows that are written, and
/// a credential's events are one range of one table, for the sender as for <c>GET /openapi/v1/events</c>. Recipients of one event share its
/// <see cref="EventId"/>.
/// </remarks>
internal sealed class Delivery : Row, ITenantOwned
{
    public long TenantId { get; private set; }
    public long CredentialId { get; private set; }

    /// <summary>1, 2, 3 … of the credential, without a gap.</summary>
    public long Sequence { get; private set; }

    /// <summary><c>evt_</c> and 24 hexadecimal digits; the receiver's key to recognise repetitions by.</summary>
    public string EventId { get; private set; } = "";

    /// <summary>The event's name on the wire.</summary>
    public string Type { get; private set; } = "";
    public string? OrderNo { get; private set; }
    public string? ExternalOrderNo { get; private set; }
    public DateTime OccurredAt { get; private set; }

    /// <summary>When it happened, as the body says it: kept as text, so that the body stays the same to the byte when the tenant changes its zone.</summary>
    public string Timestamp { get; private set; } = "";

    /// <summary>The body's <c>data</c>, as JSON text.</summary>
    public string Data { get; private set; } = "";
    public DeliveryState State { get; private set; } = DeliveryState.Pending;

    /// <summary>When the next attempt is due; null exactly when the delivery is closed.</summary>
    public DateTime? NextAttemptAt { get; private set; }

    /// <summary>Attempts ever made, those of earlier rounds included.</summary>
    public int Attempts { get; private set; }

    /// <summary>Attempts of this round: a resend begins a new one with the whole schedule before it.</summary>
    public int RoundAttempts { get; private set; }
    public int? LastStatusCode { get; private set; }

    /// <summary>Why the last attempt failed or the delivery was skipped; safe to show.</summary>
    public string? LastError { get; private set; }

    /// <summary>When it was delivered, given up or skipped.</summary>
    public DateTime? ClosedAt { get; private set; }

    /// <summary>When the delivery was made, which is when its event was passed on.</summary>
    public DateTime CreateTime { get; private set; }
}

/// <summary>States of a delivery (openapi-gateway 7.4); on the wire in upper case.</summary>
internal enum DeliveryState
{
    Pending,
    Retrying,
    Delivered,
    Dead,
    Skipped,
}

internal sealed class DeliveryMapping : IEntityTypeConfiguration<Delivery>
{
    public const int MaxError = 500;

    public void Configure(EntityTypeBuilder<Delivery> builder)
    {
        builder.ToTable("webhook_deliveries");
        // The proof that sequences have no double; attempts refer to it.
        builder.HasAlternateKey(d => new { d.TenantId, d.CredentialId, d.Sequence });
        builder.Property(d => d.EventId).HasMaxLength(36);
        builder.Property(d => d.Type).HasMaxLength(32);
        builder.Property(d => d.OrderNo).HasMaxLength(64);
        builder.Property(d => d.ExternalOrderNo).HasMaxLength(64);
        builder.Property(d => d.Timestamp).HasMaxLength(40);
        builder.Property(d => d.LastError).HasMaxLength(MaxError);
        // Open deliveries only: the sender's index stays as small as its work.
        builder.HasIndex(d => new { d.TenantId, d.CredentialId, d.NextAttemptAt, d.Sequence }).HasDatabaseName("ix_webhook_deliveries_due").HasFilter("next_attempt_at IS NOT NULL");
        builder.HasIndex(d => new { d.TenantId, d.CredentialId, d.ClosedAt }).HasFilter("state = 'Dead'");
        builder.HasIndex(d => new { d.TenantId, d.OrderNo }).HasFilter("order_no IS NOT NULL");
        // Someone asks what became of an event that a receiver names.
        builder.HasIndex(d => new { d.TenantId, d.EventId });
    }
}
