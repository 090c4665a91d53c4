using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Weft.Hub.Modules.PartnerApi.Requests;
using Weft.Hub.Platform.Tenancy;

namespace Weft.Hub.Modules.PartnerApi.Notifying;

/// <summary>How far a notification is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NotificationState>))]
public enum NotificationState
{
    /// <summary>To be sent, now or at its time.</summary>
    Waiting,

    /// <summary>Answered with 2xx.</summary>
    Delivered,

    /// <summary>Given up after the last attempt, or because there is no address any more.</summary>
    Dead,
}

/// <summary>
/// The word to a partner that an asynchronous request has ended, written in the commit that ended it. Its body does not change from attempt to attempt; the receiver
/// takes each <see cref="EventId"/> once.
/// </summary>
internal sealed class ResultNotification : Row, ITenantOwned
{
    private ResultNotification()
    {
    }

    public ResultNotification(PartnerRequest request, string eventId, string body, DateTime now)
    {
        (TenantId, SystemId, StoredRequestId) = (request.TenantId, request.SystemId, request.Id);
        (EventId, Body, CreatedAt, NextAt) = (eventId, body, now, now);
    }

    public long TenantId { get; private set; }
    public long SystemId { get; private set; }
    public long StoredRequestId { get; private set; }
    public string EventId { get; private set; } = "";
    public string Body { get; private set; } = "";
    public NotificationState State { get; private set; }
    public int Attempts { get; private set; }
    public int? LastStatus { get; private set; }

    /// <summary>Why the last attempt failed, in a sentence for people.</summary>
    public string? LastError { get; private set; }
    public DateTime CreatedAt { get; private set; }
    public DateTime NextAt { get; private set; }
    public DateTime? DeliveredAt { get; private set; }

    /// <summary>Who sends it, and until when others keep away.</summary>
    public Guid? LeaseId { get; private set; }
    public DateTime? LeasedUntil { get; private set; }

    public static string NewEventId() => "evt_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));

    public void Delivered(int status, DateTime now)
    {
        (State, LastStatus, LastError, DeliveredAt, LeaseId, LeasedUntil) = (NotificationState.Delivered, status, null, now, null, null);
        Attempts++;
    }

    /// <param name="status">The receiver's status, or null when there was no answer.</param>
    /// <param name="error">Why, for people.</param>
    /// <param name="next">When it is tried again; null gives it up.</param>
    public void Failed(int? status, string error, DateTime? next)
    {
        (LastStatus, LastError, LeaseId, LeasedUntil) = (status, error, null, null);
        (State, NextAt) = next is { } at ? (NotificationState.Waiting, at) : (NotificationState.Dead, NextAt);
        Attempts++;
    }

    /// <summary>A person asks for it again: the attempts begin anew, the body stays.</summary>
    public void Again(DateTime now) => (State, Attempts, NextAt) = (NotificationState.Waiting, 0, now);
}

internal sealed class ResultNotificationMapping : IEntityTypeConfiguration<ResultNotification>
{
    public void Configure(EntityTypeBuilder<ResultNotification> builder)
    {
        builder.ToTable("partner_notifications");
        builder.Property(n => n.EventId).HasMaxLength(32);
        builder.Property(n => n.LastError).HasMaxLength(255);
        builder.HasIndex(n => new { n.TenantId, n.StoredRequestId, n.Id });
        builder.HasIndex(n => n.CreatedAt);
        // Work is looked for across tenants, among the few that wait.
        builder.HasIndex(n => new { n.NextAt, n.Id }).HasFilter("state = 'Waiting'").HasDatabaseName("ix_partner_notifications_due");
    }
}
